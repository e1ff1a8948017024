"""Households that share a telephone, and households that are left to rest."""

import pytest

from fieldwork.framing import Framed
from inspection.frame import FrameRow
from simulator.carrier.call import Call
from tests.scenarios.answers import says
from tests.scenarios.village import MakeTown, Village, a_household, with_households

SHARED = "+8619900001001"


def test_two_households_with_one_telephone_are_called_one_after_the_other(
    make_town: MakeTown,
) -> None:
    """Both calls fall into the same few minutes, and the first one takes longer than those."""
    roster = with_households(a_household(1, SHARED), a_household(2, SHARED))
    policy = {"household.hours_workday": "18:00-18:14"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster)
    early, late = sorted((1, 2), key=lambda place: village.contact(place).planned_at)
    phone = village.town.world.phone(SHARED)
    village.picks_up(on=phone)
    for question in village.drawn_questions(early):
        for _ in range(6):
            phone.presses("9", after=5)
        says(phone, question)
    phone.hears("answers were recorded")
    village.answers_in_full(late, on=phone)
    village.town.to(23, day=4)
    first, second = phone.calls
    assert first.ended is not None
    assert village.contact(late).planned_at < first.ended < second.created
    assert village.outcomes(1) == village.outcomes(2) == ["COMPLETE"]


def test_two_households_with_two_telephones_may_be_called_at_the_same_time(
    make_town: MakeTown,
) -> None:
    roster = with_households(a_household(1), a_household(2))
    policy = {"household.hours_workday": "18:00-18:04"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster)
    for place in (1, 2):
        village.answers_in_full(place)
    village.town.to(23, day=4)
    (one,), (other,) = village.calls(1), village.calls(2)
    assert overlap(one, other)
    assert village.outcomes(1) == village.outcomes(2) == ["COMPLETE"]


def overlap(one: Call, other: Call) -> bool:
    assert one.ended is not None
    assert other.ended is not None
    return one.created < other.ended and other.created < one.ended


def test_a_strangers_number_is_spoiled_for_the_household_that_it_is_not(
    make_town: MakeTown,
) -> None:
    """The other household with this number may be the one that lives behind it."""
    roster = with_households(a_household(1, SHARED), a_household(2, SHARED))
    village = Village.drawn_in(make_town, roster=roster)
    early, late = sorted((1, 2), key=lambda place: village.contact(place).planned_at)
    phone = village.town.world.phone(SHARED)
    phone.answers().chooses("English").chooses("yes").chooses("no").hears("wrong number")
    village.answers_in_full(late, on=phone)
    village.town.to(23, day=4)
    assert village.contact(early).disposition == "WRONG_PERSON"
    assert village.contact(late).disposition == "COMPLETE"


# -- rest --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rest_days", "called_again"), [("30", False), ("0", True)])
def test_a_household_that_answered_rests_for_a_month(
    make_town: MakeTown, rest_days: str, called_again: bool
) -> None:
    """The team's chance does not move for it: it is drawn on the next day with the same."""
    roster = with_households(a_household(1), a_household(2))
    policy = {"household.rest_days": rest_days}
    village = Village.drawn_in(make_town, policy=policy, roster=roster, once=False)
    for place in (1, 2):
        village.answers_in_full(place)
    village.town.to(23)
    before = village.drawn.inspection.pick
    row_before = frame_row(village)
    village.draws_again(day=3)
    after = village.drawn.inspection.pick
    assert set(village.drawn.households) == ({"H1", "H2"} if called_again else set())
    assert after.pi_ppb == before.pi_ppb
    assert set(after.households) == set(before.households) == {"H1", "H2"}
    assert frame_row(village).candidates == row_before.candidates


def test_in_the_place_of_a_resting_household_the_next_in_order_is_called(
    make_town: MakeTown,
) -> None:
    roster = with_households(*(a_household(n) for n in (1, 2, 3)))
    village = Village.drawn_in(make_town, roster=roster, once=False)
    answered = {village.household(1), village.household(2)}
    for place in (1, 2):
        village.answers_in_full(place)
    village.town.to(23)
    village.draws_again(day=3)
    (called,) = village.drawn.households
    assert called not in answered


def test_a_household_that_was_not_reached_needs_no_rest(make_town: MakeTown) -> None:
    roster = with_households(a_household(1), a_household(2))
    policy = {"household.attempts_a_number": "1"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster, once=False)
    for place in (1, 2):
        village.phone(place).does_not_answer()
    village.town.to(23)
    assert village.contact(1).disposition == "ATTEMPTS_EXHAUSTED"
    village.draws_again(day=3)
    assert set(village.drawn.households) == {"H1", "H2"}


def test_a_household_that_is_still_being_called_is_not_called_for_another_pick(
    make_town: MakeTown,
) -> None:
    roster = with_households(a_household(1), a_household(2))
    village = Village.drawn_in(make_town, roster=roster, once=False)
    for place in (1, 2):
        village.phone(place).does_not_answer()
    village.town.to(23)
    village.draws_again(day=3)
    assert village.drawn.households == []


def test_a_household_is_asked_only_so_often_a_year(make_town: MakeTown) -> None:
    roster = with_households(a_household(1), a_household(2))
    policy = {"household.rest_days": "0", "household.calls_a_year": "1"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster, once=False)
    for place in (1, 2):
        village.answers_in_full(place)
    village.town.to(23)
    village.draws_again(day=3)
    assert village.drawn.households == []


def frame_row(village: Village) -> FrameRow:
    """The team's line in the frame of the present pick's slot."""
    pick = village.drawn.inspection.pick
    with village.town.product.foundation.ledger.read() as book:
        framed = Framed.unpack(book.slots.frame(pick.slot))
    return next(row for row in framed.frame.rows if row.unit == pick.unit)
