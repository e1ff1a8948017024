"""Every text fits where it is shown or said, with the longest that may stand in its places."""

from datetime import date

import pytest

from inspection import invitation, speech
from inspection.button import MOST_BYTES, Press
from inspection.call import Line
from inspection.cell import NAME_LENGTH
from inspection.disposition import Disposition
from inspection.questionnaire.question import Question
from inspection.sms import segments
from inspection.wording import LANGUAGES
from simulator.carrier.speech import seconds_to_say
from tests.inspection.questions import OFFICIAL, VILLAGER, asked, drawn, labels
from tests.languages.catalogues import forms_of, languages, messages, stored
from tests.languages.checking import places

LONGEST_CHAT = 4096
"""UTF-16 units of a message; the bot may have to write one in every language at once."""
LONGEST_BUTTON = 40
MOST_SEGMENTS = 2
"""Each is billed; of 70 units where a language needs more than the GSM alphabet, else of 160."""
LONGEST_SPEECH, LONGEST_QUESTION = 35, 20
"""Seconds that nobody minds to listen: a greeting, and a question with its choices."""
TOKEN = "0123456789abcdef"
LONGEST_WORDS = {"question": 300, "reason": 200, "value": 400, "said": 800, "why": 400}
SPOKEN = [
    *(question for question in drawn(VILLAGER) if question.name != "language"),
    OFFICIAL.question("whereabouts"),
]
EVERY_QUESTION = [question for form in (VILLAGER, OFFICIAL) for question in form.questions]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def filled(text: str) -> str:
    """With each place as long as it may become: a name, or what people write."""
    return text.format_map(
        {name: "村" * LONGEST_WORDS.get(name, NAME_LENGTH) for name in places(text)}
    )


def seconds(lines: tuple[Line, ...]) -> float:
    return sum(seconds_to_say(line.text, line.language) for line in lines)


def test_every_text_fits_into_one_message_even_in_all_languages() -> None:
    length: dict[object, int] = {}
    for language in languages():
        for message in messages(stored(language)):
            longest = max(units(filled(form)) for form in forms_of(message))
            key = (message.context, message.id)
            length[key] = length.get(key, 0) + longest
    too_long = {key: units for key, units in length.items() if units > LONGEST_CHAT}
    assert not too_long


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", EVERY_QUESTION, ids=lambda q: q.name)
def test_every_choice_fits_on_a_button_and_its_data_too(question: Question, language: str) -> None:
    for name, said in labels(question.name, language).items():
        assert units(said) <= LONGEST_BUTTON, f"{said!r} has {units(said)} units"
        data = Press(token=TOKEN, question=question.name, choice=name).data()
        assert len(data.encode()) <= MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invitation_by_text_message_costs_few_segments(language: str) -> None:
    text = invitation.text_message(
        language,
        link=f"https://t.me/{'b' * 32}?start={'0' * 20}",
        until=date(2026, 9, 30),
        public_number="+8687112345678",
    )
    billed = segments(text)
    assert billed.count <= MOST_SEGMENTS, f"{billed}: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_short_enough_to_listen_to(language: str) -> None:
    number = "+8687112345678"
    for said in (
        speech.greeting(language, public_number=number),
        speech.official_greeting(language, public_number=number),
        *(speech.goodbye(disposition, language) for disposition in Disposition),
    ):
        assert seconds(said) <= LONGEST_SPEECH, said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", SPOKEN, ids=lambda q: q.name)
def test_every_question_is_short_enough_to_answer(question: Question, language: str) -> None:
    facts = {
        "village": "禄劝彝族苗族自治县发窝村" if language == "zh" else "Sayingpan Shangdecun",
        "days_zh": "11月25日星期三或11月24日星期二",
        "days_en": "on Wednesday 25 or Tuesday 24 November",
    }
    said = speech.asked(asked(question.name, language, facts=facts).turn, language)
    assert seconds(said) <= LONGEST_QUESTION, said
