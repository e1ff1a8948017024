"""What only several documents together show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from documents.calendar import calendar_of
from inspection.proof.bundle import Bundle, MissedSlot
from inspection.proof.places import Places
from inspection.proof.several import SeenSlot, check_period, check_twice
from inspection.proof.verdict import Notes
from tests.inspection.proof.samples import (
    NEXT_SLOT,
    SLOT,
    WEIGHT,
    Office,
    chance,
    missed,
    policy_of,
    row_of,
    rows_of,
)

MONDAY = date(2026, 3, 2)
CALENDAR = calendar_of(range(2024, 2027))
POLICY = policy_of(draw__hours="09:00-10:00")
FIRST = Office(rows=rows_of(), policy=POLICY).bundle()
PICKED = frozenset(pick.unit for pick in FIRST.picks)
NEXT = Office(slot=NEXT_SLOT, rows=rows_of(1, PICKED), policy=POLICY).bundle()
GONE = replace(missed(NEXT_SLOT), policy=POLICY)


def seen(documents: Sequence[Bundle | MissedSlot]) -> list[SeenSlot]:
    return [SeenSlot.of(one, str(n)) for n, one in enumerate(documents)]


def period(*documents: Bundle | MissedSlot, first: date = MONDAY, last: date = MONDAY) -> Notes:
    notes = Notes()

    def load(one: SeenSlot) -> Places:
        document = documents[int(one.source)]
        assert isinstance(document, Bundle), "only drawn slots are asked for"
        return Places.unpacked(Places.of(document).packed())

    check_period(seen(documents), first, last, CALENDAR, load, notes)
    return notes


def twice(*documents: Bundle | MissedSlot) -> list[str]:
    notes = Notes()
    check_twice(seen(documents), notes)
    return notes.deviations


def test_a_whole_day_has_nothing_to_complain_about() -> None:
    notes = period(FIRST, NEXT)
    assert notes.deviations == []
    assert notes.remarks == ["draw 'calls': 2 permitted slots, 2 drawn, 0 missed"]


def test_a_missed_slot_counts_and_is_told() -> None:
    notes = period(FIRST, GONE)
    assert notes.deviations == []
    assert notes.remarks == ["draw 'calls': 2 permitted slots, 1 drawn, 1 missed"]


def test_a_slot_without_a_document_is_named() -> None:
    assert period(FIRST).deviations == [
        f"slot {NEXT_SLOT} of draw 'calls' is neither drawn nor missed: no document"
    ]


def test_days_without_any_document_are_held_to_the_policy_before() -> None:
    notes = period(FIRST, NEXT, last=date(2026, 3, 3))
    assert len(notes.deviations) == 2
    assert all("2026-03-03T09" in one for one in notes.deviations)
    weekend = period(FIRST, NEXT, first=date(2026, 3, 1))
    assert weekend.deviations == [], "nothing is due on a day that is not worked"


def test_nothing_given_is_nothing_proved() -> None:
    assert period().deviations == ["no slot was given for the period"]


def test_a_slot_on_a_holiday_is_named() -> None:
    sunday = "2026-03-01T09:00:00+08:00/PT30M"
    bundle = Office(slot=sunday, rows=rows_of(), policy=POLICY).bundle()
    notes = period(bundle, FIRST, NEXT, first=date(2026, 3, 1))
    assert notes.deviations == ["2026-03-01: slots on a day that is not worked"]


def test_a_public_and_an_auditors_bundle_are_one_draw() -> None:
    office = Office(rows=rows_of(), policy=POLICY)
    assert twice(office.bundle(), office.bundle(auditor=True)) == []


def test_a_proof_that_goes_further_is_the_same_draw() -> None:
    log = replace(FIRST.opened.log, later=FIRST.opened.log.later[:1])
    shorter = replace(log, head=log.heads()[-1])
    assert twice(FIRST, replace(FIRST, opened=replace(FIRST.opened, log=shorter))) == []


@pytest.mark.parametrize(
    "other",
    [
        Office(rows=rows_of()[:39], policy=POLICY).bundle(),
        replace(missed(SLOT), policy=POLICY),
        replace(FIRST, picks=FIRST.picks[1:]),
    ],
)
def test_a_slot_that_was_drawn_twice_is_named(other: Bundle | MissedSlot) -> None:
    (deviation,) = twice(FIRST, other)
    assert deviation.startswith(f"slot {SLOT} of draw 'calls' was drawn twice: 0 and 1 differ")


@pytest.mark.parametrize(
    ("covered", "words"),
    [
        (PICKED - {min(PICKED)}, f"unit {min(PICKED)}: is given as open, and was picked earlier"),
        (PICKED | {"T001"}, "unit T001: is given as covered, and was not picked earlier"),
    ],
)
def test_who_counts_as_covered_follows_from_the_picks_before(
    covered: frozenset[str], words: str
) -> None:
    bundle = Office(slot=NEXT_SLOT, rows=rows_of(1, covered), policy=POLICY).bundle()
    (deviation,) = period(FIRST, bundle).deviations
    assert words in deviation


def test_a_slot_cannot_take_more_of_a_cycle_than_is_due() -> None:
    rows = rows_of(1, PICKED)
    left = rows[2].remaining_ppb - 7
    rows[2] = row_of(
        3, remaining_ppb=left, pi_ppb=chance(left, rows[2].covered), covered=rows[2].covered
    )
    bundle = Office(slot=NEXT_SLOT, rows=rows, policy=POLICY).bundle()
    (deviation,) = period(FIRST, bundle).deviations
    due = 470_000_000 - WEIGHT
    assert deviation.endswith(f"unit T003: has {left} of its cycle left; {due} were left over")


def test_a_later_code_gives_away_every_earlier_one() -> None:
    one, other = NEXT.opened.custodians
    code = bytes(32)
    opened = replace(NEXT.opened, custodians=(replace(one, code=code), other))
    (deviation,) = period(FIRST, replace(NEXT, opened=opened)).deviations
    assert "custodian auditor: its code is of another chain than its code 67" in deviation
