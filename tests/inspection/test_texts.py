"""Every text of the product, found wherever it stands: both languages, and the same places."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from string import Formatter

import pytest

import inspection
from inspection import (
    questions,
    speech,
    summary_words,
    welcome,
    wording,
    writing,
)
from inspection.finding import FindingKind
from inspection.form import Choice, Question
from inspection.wording import EVERY, LANGUAGES, with_public_number, worded

Labels = Mapping[str, str]


def texts(where: str, thing: object) -> Iterator[tuple[str, Labels]]:
    """Whatever maps a language to words, in anything that a module holds."""
    if isinstance(thing, Mapping):
        if set(thing) & set(LANGUAGES):
            yield where, thing
        else:
            for key, value in thing.items():
                yield from texts(f"{where}.{key}", value)
    elif isinstance(thing, tuple | list):
        for at, value in enumerate(thing):
            yield from texts(f"{where}.{at}", value)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for part in fields(thing):
            yield from texts(f"{where}.{part.name}", getattr(thing, part.name))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def complaints(where: str, labels: Labels) -> list[str]:
    if set(labels) != set(LANGUAGES):
        return [f"{where} has the languages {sorted(labels)}; expected {sorted(LANGUAGES)}"]
    if not all(isinstance(text, str) for text in labels.values()):
        return []
    found = [f"{where} says nothing in {name}" for name, text in labels.items() if not text.strip()]
    if len({frozenset(places(text)) for text in labels.values()}) > 1:
        found.append(
            f"{where} has other places in each language: "
            + ", ".join(f"{name} {sorted(places(text))}" for name, text in labels.items())
        )
    return found


def everything() -> dict[str, Labels]:
    modules = [
        importlib.import_module(f"inspection.{module.name}")
        for module in pkgutil.iter_modules(inspection.__path__)
    ]
    return {
        where: labels
        for module in modules
        for name, thing in vars(module).items()
        if not name.startswith("__")
        for where, labels in texts(f"{module.__name__}.{name}", thing)
    }


def test_every_text_is_in_both_languages_with_the_same_places() -> None:
    wrong = [line for where, labels in everything().items() for line in complaints(where, labels)]
    assert wrong == []


def test_no_catalogue_is_overlooked() -> None:
    found = everything()
    for module in (questions, speech, summary_words, welcome, wording, writing):
        assert any(where.startswith(f"{module.__name__}.") for where in found)
    for where in (
        "inspection.speech.TEXTS.greeting",
        "inspection.speech.FAREWELLS.LATER",
        "inspection.writing.TEXTS.check",
        "inspection.welcome.TEXTS.rules",
        "inspection.wording.VERIFY",
        "inspection.summary_words.NEXT.COACHED",
        "inspection.summary_words.ATTEMPTS.voice ask",
        "inspection.questions.VILLAGER.questions.seen.label",
        "inspection.questions.VILLAGER.questions.seen.choices.2.label",
        "inspection.questions.OFFICIAL.questions.task.label",
    ):
        assert where in found


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        ({"zh": "{n}户", "en": "{n} households"}, None),
        ({"zh": "{n}户"}, r"has the languages ['zh']; expected ['en', 'zh']"),
        ({"zh": "户", "en": "house", "bo": "x"}, "has the languages"),
        ({"zh": "{n}户", "en": "{m} households"}, "en ['m']"),
        ({"zh": "{n}户", "en": "households"}, "en []"),
        ({"zh": "户", "en": " "}, "says nothing in en"),
    ],
)
def test_a_wrong_text_is_noticed_and_a_right_one_is_not(
    labels: Labels, complaint: str | None
) -> None:
    planted = Question(
        name="q",
        kind="select_one",
        label={"zh": "问", "en": "ask"},
        choices=(Choice(name="c", label=labels),),
    )
    found = [line for where, one in texts("planted", planted) for line in complaints(where, one)]
    if complaint is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].startswith("planted.choices.0.label")
        assert complaint in found[0]


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_of_finding_has_a_headline_and_a_next_step(kind: FindingKind) -> None:
    assert kind in summary_words.KINDS
    assert kind in summary_words.NEXT


def test_every_kind_of_try_has_words() -> None:
    assert set(summary_words.ATTEMPTS) == {"chat ask", "chat remind", "voice ask"}


def test_a_text_is_filled_in_the_language_of_the_person_or_in_all() -> None:
    labels = {"zh": "{n}户", "en": "{n} households"}
    assert worded(labels, "zh", {"n": "2"}) == "2户"
    assert worded(labels, "en", {"n": "2", "unused": "x"}) == "2 households"
    assert worded(labels, EVERY, {"n": "2"}) == "2户\n2 households"


def test_a_missing_language_or_fact_is_an_error_and_never_a_gap() -> None:
    labels = {"zh": "{n}户", "en": "{n} households"}
    with pytest.raises(ValueError, match=r"no text in language 'bo'; expected one of \['en', 'zh'"):
        worded(labels, "bo", {"n": "2"})
    with pytest.raises(ValueError, match=r"needs 'n'; the facts are \['m'\]"):
        worded(labels, "en", {"m": "2"})


def test_what_people_wrote_is_filled_in_as_it_is() -> None:
    assert worded({"zh": "{name}", "en": "{name}"}, "en", {"name": "{n} {0}"}) == "{n} {0}"


def test_how_to_verify_us_is_said_only_where_there_is_a_number() -> None:
    assert with_public_number("你好", "zh", "") == "你好"
    told = with_public_number("Hello", "en", "+8610123456")
    assert told == "Hello\nTo verify who we are, dial +8610123456."
