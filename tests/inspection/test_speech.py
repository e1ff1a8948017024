import pytest

from inspection import speech
from inspection.call import Line
from inspection.disposition import Disposition
from inspection.questionnaire import keypad
from inspection.questionnaire.act import Answered, Mistaken
from inspection.questionnaire.question import Question
from tests.inspection.questions import FACTS, OPENING, VILLAGER, asked, drawn, labels


def spoken(question: str, language: str, **facts: str) -> tuple[Line, ...]:
    return speech.asked(asked(question, language, facts=FACTS | facts).turn, language)


def said(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in lines)


def test_options_are_spoken_in_the_drawn_order_and_i_dont_know_is_always_eight() -> None:
    open_ = asked("seen", "en", keys=("away", "dont_know", "yes", "no"))
    assert speech.asked(open_.turn, "en") == (
        Line(
            language="en",
            text="Did you see the work team in the village today or yesterday?"
            " For I was away from the village, press 1. For yes, I saw them, press 2."
            " For no, I did not see them, press 3. For I don't know, press 8.",
        ),
    )
    assert [keypad.pressed(open_.open, key) for key in ("1", "2", "3", "8")] == [
        Answered("away"),
        Answered("yes"),
        Answered("no"),
        Answered("dont_know"),
    ]


def test_the_same_question_in_chinese() -> None:
    open_ = asked("seen", "zh", keys=("yes", "no", "away", "dont_know"))
    (line,) = speech.asked(open_.turn, "zh")
    assert line.text == (
        "今天或昨天，您在村里见到工作队了吗？"
        "见到了，请按1。没见到，请按2。我不在村里，请按3。不清楚，请按8。"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("question", drawn(VILLAGER)[1:], ids=lambda q: q.name)
def test_every_question_for_the_keypad_can_be_spoken(question: Question, language: str) -> None:
    (line,) = spoken(question.name, language)
    assert "{" not in line.text
    assert line.language == language


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(ValueError, match=r"no text in language 'yi'; expected one of"):
        speech.greeting("yi")


def test_markup_and_signs_in_a_village_name_are_not_spoken() -> None:
    sly = 'East <Hangup/> & "Hill"\x07-2 {days}'
    (line,) = spoken("household", "en", village=speech.spoken(sly))
    assert line.text.startswith("Is your household in East Hangup Hill -2 days?")
    assert speech.spoken("\ue000Hill\ue001") == "Hill"
    assert speech.spoken("阿里木·买买提 (2)") == "阿里木·买买提 (2)"
    assert len(speech.spoken("村" * 500)) == 60


def test_a_chinese_name_in_an_english_call_is_read_by_a_chinese_voice() -> None:
    assert spoken("household", "en", village="发窝村") == (
        Line(language="en", text="Is your household in"),
        Line(language="zh", text="发窝村?"),
        Line(language="en", text="For yes, press 1. For no, press 2. For we moved away, press 3."),
    )
    (line,) = spoken("household", "zh", village="发窝村")
    assert line.text.startswith("您家是在发窝村吗？")
    (line,) = spoken("household", "zh", village="Shuanghe")
    assert line.language == "zh"


def test_the_language_is_asked_in_each_language_itself() -> None:
    offered = [
        speech.Offer(
            language=code,
            asked=asked("language", code).open.label,
            choice=labels("language", code)[code],
        )
        for code in ("zh", "en")
    ]
    assert speech.language_prompt(offered) == (
        Line(language="zh", text="选择语言。普通话，请按1。"),
        Line(language="en", text="Choose your language. For English, press 2."),
    )


def test_a_greeting_says_who_why_and_how_and_never_asks_for_numbers() -> None:
    text = said(speech.greeting("en", public_number="+8610123"))
    for part in (
        "county office",
        "drawn by lot",
        "voluntary",
        "three minutes",
        "not shown to the village or the team",
        "never ask for ID card or bank numbers",
        "dial + 8 6 1 0 1 2 3.",
        "9 repeats",
        "7 stops",
        "0 asks for a person",
    ):
        assert part in text
    assert "dial" not in said(speech.greeting("en"))


def test_no_greeting_offers_an_option_by_accident() -> None:
    for language in ("zh", "en"):
        for lines in (speech.greeting(language), speech.official_greeting(language)):
            assert "请按" not in said(lines)
            assert ", press" not in said(lines)


def test_an_official_hears_that_it_is_a_check() -> None:
    assert "unannounced check" in said(speech.official_greeting("en"))
    assert "抽查" in said(speech.official_greeting("zh"))


def test_every_disposition_has_a_farewell() -> None:
    texts = {disposition: said(speech.goodbye(disposition, "en")) for disposition in Disposition}
    assert all(text.endswith("Goodbye.") for text in texts.values())
    assert texts[Disposition.COMPLETE] == texts[Disposition.PARTIAL]
    assert "will not call" in texts[Disposition.REFUSED]
    assert "will call again" in texts[Disposition.LATER]


def test_what_is_said_without_the_store_is_said_in_both_languages() -> None:
    for lines in (speech.one_moment(), speech.disturbed()):
        assert [line.language for line in lines] == ["zh", "en"]


def test_the_way_back_to_a_question() -> None:
    wrong = asked("seen", "en").heard(Mistaken())
    assert said(speech.asked(wrong.turn, "en")).startswith("I did not understand. Did you see")
    assert "inspector will be told" in said(speech.person_wanted("en"))


@pytest.mark.parametrize(("language", "pace"), [("zh", 5), ("en", 14)])
def test_a_whole_inquiry_is_spoken_in_less_than_three_minutes(language: str, pace: int) -> None:
    """At the usual pace of a voice, in characters a second, with the longest questions drawn."""
    questions = sorted(
        (
            len(said(spoken(question.name, language)))
            for question in drawn(VILLAGER)
            if question.name not in OPENING
        ),
        reverse=True,
    )[:5]
    opening = speech.greeting(language, public_number="12388")
    for name in ("consent", "household"):
        opening += spoken(name, language)
    letters = sum(questions) + len(said(opening))
    assert letters / pace < 180 - 8 * 3  # and three seconds to think and press, eight times
