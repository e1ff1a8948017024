"""A household answers the telephone: what it hears, what it presses, what is kept of it."""

from dataclasses import replace
from datetime import date

import pytest

from simulator.carrier.call import Call
from simulator.carrier.callee import Answers, Press, Said, Spoken
from simulator.spoken import choices
from tests.scenarios.answers import ANSWERS, OPENING, VALUES, says
from tests.scenarios.village import ONE, ONLY_ONE, MakeTown, Village, a_household, with_households


def test_a_household_answers_a_whole_call_in_english(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full(language="en")
    village.town.to(23)
    (call,) = village.calls()
    greeting = call.heard[2]
    assert greeting.startswith("Hello. This is an automatic call from the county office")
    for promise in ("drawn by lot", "voluntary", "not shown to the village", "never ask for ID"):
        assert promise in greeting
    assert "To verify this call, dial + 8 6 8 7 1 1 2 3 4 5." in greeting
    assert "Is your household in Shuanghe?" in call.heard[4]
    assert call.heard[-1] == "Thank you, your answers were recorded. Goodbye."
    assert (call.status, call.hung_up_by) == ("completed", "product")
    questions = village.drawn_questions()
    assert len(questions) == 5
    opening = {"language": "en", "consent": "yes", "household": "yes"}
    assert village.said() == opening | {name: VALUES[name] for name in questions}
    assert village.contact().disposition == "COMPLETE"


def test_a_household_answers_a_whole_call_in_chinese(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full(language="zh")
    village.town.to(23)
    (call,) = village.calls()
    greeting = call.heard[2]
    assert greeting.startswith("您好，这是县驻村工作督查办公室的自动电话。")
    for promise in ("抽签抽中", "全凭自愿", "不会告诉村里和工作队", "从不问身份证号"):
        assert promise in greeting
    assert any("今天或昨天，您在村里见到工作队了吗？" in said for said in call.heard)
    assert call.heard[-1] == "谢谢您，您的回答已经记下。再见。"
    opening = {"language": "zh", "consent": "yes", "household": "yes"}
    assert village.said() == opening | {name: VALUES[name] for name in village.drawn_questions()}
    assert village.contact().disposition == "COMPLETE"


@pytest.mark.parametrize(
    ("registered", "chosen", "thanks"),
    [("zh", "en", "Thank you"), ("en", "zh", "谢谢您")],
)
def test_the_language_is_the_one_chosen_whatever_the_register_says(
    make_town: MakeTown, registered: str, chosen: str, thanks: str
) -> None:
    household = replace(a_household(1), language="zh" if registered == "zh" else "en")
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=with_households(household))
    village.answers_in_full(language=chosen)
    village.town.to(23)
    assert village.calls()[0].heard[-1].startswith(thanks)
    assert village.said()["language"] == chosen


def test_households_are_asked_about_the_days_that_the_official_is_asked_about(
    make_town: MakeTown,
) -> None:
    village = Village.drawn_in(make_town)
    for place in (1, 2):
        village.answers_in_full(place)
    village.town.to(23)
    for place in (1, 2):
        assert "seen" in village.drawn_questions(place)
        asked = " ".join(village.calls(place)[0].heard)
        assert "Did you see the work team in the village today or yesterday?" in asked
    days = village.drawn.inspection.asked_days
    assert days == (date(2026, 3, 1), date(2026, 3, 2))
    official = village.town.book().contact_of("O1")
    assert official.inspection == village.contact(1).inspection == village.contact(2).inspection
    assert official.planned_at.date() == days[-1]


def test_the_keys_of_an_answer_differ_from_household_to_household(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy={"household.calls": "5"})
    for place in range(1, 6):
        village.answers_in_full(place)
    village.town.to(23)
    keys: dict[str, set[str]] = {"yes, I saw them": set(), "I don't know": set()}
    for place in range(1, 6):
        (asked,) = [said for said in village.calls(place)[0].heard if "work team in the" in said]
        for choice, key in choices(asked):
            keys.setdefault(choice, set()).add(key)
        assert village.said(place)["seen"] == "yes"
    assert len(keys["yes, I saw them"]) > 1
    assert keys["I don't know"] == {"8"}


def test_key_nine_says_a_question_again_and_is_no_mistake(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    first, *others = village.drawn_questions()
    heard, choice = ANSWERS["en"][first]
    phone = village.picks_up()
    for _ in range(5):
        phone.hears(heard).presses("9")
    phone.hears(heard).chooses(choice)
    says(phone, *others).hears("answers were recorded")
    village.town.to(23)
    said_again = [said for said in village.calls()[0].heard if heard in said]
    assert len(said_again) == 6
    assert len(set(said_again)) == 1
    assert village.said()[first] == VALUES[first]
    assert "9" not in {reply.raw for reply in village.replies()}


class NineForEver:
    """Somebody's grandchild has the telephone."""

    def rings(self, call: Call) -> Answers:
        return Answers(listener=self)

    def hears(self, said: Said) -> None:
        return None

    def asked(self) -> Press:
        return Press(digits="9")

    def records(self) -> Spoken:
        return Spoken()

    def call_over(self, call: Call) -> None:
        return None


def test_key_nine_does_not_hold_the_line_for_ever(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.town.world.settle_in(village.phone().number, NineForEver())
    village.town.to(23, day=5)
    assert [call.seconds for call in village.calls()] == [600, 600]
    assert village.said() == {}
    assert village.contact().disposition == "SILENT"


def test_who_wants_a_person_is_heard_and_goes_on(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    first, *others = village.drawn_questions()
    heard, choice = ANSWERS["en"][first]
    phone = village.picks_up().hears(heard).presses("0")
    phone.hears("An inspector will be told").chooses(choice)
    says(phone, *others).hears("answers were recorded")
    village.town.to(23)
    assert village.said()["person_wanted"] == "yes"
    assert village.contact().disposition == "COMPLETE"
    assert "asked to speak to a person" in village.summary()


def test_who_wants_no_person_is_not_said_to_want_one(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full()
    village.town.to(23)
    assert "person_wanted" not in village.said()
    assert "asked to speak to a person" not in village.summary()


def test_an_answer_is_in_the_store_before_the_next_question_is_over(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full()
    village.until_called()
    kept = [dict[str, str]()]
    while not village.calls():
        village.town.clock.advance(seconds=1)
        if (said := village.said()) != kept[-1]:
            kept.append(said)
    names = (*OPENING, *village.drawn_questions())
    assert [tuple(said) for said in kept] == [names[:n] for n in range(len(names) + 1)]


def test_a_household_outside_the_programme_is_asked_what_concerns_the_village(
    make_town: MakeTown,
) -> None:
    roster = with_households(a_household(1, programme=False))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    village.answers_in_full()
    village.town.to(23)
    assert set(village.drawn_questions()) == {"seen", "needs", "fair", "posted", "money"}
    assert village.contact().disposition == "COMPLETE"


def test_a_wrong_key_is_asked_again_and_never_guessed(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    first, *others = village.drawn_questions()
    heard, choice = ANSWERS["en"][first]
    phone = village.picks_up().hears(heard).presses("6")
    phone.hears("I did not understand.").presses("6")
    phone.hears("I did not understand.").chooses(choice)
    says(phone, *others).hears("answers were recorded")
    village.town.to(23)
    assert village.said()[first] == VALUES[first]
    assert [reply.question for reply in village.replies()].count(first) == 1
    assert village.contact().disposition == "COMPLETE"


@pytest.mark.parametrize("instead", ["a wrong key", "silence"])
def test_after_two_re_prompts_a_question_is_passed_over(make_town: MakeTown, instead: str) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    questions = village.drawn_questions()
    passed = next(name for name in questions if name != "seen")
    phone = village.picks_up()
    for question in questions:
        if question != passed:
            says(phone, question)
            continue
        for _ in range(3):
            phone.hears(ANSWERS["en"][question][0])
            phone.presses("6") if instead == "a wrong key" else phone.stays_silent()
    phone.hears("answers were recorded")
    village.town.to(23)
    assert set(village.said()) == {*OPENING, *questions} - {passed}
    assert village.contact().disposition == "COMPLETE"
    assert village.called() == {village.household()}


def test_a_call_in_which_the_team_was_passed_over_is_partial(make_town: MakeTown) -> None:
    village = Village.drawn_in(make_town, policy=ONE)
    phone = village.picks_up()
    for question in village.drawn_questions():
        if question == "seen":
            phone.presses("6").presses("6").presses("6")
        else:
            says(phone, question)
    phone.hears("answers were recorded")
    village.town.to(23)
    assert "seen" not in village.said()
    assert village.contact().disposition == "PARTIAL"
