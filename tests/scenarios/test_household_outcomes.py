"""How a household's call may end, and what follows from it."""

import pytest

from inspection.finding import FindingKind
from simulator.phone_script import PhoneScript
from tests.scenarios.answers import ANSWERS, OPENING, says
from tests.scenarios.village import (
    ONE,
    ONLY_ONE,
    MakeTown,
    Village,
    a_household,
    asked_midway,
    with_households,
)


def split_at_seen(village: Village, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The drawn questions before `seen`, and those behind it."""
    questions = village.drawn_questions(place)
    at = questions.index("seen")
    return questions[:at], questions[at + 1 :]


def agrees_not(phone: PhoneScript, choice: str) -> PhoneScript:
    phone.answers().hears("Choose your language").chooses("English")
    return phone.hears("Can you talk freely, alone").chooses(choice)


# -- no ----------------------------------------------------------------------------------------


def test_who_refuses_is_let_go_and_the_next_household_is_asked(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    agrees_not(village.phone(1), "no, do not call").hears("we will not call you about this again")
    village.until_closed(1)
    assert village.contact(1).disposition == "REFUSED"
    village.answers_in_full(2)
    village.town.to(23, day=5)
    assert len(village.calls(1)) == 1
    assert village.contact(2).disposition == "COMPLETE"
    assert village.contact(2).rank == 2


@pytest.mark.parametrize("refuses", [True, False])
def test_who_refused_is_never_called_again(make_town: MakeTown, refuses: bool) -> None:
    """The twin: who answered is, after the days of rest (here none)."""
    roster = with_households(a_household(1), a_household(2))
    policy = {"household.rest_days": "0"}
    village = Village.drawn_in(make_town, policy=policy, roster=roster, once=False)
    asked = village.household(1)
    if refuses:
        agrees_not(village.phone(1), "no, do not call").hears("Goodbye")
    else:
        village.answers_in_full(1)
    village.answers_in_full(2)
    village.draws_again(day=3)
    assert set(village.drawn.inspection.pick.households) == {"H1", "H2"}
    assert (asked in village.drawn.households) != refuses
    assert len(village.drawn.households) == (1 if refuses else 2)


def test_key_seven_before_the_team_was_asked_about_is_a_refusal(make_town: MakeTown) -> None:
    village, place = asked_midway(make_town)
    before, _ = split_at_seen(village, place)
    says(village.picks_up(place), *before).presses("7").hears("All right, we stop here. Goodbye.")
    village.town.to(23, day=5)
    assert village.outcomes(place) == ["REFUSED"]
    assert village.contact(place).disposition == "REFUSED"
    assert set(village.said(place)) == {*OPENING, *before, "stopped"}
    assert "ended the call by key" in village.summary()


def test_key_seven_after_it_leaves_a_partial_answer(make_town: MakeTown) -> None:
    village, place = asked_midway(make_town)
    before, after = split_at_seen(village, place)
    phone = says(village.picks_up(place), *before, "seen").hears(ANSWERS["en"][after[0]][0])
    phone.presses("7").hears("All right, we stop here. Goodbye.")
    village.town.to(23, day=5)
    assert village.outcomes(place) == ["PARTIAL"]
    assert village.contact(place).disposition == "PARTIAL"
    assert set(village.said(place)) == {*OPENING, *before, "seen", "stopped"}


def test_key_seven_works_at_the_question_of_consent(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    phone = village.phone().answers().hears("Choose your language").chooses("English")
    phone.hears("7 stops the call").presses("7").hears("we stop here")
    village.town.to(23, day=5)
    assert village.outcomes() == ["REFUSED"]


# -- cut short ---------------------------------------------------------------------------------


def test_who_hangs_up_after_the_team_was_asked_about_answered_in_part(
    make_town: MakeTown,
) -> None:
    village, place = asked_midway(make_town)
    before, after = split_at_seen(village, place)
    phone = says(village.picks_up(place), *before, "seen")
    phone.hears(ANSWERS["en"][after[0]][0]).hangs_up()
    village.town.to(23, day=5)
    assert village.outcomes(place) == ["PARTIAL"]
    assert village.contact(place).disposition == "PARTIAL"
    assert set(village.said(place)) == {*OPENING, *before, "seen"}


def test_who_hangs_up_before_it_broke_off_and_keeps_what_was_said(make_town: MakeTown) -> None:
    village, place = asked_midway(make_town)
    before, _ = split_at_seen(village, place)
    says(village.picks_up(place), *before).hears("see the work team").hangs_up()
    village.until_ended(place=place)
    assert village.outcomes(place) == ["BROKE_OFF"]
    assert village.contact(place).disposition is None
    assert set(village.said(place)) == {*OPENING, *before}
    village.answers_in_full(place, but=before)
    village.town.to(23, day=5)


# -- not the one -------------------------------------------------------------------------------


def test_a_strangers_number_is_never_rung_again_and_the_next_household_is_asked(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    phone = village.phone(1).answers().chooses("English").chooses("yes")
    phone.hears("Is your household in Shuanghe?").chooses("no").hears("Sorry, this was the wrong")
    village.until_closed(1)
    assert village.contact(1).disposition == "WRONG_PERSON"
    assert [address.usable for address in village.addresses(1)] == [False]
    village.answers_in_full(2)
    village.town.to(23, day=5)
    assert len(village.calls(1)) == 1
    assert village.contact(2).disposition == "COMPLETE"


def test_behind_a_strangers_number_the_households_other_number_is_tried(
    make_town: MakeTown,
) -> None:
    roster = with_households(a_household(1, "+8619900001001", "+8619900001011"))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    village.phone().answers().chooses("English").chooses("yes").chooses("no").hears("wrong")
    village.answers_in_full(on=village.town.world.phone("+8619900001011"))
    village.town.to(23)
    assert village.outcomes() == ["WRONG_PERSON", "COMPLETE"]
    assert [address.usable for address in village.addresses()] == [False, True]


def test_a_household_that_moved_corrects_the_register_and_blames_nobody(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    phone = village.phone(1).answers().chooses("English").chooses("yes")
    phone.chooses("we moved away").hears("we will correct our register")
    village.until_closed(1)
    assert village.contact(1).disposition == "MOVED"
    village.answers_in_full(2)
    village.town.to(23, day=5)
    assert len(village.calls(1)) == 1
    assert village.contact(2).disposition == "COMPLETE"
    assert "moved away" in village.summary()
    assert village.town.book().findings() == []


# -- nobody speaks -----------------------------------------------------------------------------


def test_silence_at_consent_is_never_taken_for_a_yes(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    for _ in range(2):
        phone = village.phone().answers().hears("Choose your language").chooses("English")
        phone.hears("Can you talk freely, alone").stays_silent()
        phone.hears("I did not understand.").stays_silent()
        phone.hears("I did not understand.").stays_silent().hears("We did not hear an answer")
    village.town.to(23, day=5)
    assert village.outcomes() == ["SILENT", "SILENT"]
    assert village.contact().disposition == "SILENT"
    assert set(village.said()) == {"language"}


def test_who_says_nothing_at_all_hears_each_prompt_three_times(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    for _ in range(2):
        village.phone().answers().stays_silent()
    village.town.to(23, day=5)
    for call in village.calls():
        assert call.pressed == [""] * 6
        assert len([said for said in call.heard if "Can you talk freely" in said]) == 3
    assert village.outcomes() == ["SILENT", "SILENT"]
    assert village.said() == {}


@pytest.mark.parametrize("silent", [True, False])
def test_silence_of_households_is_never_a_finding(make_town: MakeTown, silent: bool) -> None:
    """The twin: as many households that were there and saw nobody are one."""
    roster = with_households(a_household(1), a_household(2))
    village = Village.drawn_in(make_town, roster=roster)
    for place in (1, 2):
        if silent:
            village.phone(place).answers().stays_silent()
            village.phone(place).answers().stays_silent()
            continue
        phone = village.picks_up(place)
        for question in village.drawn_questions(place):
            if question == "seen":
                phone.hears("see the work team").chooses("no, I did not see them")
            else:
                says(phone, question)
        phone.hears("answers were recorded")
    village.town.to(23, day=6)
    kinds = [finding.kind for finding in village.town.book().findings()]
    assert kinds == ([] if silent else [FindingKind.PRESENCE_CONTRADICTED])
    assert ("Nothing could be compared" in village.summary()) == silent


def test_an_answering_machine_hears_nothing(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.phone().machine_answers()
    village.until_ended()
    (call,) = village.calls()
    assert call.heard == []
    assert village.outcomes() == ["ANSWERING_MACHINE"]
    assert village.said() == {}
    village.answers_in_full()
    village.town.to(23, day=5)
    assert village.outcomes() == ["ANSWERING_MACHINE", "COMPLETE"]
