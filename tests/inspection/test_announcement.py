from datetime import date

import pytest

from inspection import announcement
from inspection.announcement import NAMES, TOLD, Change, changes, letter
from inspection.policy import Policy, values_of
from inspection.rulebook import RULES
from inspection.wording import LANGUAGES


def test_every_rule_that_is_told_has_a_name() -> None:
    assert set(NAMES) == set(TOLD)
    assert {key for key in RULES if key.startswith("official.")} <= set(TOLD)


def test_only_rules_that_are_told_count_as_a_change() -> None:
    before = values_of(Policy.of({}))
    assert changes(before, Policy.of({"draw.rate_milli": "2500", "household.calls": "1"})) == ()
    assert changes(before, Policy.of({"official.contacts_a_month": "3"})) == (
        Change(key="official.contacts_a_month", old="2", new="3"),
    )


def test_a_rule_younger_than_what_was_told_counts_as_its_default() -> None:
    before = {key: v for key, v in values_of(Policy.of({})).items() if "month" not in key}
    assert changes(before, Policy.of({})) == ()
    assert len(changes(before, Policy.of({"official.contacts_a_month": "1"}))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("since", [None, date(2026, 3, 2)])
def test_all_rules_at_once_fit_one_message(language: str, since: date | None) -> None:
    every = tuple(Change(key=key, old="480", new="08:00-12:00,14:00-18:00") for key in TOLD)
    changed = tuple(c for c in every if not c.key.endswith("_minutes"))
    told = letter(language, changed, version="0" * 12, since=since, public_number="+8687112345")
    assert len(told.text) < 4096
    assert "{" not in told.text


def test_an_empty_value_is_said_in_words() -> None:
    assert announcement.in_words("public_number", "", "en") == "none"
    assert announcement.in_words("official.answer_minutes", "90", "zh") == "90分钟"
