"""People understand what the product really says: drift between the two is found here."""

from datetime import UTC, date, datetime

import pytest

from inspection import speech, writing
from inspection.days import spoken_days
from inspection.questionnaire.act import Mistaken
from inspection.questionnaire.question import Question
from simulator.dates import asked_days
from simulator.phrases import PHRASES
from simulator.spoken import choices
from simulator.understanding import choice_meaning, sentence, topic
from tests.inspection.questions import (
    FACTS,
    OFFICIAL,
    VILLAGER,
    asked,
    drawn,
    labels,
    letters,
)

TODAY = date(2026, 3, 4)
TWO = datetime(2026, 3, 4, 14, tzinfo=UTC)
MEANINGS = {"rest": "home"}
KEYED = [
    *(question for question in drawn(VILLAGER) if question.name != "language"),
    OFFICIAL.question("whereabouts"),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("question", KEYED, ids=lambda q: q.name)
def test_every_spoken_question_and_each_of_its_choices_is_understood(
    question: Question, language: str
) -> None:
    lines = (
        *speech.greeting(language, public_number="12345"),
        *speech.asked(asked(question.name, language).heard(Mistaken()).turn, language),
    )
    text = " ".join(line.text for line in lines)
    assert topic(text) == question.name
    menu = [choice for choice, _ in choices(text)]
    for name, label in labels(question.name, language).items():
        assert choice_meaning(question.name, MEANINGS.get(name, name), menu) == label


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_is_chosen_in_ones_own(language: str) -> None:
    offered = [
        speech.Offer(
            language=code,
            asked=asked("language", code).open.label,
            choice=labels("language", code)[code],
        )
        for code in ("zh", "en")
    ]
    lines = speech.language_prompt(offered)
    text = " ".join(line.text for line in lines)
    assert topic(text) == "language"
    menu = [choice for choice, _ in choices(text)]
    chosen = choice_meaning("language", language, menu)
    assert chosen == {"zh": "普通话", "en": "English"}[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_official_understands_the_call(language: str) -> None:
    lines = (
        *speech.official_greeting(language, public_number="12345"),
        *speech.asked(asked("whereabouts", language).turn, language),
    )
    assert topic(" ".join(line.text for line in lines)) == "whereabouts"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("question", drawn(OFFICIAL), ids=lambda q: q.name)
def test_every_written_question_is_understood(question: Question, language: str) -> None:
    (letter,) = letters(question.name, language)
    if question.kind == "text":
        written = [letter]
        assert question.name in PHRASES
    else:
        written = [
            writing.check(
                language,
                [letter],
                answer_by=TWO,
                most_a_month=4,
                statement_days=5,
                public_number="12345",
            )
        ]
    written.append(writing.reminder(language, [letter], answer_by=TWO))
    assert [topic(letter.text) for letter in written] == [question.name] * 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_question_is_not_taken_for_one(language: str) -> None:
    assert topic(writing.thanks(language, late=True).text) is None
    assert topic(writing.nothing_open(language).text) is None
    assert topic(speech.greeting(language)[0].text) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "days",
    [
        [date(2026, 3, 4)],
        [date(2026, 3, 3), date(2026, 3, 4)],
        [date(2026, 2, 27), date(2026, 3, 2)],
        [date(2025, 12, 31), date(2026, 2, 2)],
    ],
)
def test_the_days_that_the_product_names_are_the_days_understood(
    days: list[date], language: str
) -> None:
    facts = FACTS | {f"days_{language}": spoken_days(days, TODAY, language)}
    [line] = speech.asked(asked("seen", language, facts=facts).turn, language)
    assert asked_days(sentence("seen", line.text), TODAY) == days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the day before yesterday", [2]),
        ("two days ago and today", [4, 2]),
        ("前天和昨天", [2, 3]),
        ("大前天", [1]),
        ("on 2 and 3 March", [2, 3]),
        ("on March 1 and 3", [1, 3]),
        ("3月2日和3日", [2, 3]),
        ("on Monday", [2]),
        ("星期三", [4]),
        ("last summer", []),
    ],
)
def test_days_may_be_named_in_many_ways(words: str, days: list[int]) -> None:
    assert asked_days(f"Did you see them {words}?", TODAY) == sorted(
        date(2026, 3, day) for day in days
    )
