"""Texts in the person's language; that none is missing is guarded in tests/languages."""

from functools import partial

import pytest

from inspection import summary_words
from inspection.amount import checks, percent, span, working_days
from inspection.finding import FindingKind
from inspection.phrase import as_it_is, counted, phrase
from inspection.wording import EVERY, LANGUAGES, in_a_row, own_name, with_public_number, worded

WAITS = counted("amount", "{n} working day", "{n} working days")
ASKED = phrase("summary", "Household {number} (number {rank} in the drawn order of {n}): {outcome}")


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_of_finding_has_a_headline_and_a_next_step(kind: FindingKind) -> None:
    assert kind in summary_words.KINDS
    assert kind in summary_words.NEXT


def test_every_kind_of_try_has_words() -> None:
    assert set(summary_words.ATTEMPTS) == {
        "chat ask",
        "chat remind",
        "sms ask",
        "sms remind",
        "voice ask",
    }


def test_a_text_is_filled_in_the_language_of_the_person_or_in_all() -> None:
    assert LANGUAGES == ("zh", "en")
    assert worded(WAITS, "zh", {"n": "2"}) == "2个工作日"
    assert worded(WAITS, "en", {"n": "2", "unused": "x"}) == "2 working days"
    assert worded(WAITS, EVERY, {"n": "2"}) == "2个工作日\n2 working days"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 working days"), (1, "1 working day"), (5, "5 working days")]
)
def test_a_number_decides_the_form(number: int, said: str) -> None:
    assert working_days(number, "en") == said
    assert working_days(number, "zh") == f"{number}个工作日"


def test_a_missing_language_or_fact_is_an_error_and_never_a_gap() -> None:
    with pytest.raises(ValueError, match=r"no text in language 'bo'; expected one of \['zh', 'en'"):
        worded(WAITS, "bo", {"n": "2"})
    with pytest.raises(ValueError, match=r"needs 'n'; the facts are \['m'\]"):
        worded(WAITS, "en", {"m": "2"})
    with pytest.raises(ValueError, match=r"needs 'number'; the facts are \['m'\]"):
        worded(ASKED, "en", {"m": "2"})


def test_what_no_catalogue_holds_is_said_in_english() -> None:
    assert worded(phrase("nowhere", "Unheard of {n}"), "zh", {"n": "2"}) == "Unheard of 2"
    houses = counted("nowhere", "{n} house", "{n} houses")
    assert [worded(houses, "zh", {"n": n}) for n in ("1", "2")] == ["1 house", "2 houses"]


def test_what_people_wrote_is_filled_in_as_it_is() -> None:
    named = phrase("nowhere", "{name}")
    assert worded(named, "en", {"name": "{n} {0}"}) == "{n} {0}"
    assert worded(as_it_is("{n} 尚德"), "zh", {}) == "{n} 尚德"


def test_a_fact_that_depends_on_the_language_is_asked_for_it() -> None:
    most = phrase("nowhere", "at most {checks}")
    told = worded(most, EVERY, {"checks": partial(checks, 2)})
    assert told == "at most 2次\nat most 2 checks"


def test_amounts_are_written_as_each_language_writes_them() -> None:
    assert (span(90, "en"), span(60, "en"), span(240, "zh")) == ("90 minutes", "1 hour", "4小时")
    assert (percent(0.015873, "en"), percent(1, "zh")) == ("1.59 %", "100.00%")


def test_a_language_is_called_what_its_speakers_call_it() -> None:
    for language in LANGUAGES:
        assert worded(own_name("zh"), language, {}) == "普通话"
        assert worded(own_name("en"), language, {}) == "English"


def test_sentences_stand_in_a_row_with_a_space_where_the_language_has_one() -> None:
    assert in_a_row("en", "One.", "Two.", "Three.") == "One. Two. Three."
    assert in_a_row("zh", "一。", "二。") == "一。二。"


def test_how_to_verify_us_is_said_only_where_there_is_a_number() -> None:
    assert with_public_number("你好", "zh", "") == "你好"
    told = with_public_number("Hello", "en", "+8610123456")
    assert told == "Hello\nTo verify who we are, dial +8610123456."
