"""The same form in a chat, by text message and on the telephone."""

import pytest

from inspection.button import Press, read_press
from inspection.questionnaire import chat
from inspection.questionnaire.act import Answered, Mistaken
from inspection.questionnaire.carrying import channel_check
from tests.inspection.questionnaire.interview import form
from tests.inspection.questionnaire.talks import TOKEN, Talk

ALL = "everything"


def by_chat() -> Talk:
    talk = Talk.begun(ALL, "chat").taps("Yes", "None", "School", "✓ None", "Work", "Done", "J")
    return talk.writes("12", "2.5", "7", "2026/3/1", "8.05").taps("I have read it")


def by_text() -> Talk:
    return Talk.begun(ALL, "sms").replies(
        *("1", "1,2", "10", "１２", "2.5", "7", "20260301", "8:05", "1")
    )


def by_text_in_words() -> Talk:
    return Talk.begun(ALL, "sms", language="zh").replies(
        *("有的。", "school、1 Work", "Ｊ", "12", "2.5", "7", "2026-3-1", "8:05", "1.")
    )


def by_chat_in_words() -> Talk:
    talk = Talk.begun(ALL, "chat", language="zh").writes(" YES! ", "上学", "work", "Work", "Done")
    return talk.writes("j", "12", "2.5", "7", "2026-3-1", "8:05", "i have read  it.")


def by_keys() -> Talk:
    return Talk.begun(ALL, "voice").keys("1", "12", "10", "12", "2*5", "7", "20260301", "0805", "1")


def test_the_same_answers_give_the_same_bytes_on_every_channel() -> None:
    talks = [by_chat(), by_text(), by_keys(), by_text_in_words(), by_chat_in_words()]
    assert [talk.ended for talk in talks] == ["COMPLETE"] * 5
    (sheet,) = {talk.submitted for talk in talks}
    assert "<help>work school</help><county>j</county><times>12</times>" in sheet
    assert "<hour>08:05:00.000+08:00</hour><thanks/><read>OK</read><sum>30</sum>" in sheet


def test_a_form_half_answered_in_the_chat_is_finished_on_the_telephone() -> None:
    talk = Talk.begun(ALL, "chat").taps("Yes", "Work", "School", "Done", "J").writes("12")
    half = talk.goes_on_by("voice")
    assert half.hears.startswith("How many hours? Key in the number, with the star key")
    half.keys("2*5", "7", "20260301")
    finished = half.goes_on_by("sms").replies("8:05", "1")
    assert finished.submitted == by_text().submitted


def test_in_the_chat_choices_are_buttons_and_other_words_press_none() -> None:
    talk = Talk.begun(ALL, "chat")
    assert [button.text for button in talk.letters[-1].buttons] == [*("Yes", "No", "I don't know")]
    assert talk.letters[-1].text == "Did you see the team?"
    assert "That was not understood.\n\nDid you see" in talk.writes("yes, I did").letters[-1].text
    assert talk.turn.state.mistakes == 1


def test_ticks_are_shown_and_count_only_once_they_are_done() -> None:
    talk = Talk.begun(ALL, "chat").taps("Yes", "None", "Work")
    assert [button.text for button in talk.letters[-1].buttons][:3] == [
        "✓ Work",
        "School",
        "✓ None",
    ]
    assert talk.taps("✓ None", "Done").prompt.question.name == "county"
    assert "<help>work</help>" in talk.submitted


def test_a_button_of_another_question_has_expired() -> None:
    talk = Talk.begun(ALL, "chat")
    buttons = talk.letters[-1].buttons
    talk.taps("Yes")
    press = read_press(buttons[0].data)
    assert press is not None
    assert chat.pressed(talk.prompt, press) is None


def test_buttons_go_back_keep_and_leave_out() -> None:
    talk = Talk.begun(ALL, "chat").taps("Yes", "Done", "J").writes("12")
    talk.taps("Back")
    assert "Your answer so far: 12" in talk.letters[-1].text
    assert talk.taps("Keep it", "Skip").prompt.question.name == "mark"
    assert "<hours/>" in talk.submitted


def test_long_names_fit_on_a_button_and_are_told_apart() -> None:
    names = [f"{'很长的名字' * 9}{number}" for number in range(50)]
    carried = {chat.carried(name) for name in names}
    assert len(carried) == 50
    for name in carried:
        data = Press(token=TOKEN, question=name, choice=name).data()
        assert read_press(data) == Press(token=TOKEN, question=name, choice=name)
    assert chat.carried("!done") != "!done"
    assert chat.carried("a:b") != "a:b"


