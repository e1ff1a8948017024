"""When a household is called again, on which number, and when the next one steps in."""

from datetime import timedelta

import pytest

from tests.scenarios.answers import OPENING, says
from tests.scenarios.village import (
    ONE,
    ONLY_ONE,
    MakeTown,
    Village,
    a_household,
    asked_midway,
    with_households,
)

NOON_AND_EVENING = {"household.hours_workday": "12:00-13:30,18:00-20:30"}
FIRST, SECOND = "+8619900001001", "+8619900001011"


def test_a_busy_line_is_tried_again_after_twenty_minutes(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().is_busy()
    village.answers_in_full()
    village.town.to(23)
    busy, answered = village.attempts()
    assert (busy.disposition, answered.disposition) == ("BUSY", "COMPLETE")
    assert busy.ended_at is not None
    assert answered.made_at == busy.ended_at + timedelta(minutes=20)
    assert village.contact().disposition == "COMPLETE"


def test_who_does_not_answer_is_tried_in_another_part_of_the_day_then_on_another_day(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE | NOON_AND_EVENING)
    for _ in range(3):
        village.phone().does_not_answer()
    village.town.to(23, day=6)
    assert village.outcomes() == ["NON_CONTACT"] * 3
    first, second, third = village.rung_at()
    assert village.part_of_day(first) != village.part_of_day(second)
    assert second - first >= timedelta(minutes=90)
    assert third.date() > second.date()
    assert village.contact().disposition == "ATTEMPTS_EXHAUSTED"


def test_a_machine_is_no_person_and_the_household_is_tried_again(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE | NOON_AND_EVENING)
    village.phone().machine_answers()
    village.answers_in_full()
    village.town.to(23, day=6)
    assert village.outcomes() == ["ANSWERING_MACHINE", "COMPLETE"]
    first, second = village.rung_at()
    assert village.part_of_day(first) != village.part_of_day(second)


def test_who_asks_for_a_later_call_gets_one(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    phone = village.phone().answers().chooses("English").hears("alone").chooses("call me later")
    phone.hears("we will call again at another time")
    village.answers_in_full()
    village.town.to(23, day=5)
    assert village.outcomes() == ["LATER", "COMPLETE"]
    first, second = village.rung_at()
    assert second - first >= timedelta(hours=2)
    assert village.contact().disposition == "COMPLETE"


def test_who_asks_for_a_later_call_twice_is_left_alone(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    for _ in range(2):
        village.phone().answers().chooses("English").chooses("call me later").hears("another time")
    village.town.to(23, day=6)
    assert village.outcomes() == ["LATER", "LATER"]
    assert village.contact().disposition == "LATER"


def test_who_hung_up_midway_is_called_back_once_and_goes_on_from_there(
    make_town: MakeTown,
) -> None:
    village, place = asked_midway(make_town)
    questions = village.drawn_questions(place)
    before = questions[: questions.index("seen")]
    says(village.picks_up(place), *before).hears("see the work team").hangs_up()
    village.answers_in_full(place, but=before)
    village.town.to(23, day=5)
    assert village.outcomes(place) == ["BROKE_OFF", "COMPLETE"]
    assert set(village.said(place)) == {*OPENING, *questions}
    kept = [reply.question for reply in village.replies(place)]
    assert [kept.count(question) for question in questions] == [1] * 5


def test_who_hangs_up_midway_twice_broke_off(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    for _ in range(2):
        village.picks_up().hears(" ").hangs_up()
    village.town.to(23, day=6)
    assert village.outcomes() == ["BROKE_OFF", "BROKE_OFF"]
    assert village.contact().disposition == "BROKE_OFF"


# -- numbers -----------------------------------------------------------------------------------


def test_behind_a_dead_number_the_next_number_is_rung(make_town: MakeTown) -> None:
    roster = with_households(a_household(1, FIRST, SECOND))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    village.phone().is_out_of_service()
    village.answers_in_full(on=village.town.world.phone(SECOND))
    village.town.to(23)
    dead, answered = village.attempts()
    assert (dead.disposition, answered.disposition) == ("OUT_OF_SERVICE", "COMPLETE")
    assert answered.made_at - dead.made_at < timedelta(minutes=1)
    assert [address.usable for address in village.addresses()] == [False, True]


def test_behind_a_living_number_no_other_number_is_rung(make_town: MakeTown) -> None:
    roster = with_households(a_household(1, FIRST, SECOND))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
    assert [address.usable for address in village.addresses()] == [True, True]


def test_behind_a_household_without_a_living_number_the_next_household_steps_in(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    village.phone(1).is_out_of_service()
    village.until_closed(1)
    assert village.contact(1).disposition == "OUT_OF_SERVICE"
    village.answers_in_full(2)
    village.town.to(23, day=5)
    assert (village.contact(1).rank, village.contact(2).rank) == (1, 2)
    assert village.contact(2).disposition == "COMPLETE"
    assert village.called() == {village.household(1), village.household(2)}


def test_a_number_is_tried_three_times_then_the_next_number(make_town: MakeTown) -> None:
    roster = with_households(a_household(1, FIRST, SECOND))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    for _ in range(3):
        village.phone().is_busy()
    village.answers_in_full(on=village.town.world.phone(SECOND))
    village.town.to(23, day=5)
    assert village.outcomes() == ["BUSY", "BUSY", "BUSY", "COMPLETE"]


def test_behind_a_household_that_is_never_reached_the_next_one_steps_in(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    for _ in range(3):
        village.phone(1).is_busy()
    village.until_closed(1)
    assert village.contact(1).disposition == "ATTEMPTS_EXHAUSTED"
    village.answers_in_full(2)
    village.town.to(23, day=5)
    assert village.contact(2).disposition == "COMPLETE"


@pytest.mark.parametrize(("most", "tried"), [("2", 2), ("4", 4), ("50", 5)])
def test_only_so_many_households_are_tried_for_one_pick(
    make_town: MakeTown, most: str, tried: int
) -> None:
    policy = ONE | {"household.contacts_an_inspection": most}
    village = Village.drawn_in(make_town, policy=policy)
    for place in range(1, tried + 1):
        village.phone(place).is_out_of_service()
    village.town.to(23, day=6)
    expected = {village.household(place) for place in range(1, tried + 1)}
    assert village.called() == expected
    assert len(village.town.book().contacts()) == tried + 1


def test_a_contact_that_reached_nobody_ends_after_its_days(make_town: MakeTown) -> None:
    policy = ONLY_ONE | {"household.attempts_a_number": "10", "household.open_days": "2"}
    village = Village.drawn_in(make_town, policy=policy)
    for _ in range(3):
        village.phone().does_not_answer()
    village.town.to(23, day=12)
    assert [moment.day for moment in village.rung_at()] == [2, 3, 4]
    assert village.contact().disposition == "ATTEMPTS_EXHAUSTED"


def test_in_the_hours_left_the_next_household_steps_in(make_town: MakeTown) -> None:
    policy = ONE | {"household.open_days": "1", "household.contacts_an_inspection": "2"}
    village = Village.drawn_in(make_town, policy=policy)
    for _ in range(2):
        village.phone(1).does_not_answer()
    village.until_closed(1)
    village.answers_in_full(2)
    village.town.to(23, day=12)
    assert [moment.day for moment in village.rung_at(1)] == [2, 3]
    assert [moment.day for moment in village.rung_at(2)] == [3]


def test_when_no_hours_are_left_the_inspection_is_over(make_town: MakeTown) -> None:
    one_minute = {"household.hours_workday": "18:00-18:01", "household.open_days": "1"}
    village = Village.drawn_in(make_town, policy=ONE | one_minute)
    for _ in range(2):
        village.phone().answers().stays_silent()  # longer than the minute that is open
    village.town.to(19, day=3)
    assert village.contact().disposition == "SILENT"
    assert village.called() == {village.household()}
    assert [contact.person for contact in village.town.book().contacts()] == [
        village.drawn.official,
        village.household(),
    ]
    assert "picked up but said nothing" in village.summary()
