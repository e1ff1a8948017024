import pytest

from inspection import speech
from inspection.call import Line
from inspection.disposition import Disposition
from inspection.form import Choice, Prompt, Question, pressed
from inspection.phrase import as_it_is
from inspection.questions import OFFICIAL, VILLAGER

FACTS = {"village": "Dongshan", "days": "today or yesterday"}


def prompt(name: str, *order: str) -> Prompt:
    form = OFFICIAL if name in OFFICIAL.questions else VILLAGER
    question = form.questions[name]
    choices = [question.choice(one) for one in order] if order else question.choices
    return Prompt(question=question, choices=tuple(choices))


def said(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in lines)


def test_options_are_spoken_in_the_drawn_order_and_i_dont_know_is_always_eight() -> None:
    asked = prompt("seen", "away", "dont_know", "yes", "no")
    assert speech.question(asked, language="en", facts=FACTS) == (
        Line(
            language="en",
            text="Did you see the work team in the village today or yesterday?"
            " For I was away from the village, press 1. For yes, I saw them, press 2."
            " For no, I did not see them, press 3. For I don't know, press 8.",
        ),
    )
    assert [pressed(asked, key) for key in ("1", "2", "3", "8")] == [
        "away",
        "yes",
        "no",
        "dont_know",
    ]


def test_the_same_question_in_chinese() -> None:
    (line,) = speech.question(
        prompt("seen"), language="zh", facts={"village": "东山村", "days": "今天或昨天"}
    )
    assert line.text == (
        "今天或昨天，您在村里见到工作队了吗？"
        "见到了，请按1。没见到，请按2。我不在村里，请按3。不清楚，请按8。"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", list(VILLAGER.questions))
def test_every_question_for_the_keypad_can_be_spoken(name: str, language: str) -> None:
    (line,) = speech.question(prompt(name), language=language, facts=FACTS)
    assert "{" not in line.text
    assert line.language == language


def test_a_missing_fact_and_an_unknown_language_are_told() -> None:
    with pytest.raises(ValueError, match=r"needs 'village'; the facts are \['days'\]"):
        speech.question(prompt("household"), language="en", facts={"days": "today"})
    with pytest.raises(ValueError, match=r"no text in language 'yi'; expected one of"):
        speech.greeting("yi")


def test_a_seventh_choice_would_stand_on_the_key_that_stops() -> None:
    label = as_it_is("good")
    choices = tuple(Choice(name=f"c{n}", label=label) for n in range(7))
    question = Question(name="many", kind="select_one", label=label, choices=choices)
    with pytest.raises(ValueError, match="puts 'c6' on key 7; expected at most six"):
        speech.question(Prompt(question=question, choices=choices), language="en", facts={})


def test_markup_and_signs_in_a_village_name_are_not_spoken() -> None:
    facts = {"village": 'East <Hangup/> & "Hill"\x07-2 {days}', "days": "today"}
    (line,) = speech.question(prompt("household"), language="en", facts=facts)
    assert line.text.startswith("Is your household in East Hangup Hill -2 days?")
    assert speech.spoken("\ue000Hill\ue001") == "Hill"
    assert speech.spoken("阿里木·买买提 (2)") == "阿里木·买买提 (2)"
    assert len(speech.spoken("村" * 500)) == 60


def test_a_chinese_name_in_an_english_call_is_read_by_a_chinese_voice() -> None:
    asked = prompt("household")
    assert speech.question(asked, language="en", facts={"village": "发窝村"}) == (
        Line(language="en", text="Is your household in"),
        Line(language="zh", text="发窝村?"),
        Line(language="en", text="For yes, press 1. For no, press 2. For we moved away, press 3."),
    )
    (line,) = speech.question(asked, language="zh", facts={"village": "发窝村"})
    assert line.text.startswith("您家是在发窝村吗？")
    (line,) = speech.question(asked, language="zh", facts={"village": "Shuanghe"})
    assert line.language == "zh"


def test_the_language_is_asked_in_each_language_itself() -> None:
    assert speech.language_prompt(prompt("language")) == (
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
    assert said(speech.not_understood("en")) == "I did not understand."
    assert "inspector will be told" in said(speech.person_wanted("en"))


@pytest.mark.parametrize(("language", "pace"), [("zh", 5), ("en", 14)])
def test_a_whole_inquiry_is_spoken_in_less_than_three_minutes(language: str, pace: int) -> None:
    """At the usual pace of a voice, in characters a second, with the longest questions drawn."""
    questions = sorted(
        (
            len(said(speech.question(prompt(name), language=language, facts=FACTS)))
            for name in VILLAGER.questions
            if name not in ("language", "consent", "household")
        ),
        reverse=True,
    )[:5]
    opening = speech.greeting(language, public_number="12388")
    for name in ("consent", "household"):
        opening += speech.question(prompt(name), language=language, facts=FACTS)
    letters = sum(questions) + len(said(opening))
    assert letters / pace < 180 - 8 * 3  # and three seconds to think and press, eight times
