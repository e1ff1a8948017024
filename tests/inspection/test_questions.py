import re

import pytest

from inspection.catalogue import translated
from inspection.form import DONT_KNOW, Question
from inspection.questions import (
    FORMS,
    OFFICIAL,
    OFFICIAL_DRAWN,
    OFFICIAL_ELSEWHERE,
    SEEN,
    VILLAGER,
    VILLAGER_ALWAYS,
    VILLAGER_DRAWN,
    VILLAGER_KEYED,
    VILLAGER_OPENING,
    VILLAGER_OUTSIDE,
    WHEREABOUTS,
)
from inspection.wording import LANGUAGES

EVERY = [question for form in FORMS.values() for question in form.questions.values()]
KEYED = list(VILLAGER.questions.values())


def test_every_question_of_a_form_can_be_asked_and_none_twice() -> None:
    villager = (*VILLAGER_OPENING, *VILLAGER_ALWAYS, *VILLAGER_DRAWN)
    assert sorted(villager) == sorted(VILLAGER.questions)
    official = ("whereabouts", *OFFICIAL_DRAWN, *OFFICIAL_ELSEWHERE)
    assert sorted(official) == sorted(OFFICIAL.questions)


def test_a_household_outside_the_programme_is_asked_what_concerns_the_whole_village() -> None:
    assert set(VILLAGER_OUTSIDE) < set(VILLAGER_DRAWN)
    assert "helper" not in VILLAGER_OUTSIDE
    assert len(VILLAGER_ALWAYS) + len(VILLAGER_OUTSIDE) >= VILLAGER_KEYED


@pytest.mark.parametrize("question", KEYED, ids=lambda question: question.name)
def test_no_question_needs_more_keys_than_the_keypad_leaves(question: Question) -> None:
    """0, 7 and 9 always have their own meaning, 8 is "I don't know"."""
    assert question.kind == "select_one"
    others = [choice for choice in question.choices if choice.name != DONT_KNOW]
    assert 2 <= len(others) <= 6


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_choices_have_names_of_their_own_and_a_button_can_carry_them(question: Question) -> None:
    names = [choice.name for choice in question.choices]
    assert len(set(names)) == len(names)
    for name in (question.name, *names):
        assert re.fullmatch(r"[a-z_]{1,20}", name)
    assert set(question.stops) <= set(names)


def test_only_answers_that_stop_a_call_and_silence_before_consent_end_it_early() -> None:
    assert {q.name for q in EVERY if q.stops} == {"consent", "household"}
    assert {q.name for q in EVERY if q.needed} == {"consent", "household", "whereabouts"}


def test_the_opening_keeps_its_keys_and_every_other_key_is_drawn() -> None:
    for question in KEYED:
        assert question.shuffled == (question.name not in VILLAGER_OPENING)


def test_both_kinds_of_people_are_asked_about_the_same_days() -> None:
    assert all("{days}" in translated(SEEN.label, one, 1) for one in LANGUAGES)
    assert {c.name for c in SEEN.choices} == {"yes", "no", "away", DONT_KNOW}


def test_each_place_where_an_official_may_be_leads_to_a_second_question() -> None:
    for choice in WHEREABOUTS.choices:
        follow = [
            question
            for question in OFFICIAL.questions.values()
            if question.only_if is not None and choice.name in question.only_if[1]
        ]
        assert len(follow) == (3 if choice.name == "village" else 1)
        assert all(question.kind == "text" for question in follow)


def test_nobody_is_asked_for_the_numbers_of_papers_or_accounts() -> None:
    for question in EVERY:
        for text in (translated(question.label, one, 1) for one in LANGUAGES):
            asks = re.sub(r"（不写身份证号）|\(no ID numbers\)", "", text)
            assert not re.search(r"身份证|银行|\bID\b|account|password", asks)
