from dataclasses import replace

import pytest

from inspection.days import moment
from simulator.messenger.chat import Message
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown
from tests.scenarios.town import Town, small_roster

EXPIRED = "This button has expired; nothing was changed."
ELSEWHERE = {
    "en": {
        "On an official trip": ("trip", "What is the trip for"),
        "On leave": ("leave", "Until when is your leave"),
        "Resting, off duty": ("rest", "On which day will you be back?"),
        "Emergency": ("emergency", "is there anyone we should contact?"),
    },
    "zh": {
        "公出": ("trip", "公出办什么事"),
        "请假": ("leave", "请假到哪天"),
        "休息": ("rest", "哪天回到岗位"),
        "急事": ("emergency", "需要我们联系谁吗"),
    },
}
FACTS = {
    "en": {
        "task": "one thing that you are working on",
        "visited": "two households you visited",
        "pressing": "most pressing problem",
    },
    "zh": {"task": "您正在办的事", "visited": "走访的两户", "pressing": "最急的困难"},
}


def test_an_official_in_the_village_answers_two_questions_and_is_left_alone(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    check.after(minutes=10)
    check.chat.taps("In the village").receives(FACTS["en"][check.asked_fact])
    check.chat.says("Mending the water pipe.").receives("your answer was recorded.")
    check.town.to(23)
    check.chat.receives_nothing()
    assert check.town.notices("O1") == ["Noted"]
    assert check.said == {"whereabouts": "village", check.asked_fact: "Mending the water pipe."}
    assert check.contact.disposition == "COMPLETE"
    assert not check.contact.late
    assert [what for what, _, _ in check.tries] == ["chat ask"]
    assert not check.findings


def test_the_same_check_is_made_in_chinese(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, language="zh")
    check.chat.taps("在村里").receives(FACTS["zh"][check.asked_fact])
    check.chat.says("正在修水管。").receives("您的回答已经记下")
    assert check.town.notices("O1") == ["已记下"]
    assert check.said == {"whereabouts": "village", check.asked_fact: "正在修水管。"}
    assert check.contact.disposition == "COMPLETE"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whoever_is_elsewhere_is_asked_about_that(make_town: MakeTown, language: str) -> None:
    town = make_town(
        policy=NO_HOUSEHOLDS | {"official.contacts_a_month": "31"},
        roster=small_roster(officials=1, language=language),
    )
    chat = town.chat("O1").starts(town.codes["O1"]).shares_contact().reads_all()
    for day, (button, (answer, follows)) in enumerate(ELSEWHERE[language].items(), start=2):
        town.to(11, day=day)
        chat.receives("抽查" if language == "zh" else "Unannounced check").taps(button)
        chat.receives(follows).says("…").reads_all()
        assert town.book().replies("O1") == {"whereabouts": answer, f"{answer}_detail": "…"}
        assert town.book().contact_of("O1").disposition == "COMPLETE"
    assert len(town.book().contacts()) == 4
    assert not town.book().findings()


def test_a_check_says_why_until_when_how_often_and_who_asks(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.after(minutes=-1)
    check.chat.receives_nothing()
    check.after()
    until = check.planned_at.replace(hour=14)
    check.chat.receives("drawn by lot.\nWhere are you now?")
    check.chat.sees(f"Please answer by {moment(until, 'en')}.").sees("At most 2 checks a month")
    check.chat.sees("explain or appeal within 5 working days").sees("dial +8687112345")
    shown = [button.text for button in check.chat.messages[-1].keyboard.inline]
    assert shown == ["In the village", *ELSEWHERE["en"]]


def test_words_are_no_answer_where_a_button_is_wanted(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.says("I am in the village").receives("answer with one of the buttons.\nWhere are")
    assert check.said == {}
    check.chat.taps("In the village").receives("Please type")
    assert check.said == {"whereabouts": "village"}


def test_the_first_message_can_still_be_answered_after_the_buttons_were_shown_again(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    check.chat.says("here").receives("one of the buttons")
    check.chat.taps("On leave", message=-2).receives("Until when is your leave")
    assert check.said == {"whereabouts": "leave"}


def test_forwarded_words_are_no_answer_but_typed_ones_are(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("In the village").receives("Please type")
    forwards(check, "We visited the Li family.")
    check.chat.receives("Please type your answer; forwarded messages are no answer.")
    assert check.said == {"whereabouts": "village"}
    check.chat.says("We visited the Li family.").receives("your answer was recorded")
    assert check.said[check.asked_fact] == "We visited the Li family."


def test_an_answer_counts_once_however_often_buttons_are_pressed(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("On leave").receives("Until when is your leave")
    check.chat.taps("On leave").taps("In the village").receives_nothing()
    assert check.town.notices("O1") == ["Noted", EXPIRED, EXPIRED]
    check.chat.says("Until Friday; the county office.").receives("recorded")
    check.chat.taps("Emergency").receives_nothing()
    assert check.town.notices("O1")[3:] == [EXPIRED]
    assert check.said == {
        "whereabouts": "leave",
        "leave_detail": "Until Friday; the county office.",
    }


def test_only_the_one_who_was_asked_can_press_the_button(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town, officials=2)
    asked = check.drawn.official
    other = "O1" if asked == "O2" else "O2"
    presses_copy(check.town, other, check.chat.messages[-1], "In the village")
    assert check.town.notices(other) == [EXPIRED]
    assert check.said == {}
    presses_copy(check.town, asked, check.chat.messages[-1], "In the village")
    assert check.town.notices(asked) == ["Noted"]
    assert check.said == {"whereabouts": "village"}
    check.chat.receives("Please type")


def test_a_stranger_who_presses_the_button_is_told_that_it_expired(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.town.world.chat("Stranger", number="+8619900009999").says("hello").receives(
        "open the invitation"
    )
    presses_copy(check.town, "Stranger", check.chat.messages[-1], "On leave")
    assert EXPIRED in check.town.notices("Stranger")[0]
    assert check.said == {}


def test_a_button_of_yesterdays_check_does_not_answer_todays(make_town: MakeTown) -> None:
    town = make_town(
        policy=NO_HOUSEHOLDS | {"official.contacts_a_month": "31"},
        roster=small_roster(officials=1),
    )
    chat = town.chat("O1").starts(town.codes["O1"]).shares_contact().reads_all()
    town.to(11, day=2)
    yesterdays = chat.receives("Unannounced check").messages[-1]
    chat.taps("On leave").receives("leave").says("Until tonight.").receives("recorded")
    town.to(11, day=3)
    chat.receives("Unannounced check")
    presses_copy(town, "O1", yesterdays, "In the village")
    assert town.notices("O1") == ["Noted", EXPIRED]
    assert town.book().replies("O1") == {}
    chat.taps("In the village").receives("Please type")
    assert town.book().replies("O1") == {"whereabouts": "village"}


@pytest.mark.parametrize("data", ["", "c:1:2", "c:0000000000000000:whereabouts:village", "x" * 64])
def test_a_button_that_we_never_made_changes_nothing(make_town: MakeTown, data: str) -> None:
    check = Check.asked_in(make_town)
    shown = check.chat.messages[-1]
    (first, *others) = shown.keyboard.inline
    forged = replace(shown.keyboard, inline=(replace(first, data=data), *others))
    presses_copy(check.town, "O1", replace(shown, keyboard=forged), "In the village")
    assert check.town.notices("O1") == ([EXPIRED] if data else [])
    assert check.said == {}


def test_words_before_the_first_check_are_not_kept(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.chat.says("Am I going to be asked?").receives("no open question for you now")
    check.after()
    check.chat.receives("Unannounced check")
    assert check.said == {}


def test_words_after_the_answers_are_kept_as_a_statement(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("In the village").receives("Please type")
    check.chat.says("Mending the pipe.").receives("recorded")
    check.chat.says("The pump, too.").receives("kept with the check of Monday 2 March")
    forwards(check, "Not mine.")
    check.chat.receives("forwarded messages are no answer")
    assert [(reply.question, reply.value) for reply in check.replies] == [
        ("whereabouts", "village"),
        (check.asked_fact, "Mending the pipe."),
        ("statement", "The pump, too."),
    ]
    assert not check.contact.late


def test_markup_in_an_answer_is_kept_as_it_was_typed(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("In the village").receives("Please type")
    typed = "<b>=1+1</b> & {village} *x* 😀"
    check.chat.says(typed).receives("recorded")
    assert check.said[check.asked_fact] == typed


def forwards(check: Check, text: str) -> None:
    """The official passes on what somebody else wrote."""
    chat = check.chat.person.chat
    with check.town.world.stage.lock:
        content = {
            "message_id": chat.last_id + 1,
            "from": chat.user.as_json(),
            "chat": chat.as_json(),
            "date": int(check.town.world.now.timestamp()),
            "text": text,
            "forward_origin": {
                "type": "hidden_user",
                "sender_user_name": "A friend",
                "date": int(check.town.world.now.timestamp()) - 60,
            },
        }
        check.town.world.telegram.updates.add("message", chat.user.id, content)
    check.town.world.pump()


def presses_copy(town: Town, person: str, original: Message, button: str) -> None:
    """Presses a button of a message that stands, as a copy, in this person's own chat."""
    chat = town.world.chat(person)
    copy = replace(original, chat=chat.person.chat.as_json())
    chat.person.tap(button, message=copy)
    town.world.pump()
