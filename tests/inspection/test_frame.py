import zlib
from datetime import date
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.cycle import cycle_of
from inspection.frame import (
    Candidates,
    Frame,
    FrameRow,
    FrameUnreadable,
    Reason,
    Unit,
    eligible,
)
from inspection.policy import Policy
from inspection.slot import slots_of_day
from tests.inspection.weekdays import weekdays

POLICY = Policy.of({})
CYCLE = cycle_of(POLICY, weekdays(2024, 2026))
SLOT = slots_of_day(
    date(2026, 3, 2), hours=POLICY.draw_hours, minutes=30, zone=ZoneInfo("Asia/Shanghai")
)[3]
PEOPLE = Candidates(household=("H1",), inspector=("I1", "I2"), respondent=("O1", "O2"))
LINE = f"T1|5301|2000|793650|500000000|0|1586041|1||{PEOPLE.digest()}|{1:032x}"


def unit(name: str, reason: Reason | None = None, rate: int | None = None) -> Unit:
    return Unit(unit=name, stratum="5301", candidates=PEOPLE, reason=reason, rate_milli=rate)


def frame(*units: Unit, covered: frozenset[str] = frozenset()) -> Frame:
    numbers = count(1)
    return eligible(
        units, covered=covered, slot=SLOT, policy=POLICY, cycle=CYCLE,
        salts=lambda: next(numbers).to_bytes(16, "big"),
    )  # fmt: skip


def not_yet_covered_near_the_end() -> str:
    near = (f"T{number}" for number in range(1000))
    return next(one for one in near if CYCLE.share(one, SLOT).remaining_ppb < 200_000_000)


def test_rows_stand_in_the_order_of_their_units_bytes() -> None:
    built = frame(unit("村"), unit("T2"), unit("T10"))
    assert [row.unit for row in built.rows] == ["T10", "T2", "村"]


def test_a_unit_that_may_be_drawn_has_a_chance_and_no_reason() -> None:
    (row,) = frame(unit("T1")).rows
    assert (row.eligible, row.reason) == (True, "")
    assert row.pi_ppb >= 1_586_041
    assert row.candidates == PEOPLE.digest()


@pytest.mark.parametrize("reason", Reason)
def test_a_unit_that_may_not_be_drawn_stays_in_the_frame_with_its_reason(reason: Reason) -> None:
    (row,) = frame(unit("T1", reason)).rows
    assert (row.eligible, row.pi_ppb, row.reason) == (False, 0, reason.value)


def test_having_been_picked_takes_the_floor_away_and_never_the_base_chance() -> None:
    late = not_yet_covered_near_the_end()
    (waiting,) = frame(unit(late)).rows
    (picked,) = frame(unit(late), covered=frozenset({late})).rows
    assert waiting.pi_ppb > 9_000_000
    assert picked.pi_ppb in (1_586_041, 1_586_043)
    assert (waiting.covered, picked.covered) == (False, True)


def test_a_units_own_rate_replaces_the_policys() -> None:
    (base,) = frame(unit("T1"), covered=frozenset({"T1"})).rows
    (raised,) = frame(unit("T1", rate=6000), covered=frozenset({"T1"})).rows
    assert (base.rate_milli, raised.rate_milli) == (2000, 6000)
    assert raised.pi_ppb > 2.9 * base.pi_ppb


def test_each_row_has_a_fresh_salt() -> None:
    assert len({row.salt for row in frame(unit("T1"), unit("T2")).rows}) == 2
    with pytest.raises(ValueError, match="16 bytes; found 4"):
        eligible(
            [unit("T1")], covered=(), slot=SLOT, policy=POLICY, cycle=CYCLE, salts=lambda: b"salt"
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T1|", "T2|"),
        ("5301", "5302"),
        ("2000", "6000"),
        ("793650", "793651"),
        ("500000000", "100000000"),
        ("|0|1586041", "|1|1586041"),
        ("1586041", "1586042"),
        ("1586041|1||", "0|0|paused|"),
        (PEOPLE.digest(), Candidates(respondent=("O1",)).digest()),
        (f"{1:032x}", f"{2:032x}"),
    ],
)
def test_any_change_in_a_row_changes_the_root(old: str, new: str) -> None:
    row = FrameRow.parse(LINE)
    changed = FrameRow.parse(LINE.replace(old, new))
    assert row.line() == LINE != changed.line()
    assert Frame.of([row]).root() != Frame.of([changed]).root()


def test_candidates_are_one_list_whatever_their_order_of_entry() -> None:
    shuffled = Candidates(household=("H1",), inspector=("I2", "I1"), respondent=("O2", "O1"))
    removed = Candidates(household=("H1",), inspector=("I1",), respondent=("O1", "O2"))
    assert shuffled.digest() == PEOPLE.digest() != removed.digest()


@given(
    names=st.sets(st.text("T0123村", min_size=1, max_size=5), max_size=12),
    reasons=st.lists(st.sampled_from([None, *Reason]), min_size=12, max_size=12),
)
def test_a_stored_frame_comes_back_as_it_was(names: set[str], reasons: list[Reason | None]) -> None:
    built = frame(*(unit(name, reason) for name, reason in zip(names, reasons, strict=False)))
    back = Frame.from_blob(built.blob())
    assert back == built
    assert back.root() == built.root()


@pytest.mark.parametrize("name", ["", "T|1", "T\n1", "T\x001"])
def test_an_id_that_would_break_a_row_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no id"):
        frame(unit(name))


def test_a_unit_comes_once() -> None:
    with pytest.raises(FrameUnreadable, match="'T1' is in the frame twice"):
        frame(unit("T1"), unit("T1"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LINE.replace("|5301", ""), "has 11 fields; found 10"),
        (LINE.replace("2000", "two"), "expected whole numbers"),
        (LINE.replace("2000", "02000"), "the one way that is hashed"),
        (LINE.replace("2000", "2_000"), "the one way that is hashed"),
        (LINE.replace("|0|1586041|1|", "|2|1586041|1|"), "the one way that is hashed"),
        (LINE.replace("1586041", "1000000001"), "not between 0 and 1000000000"),
        (LINE.replace("|1||", "|0||"), "eligible without a reason"),
        (LINE.replace("|1||", "|0|paused|"), "a reason and no chance"),
        (LINE.replace("|1||", "|1|paused|"), "a reason and no chance"),
    ],
)
def test_a_row_written_otherwise_is_refused(line: str, expected: str) -> None:
    with pytest.raises(FrameUnreadable, match=expected):
        FrameRow.parse(line)


def test_a_damaged_or_reordered_frame_is_refused() -> None:
    with pytest.raises(FrameUnreadable, match="cannot be unpacked"):
        Frame.from_blob(b"damaged")
    lines = "\n".join([LINE.replace("T1|", "T2|"), LINE])
    with pytest.raises(FrameUnreadable, match="not in the order"):
        Frame.from_blob(zlib.compress(lines.encode()))
