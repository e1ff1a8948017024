import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.draw import codes_salt, in_ticket_order, offset_seconds, picks, select
from inspection.frame import Frame, FrameRow
from inspection.rate import PPB
from inspection.ticket import Tickets, u64

KEY = bytes(range(32))
UNITS = [f"T{number:07}" for number in range(4000)]


def drawn(chances: list[tuple[str, int]]) -> list[str]:
    return [pick.unit for pick in picks(KEY, chances)]


@given(pi=st.one_of(st.integers(0, PPB), st.integers(0, 3), st.integers(PPB - 3, PPB)))
def test_a_unit_is_picked_exactly_where_its_number_lies_under_its_chance(pi: int) -> None:
    tickets = Tickets(KEY)
    expected = {
        unit for unit in UNITS[:200] if u64(tickets.ticket("unit", unit)) < (pi << 64) // PPB
    }
    assert set(drawn([(unit, pi) for unit in UNITS[:200]])) == expected


def test_certainty_picks_all_and_no_chance_picks_none() -> None:
    assert sorted(drawn([(unit, PPB) for unit in UNITS])) == UNITS
    assert drawn([(unit, 0) for unit in UNITS]) == []


def test_a_greater_chance_only_adds_picks() -> None:
    few = set(drawn([(unit, PPB // 50) for unit in UNITS]))
    more = set(drawn([(unit, PPB // 10) for unit in UNITS]))
    assert few < more
    assert 320 < len(more) < 480


def test_picks_do_not_depend_on_the_other_units_or_their_order() -> None:
    whole = drawn([(unit, PPB // 10) for unit in UNITS])
    half = drawn([(unit, PPB // 10) for unit in reversed(UNITS[:2000])])
    assert half == [unit for unit in whole if unit < UNITS[2000]]


def test_picks_come_in_ticket_order_with_the_ticket_that_made_them() -> None:
    found = picks(KEY, [(unit, PPB // 10) for unit in UNITS])
    assert [pick.ticket for pick in found] == sorted(pick.ticket for pick in found)
    tickets = Tickets(KEY)
    assert all(pick.ticket == tickets.ticket("unit", pick.unit) for pick in found)


def test_long_and_foreign_ids_are_drawn_like_others() -> None:
    ids = ["村" * 200, "e\u0301", "x"]
    assert {pick.ticket for pick in picks(KEY, [(one, PPB) for one in ids])} == {
        Tickets(KEY).ticket("unit", one) for one in ids
    }


@pytest.mark.parametrize("pi", [-1, PPB + 1])
def test_a_chance_over_one_or_under_none_is_refused(pi: int) -> None:
    with pytest.raises(ValueError, match=f"between 0 and {PPB}"):
        picks(KEY, [("T1", pi)])


def test_an_ineligible_unit_is_never_selected_even_if_its_row_were_given_a_chance() -> None:
    def row(unit: str, eligible: bool) -> FrameRow:
        return FrameRow(
            unit=unit, stratum="5301", rate_milli=2000, weight_ppb=1, remaining_ppb=1,
            covered=False, pi_ppb=PPB, eligible=eligible, reason="" if eligible else "paused",
            candidates="00", salt="00",
        )  # fmt: skip

    frame = Frame.of([row("T1", True), row("T2", False)])
    assert [pick.unit for pick in select(frame, KEY)] == ["T1"]


def test_the_order_of_custodians_is_by_name_not_by_arrival() -> None:
    one, other = ("a", b"code a"), ("b", b"code b")
    assert codes_salt([one, other]) == codes_salt([other, one])
    assert codes_salt([one, other]) != codes_salt([("a", b"code b"), ("b", b"code a")])


def test_a_draw_without_custodians_or_with_one_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one custodian"):
        codes_salt([])
    with pytest.raises(ValueError, match="one code from each"):
        codes_salt([("a", b"1"), ("a", b"2")])


def test_orders_inside_a_pick_differ_by_unit_and_by_purpose() -> None:
    people = [f"H{number}" for number in range(12)]
    first = in_ticket_order(KEY, "household", ("T1",), people)
    assert sorted(first) == sorted(people)
    assert first == in_ticket_order(KEY, "household", ("T1",), reversed(people))
    assert first != in_ticket_order(KEY, "household", ("T2",), people)
    assert first != in_ticket_order(KEY, "respondent", ("T1",), people)


def test_moments_spread_over_the_whole_slot() -> None:
    seconds = [offset_seconds(KEY, unit, 1800) for unit in UNITS]
    assert min(seconds) >= 0
    assert max(seconds) < 1800
    assert {second // 60 for second in seconds} == set(range(30))