def test_a_long_text_is_divided_and_the_buttons_stand_under_its_end() -> None:
    table = f"""
    | survey |
    | | type | name | label |
    | | note | long | {"汉" * 5000} |
    | | acknowledge | ok | {"😀" * 3000} |
    """
    letters = Talk.begun(table, "chat").letters
    assert [len(letter.text.encode("utf-16-le")) // 2 <= 4096 for letter in letters] == [True] * 4
    assert [bool(letter.buttons) for letter in letters] == [False, False, False, True]


def test_a_text_numbers_the_choices_and_takes_no_number_that_stands_at_none() -> None:
    talk = Talk.begun(ALL, "sms", language="zh")
    assert talk.text == "您看见工作队了吗？\n1 有\n2 没有\n3 不知道\n请回复一个数字。"
    for wrong in ("4", "yes and no", "1 2", "", "有？", "2 有", "是"):
        talk.replies(wrong)
        assert talk.prompt.question.name == "seen"
    assert talk.text.startswith("没有看懂这个回答。\n")
    assert talk.replies("2").text.endswith("可以多选，请回复各项的数字，如1 3。\n不回答请回复-")


def test_signs_leave_out_go_back_and_keep_by_text() -> None:
    talk = Talk.begun(ALL, "sms").replies("1", "-", "<", "1 3", "<")
    assert "Your answer so far: 1 3\nReply = to keep it." in talk.text
    assert talk.replies("=").prompt.question.name == "county"
    assert talk.replies("?").prompt.question.name == "county"


def test_keys_are_told_with_each_choice_and_dont_know_stands_on_eight() -> None:
    talk = Talk.begun(ALL, "voice")
    assert talk.hears == (
        "Did you see the team? For Yes, press 1. For No, press 2. For I don't know, press 8."
    )
    assert "<seen>dont_know</seen>" in talk.keys("8").submitted


def test_long_lists_take_two_digits_and_the_hash_key() -> None:
    talk = Talk.begun(ALL, "voice").keys("1", "1")
    assert "For A, 0 1." in talk.hears
    assert "For J, 1 0. Key in two digits, then the hash key." in talk.hears
    assert "<county>b</county>" in talk.keys("02").submitted


@pytest.mark.parametrize(("keys", "asked"), [("11", "county"), ("*8", "times"), ("*1", "help")])
def test_wrong_digits_are_not_guessed_and_a_star_asks_for_us(keys: str, asked: str) -> None:
    talk = Talk.begun(ALL, "voice").keys("1", "1").keys(keys)
    assert talk.prompt.question.name == asked


def test_after_two_re_prompts_the_telephone_goes_on() -> None:
    talk = Talk.begun(ALL, "voice").keys("1", "1").keys("99", "99")
    assert talk.hears.startswith("I did not understand. Which county?")
    assert talk.keys("99").prompt.question.name == "times"
    assert "<county/>" in talk.submitted


def test_what_is_needed_and_not_answered_leaves_the_form_partial() -> None:
    talk = Talk.begun(ALL, "voice").keys("3", "3", "3").keys(*["*8"] * 6)
    assert talk.keys("1").ended == "PARTIAL"


def test_a_text_is_spoken_and_one_with_a_constraint_is_not_asked_there() -> None:
    table = """
    | survey |
    | | type | name | label | constraint |
    | | text | more | Anything else? | |
    | | text | code | The code? | string-length(.) = 4 |
    | | geopoint | place | Where? | |
    """
    talk = Talk.begun(table, "voice")
    assert talk.hears == (
        "Anything else? Speak after the tone, and press the hash key at the end."
        " To leave it out, press 8."
    )
    assert isinstance(chat.said(talk.prompt, ""), Mistaken)
    found = {(p.name, p.channel) for p in channel_check(form(table), "voice")}
    assert found == {("more", "voice"), ("code", "voice"), ("place", "voice")}
    assert {p.name for p in channel_check(form(table), "sms")} == {"place"}
    assert channel_check(form(table), "chat") == ()
    spoken = Talk.begun(table, "voice").acts(Answered("r1.wav"))
    assert spoken.ended == "COMPLETE"
    assert "<more>r1.wav</more><code/><place/>" in spoken.submitted
