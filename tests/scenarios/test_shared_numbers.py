"""Households that share a telephone, and households that are left to rest."""

from dataclasses import replace

import pytest

from fieldwork.framing import Framed
from inspection.contact import Unbegun
from inspection.frame import FrameRow
from inspection.roster import Household, Roster
from simulator.carrier.call import Call
from simulator.phone_script import PhoneScript
from tests.scenarios.village import (
    ONE,
    ONLY_ONE,
    MakeTown,
    Village,
    a_household,
    with_households,
)

SHARED = "+8619900001001"


@pytest.mark.parametrize("shares", [True, False])
def test_two_households_with_one_telephone_are_never_two_of_one_inspection(
    make_town: MakeTown, shares: bool
) -> None:
    """The third, with its own telephone, is called instead of the second; the twin: it is not."""
    roster = two_households(a_household(3), shares=shares)
    policy = {"household.contacts_an_inspection": "9"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster)
    order = village.drawn.inspection.pick.households
    at_hand = [name for name in order if name in ("H1", "H2")]
    expected = [name for name in order if name != at_hand[1]] if shares else list(order[:2])
    assert village.drawn.households == expected


@pytest.mark.parametrize("shares", [True, False])
def test_behind_a_dead_telephone_nobody_who_shares_it_steps_in(
    make_town: MakeTown, shares: bool
) -> None:
    roster = two_households(shares=shares)
    village = Village.drawn_in(make_town, policy=ONE, roster=roster)
    first, second = village.drawn.inspection.pick.households
    phone_of(village, first).is_out_of_service()
    if not shares:
        phone_of(village, second).is_out_of_service()
    village.town.to(23)
    asked = [c.person for c in village.town.book().contacts() if c.kind == "household"]
    assert asked == ([first] if shares else [first, second])


def given_one_telephone(make_town: MakeTown) -> tuple[Village, int, int, PhoneScript]:
    """Both calls fall into the same few minutes; which is planned first, and which second."""
    roster = with_households(a_household(1), a_household(2))
    policy = {"household.hours_workday": "18:00-18:14"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster)
    imports(village, two_households(shares=True))
    early, late = sorted((1, 2), key=lambda place: village.contact(place).planned_at)
    return village, early, late, village.town.world.phone(SHARED)


def test_two_households_that_an_import_gave_one_telephone_are_never_called_at_once(
    make_town: MakeTown,
) -> None:
    """The first call takes longer than until the second is due, and is broken off: it is its
    household's turn again on the next evening, while the other one still waits for the line."""
    village, early, late, phone = given_one_telephone(make_town)
    village.picks_up(on=phone)
    for _ in range(30):
        phone.presses("9", after=5)
    phone.hangs_up()
    village.answers_in_full(early, on=phone)
    village.town.to(23, day=4)
    first, second = phone.calls
    assert first.ended is not None
    assert village.contact(late).planned_at < first.ended < second.created
    assert village.outcomes(early) == ["BROKE_OFF", "COMPLETE"]
    assert village.attempts(late) == []


def test_who_was_asked_is_not_called_again_at_once_for_the_other_household(
    make_town: MakeTown,
) -> None:
    """What an import changed is looked at right before the call leaves."""
    village, early, late, phone = given_one_telephone(make_town)
    village.answers_in_full(early, on=phone)
    village.town.to(23, day=4)
    assert len(phone.calls) == 1
    assert village.outcomes(early) == ["COMPLETE"]
    assert village.attempts(late) == []
    contact = village.contact(late)
    assert (contact.disposition, contact.why) == ("NOT_ATTEMPTED", Unbegun.SPARED)


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
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=two_households(shares=True))
    phone = village.town.world.phone(SHARED)
    phone.answers().chooses("English").chooses("yes").chooses("no").hears("wrong number")
    village.town.to(23)
    assert village.contact().disposition == "WRONG_PERSON"
    assert [address.usable for address in village.addresses(1)] == [False]
    assert [address.usable for address in village.addresses(2)] == [True]


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


# -- what one said holds for the telephone -----------------------------------------------------


@pytest.mark.parametrize("refuses", [True, False])
@pytest.mark.parametrize("shares", [True, False])
def test_a_telephone_on_which_somebody_refused_or_answered_is_spared_whoever_shares_it(
    make_town: MakeTown, shares: bool, refuses: bool
) -> None:
    roster = two_households(shares=shares)
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster, once=False)
    first, second = village.drawn.inspection.pick.households
    if refuses:
        phone = phone_of(village, first).answers().chooses("English")
        phone.chooses("no, do not call").hears("we will not call you about this again")
    else:
        village.answers_in_full(on=phone_of(village, first))
    village.town.to(23)
    assert village.contact().disposition == ("REFUSED" if refuses else "COMPLETE")
    village.draws_again(day=3)
    assert village.drawn.households == ([] if shares else [second])


@pytest.mark.parametrize("corrected", [True, False])
def test_a_household_that_moved_is_not_called_until_the_register_changes(
    make_town: MakeTown, corrected: bool
) -> None:
    roster = two_households(shares=False)
    policy = {"household.rest_days": "0"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster, once=False)
    moved, other = village.household(1), village.household(2)
    phone = village.phone(1).answers().chooses("English").chooses("yes")
    phone.chooses("we moved away").hears("we will correct our register")
    village.answers_in_full(2)
    village.town.to(23)
    assert village.contact(1).disposition == "MOVED"
    if corrected:
        named = [
            replace(one, name="New name") if one.household == moved else one
            for one in roster.households
        ]
        imports(village, replace(roster, households=tuple(named)))
    village.draws_again(day=3)
    assert set(village.drawn.households) == ({moved, other} if corrected else {other})


def two_households(*others: Household, shares: bool) -> Roster:
    second = a_household(2, SHARED) if shares else a_household(2)
    return with_households(a_household(1, SHARED), second, *others)


def phone_of(village: Village, household: str) -> PhoneScript:
    with village.town.product.foundation.ledger.read() as book:
        (address,) = book.roster.voice_addresses("household", household)
        return village.town.world.phone(book.roster.number(address.id))


def imports(village: Village, roster: Roster) -> None:
    with village.town.product.foundation.ledger.write() as book:
        book.roster.store(roster, village.town.world.now)
