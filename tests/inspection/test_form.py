import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.form import (
    COMPLETE,
    DONT_KNOW,
    MOST_MISTAKES,
    Choice,
    Complete,
    Dialogue,
    Form,
    Invalid,
    Prompt,
    Question,
    current,
    keyed,
    pressed,
    start,
    step,
)
from inspection.phrase import as_it_is
from inspection.questions import FORMS, OFFICIAL, VILLAGER
from tests.inspection.contacts import dialogue

KEYPAD = frozenset({"select_one"})
CHAT = frozenset({"select_one", "text"})
HOUSEHOLD = dialogue("household")
CHECK = dialogue("official")


def answered(form: Form, state: Dialogue, *said: str, by: frozenset[str] = KEYPAD) -> Dialogue:
    for one in said:
        state, _ = step(form, state, one, askable=by)
    return state


def asked(form: Form, state: Dialogue, by: frozenset[str] = KEYPAD) -> Prompt:
    prompt = current(form, state, askable=by)
    assert isinstance(prompt, Prompt)
    return prompt


def tiny(*questions: Question) -> Form:
    return Form(name="tiny", version=1, questions={one.name: one for one in questions})


def question(name: str, *choices: str) -> Question:
    labels = as_it_is(name)
    return Question(
        name=name,
        kind="select_one",
        label=labels,
        choices=tuple(Choice(name=one, label=labels) for one in choices),
    )


def test_questions_come_in_their_drawn_order_and_the_end_is_complete() -> None:
    state = HOUSEHOLD
    for name in HOUSEHOLD.order[:-1]:
        prompt = asked(VILLAGER, state)
        assert prompt.question.name == name
        yes = "yes" if any(c.name == "yes" for c in prompt.choices) else prompt.choices[0].name
        state = answered(VILLAGER, state, yes)
    last = asked(VILLAGER, state)
    state, end = step(VILLAGER, state, last.choices[0].name, askable=KEYPAD)
    assert end == Complete(disposition=COMPLETE)
    assert tuple(state.answers) == HOUSEHOLD.order


def test_a_wrong_key_is_asked_again_twice_then_the_question_is_passed_over() -> None:
    state = answered(VILLAGER, HOUSEHOLD, "zh", "yes", "yes")
    first = asked(VILLAGER, state)
    for left in (1, 0):
        state, said = step(VILLAGER, state, "", askable=KEYPAD)
        assert said == Invalid(prompt=first, attempts_left=left)
    state, said = step(VILLAGER, state, "", askable=KEYPAD)
    assert isinstance(said, Prompt)
    assert said.question.name == HOUSEHOLD.order[4]
    assert state.skipped == (first.question.name,)
    assert first.question.name not in state.answers


def test_a_right_key_after_wrong_ones_counts_and_the_next_question_has_all_its_chances() -> None:
    state = answered(VILLAGER, HOUSEHOLD, "", "", "zh")
    assert state.answers == {"language": "zh"}
    _, said = step(VILLAGER, state, "", askable=KEYPAD)
    assert isinstance(said, Invalid)
    assert said.attempts_left == MOST_MISTAKES - 1


def test_silence_at_consent_ends_silent_and_is_never_a_yes() -> None:
    state = answered(VILLAGER, HOUSEHOLD, "zh")
    silent, said = step(VILLAGER, answered(VILLAGER, state, "", ""), "", askable=KEYPAD)
    assert said == Complete(disposition="SILENT")
    assert "consent" not in silent.answers
    _, said = step(VILLAGER, answered(VILLAGER, state, "", ""), "yes", askable=KEYPAD)
    assert isinstance(said, Prompt)
    assert said.question.name == "household"


@pytest.mark.parametrize(
    ("keys", "disposition"),
    [
        (("zh", "refuse"), "REFUSED"),
        (("zh", "later"), "LATER"),
        (("zh", "yes", "no"), "WRONG_PERSON"),
        (("zh", "yes", "moved"), "MOVED"),
        (("zh", "yes", "", "", ""), "SILENT"),
    ],
)
def test_some_answers_end_the_call_and_nothing_more_is_asked(
    keys: tuple[str, ...], disposition: str
) -> None:
    state = answered(VILLAGER, HOUSEHOLD, *keys)
    assert state.ended == disposition
    assert current(VILLAGER, state, askable=KEYPAD) == Complete(disposition=disposition)
    after, said = step(VILLAGER, state, "yes", askable=KEYPAD)
    assert after == state
    assert said == Complete(disposition=disposition)


def test_a_question_that_the_channel_cannot_put_waits_for_one_that_can() -> None:
    state, said = step(OFFICIAL, CHECK, "village", askable=KEYPAD)
    assert said == Complete(disposition=COMPLETE)
    state, said = step(OFFICIAL, CHECK, "village", askable=CHAT)
    assert isinstance(said, Prompt)
    assert said.question.kind == "text"
    assert state.ended == ""


@pytest.mark.parametrize(
    ("where", "second"),
    [
        ("village", CHECK.order[1]),
        ("trip", "trip_detail"),
        ("leave", "leave_detail"),
        ("rest", "rest_detail"),
        ("emergency", "emergency_detail"),
    ],
)
def test_the_second_question_fits_the_first_answer_and_is_the_last(where: str, second: str) -> None:
    state, said = step(OFFICIAL, CHECK, where, askable=CHAT)
    assert isinstance(said, Prompt)
    assert said.question.name == second
    state, said = step(OFFICIAL, state, " 修水渠 ", askable=CHAT)
    assert said == Complete(disposition=COMPLETE)
    assert state.answers == {"whereabouts": where, second: "修水渠"}


def test_blank_words_are_no_answer() -> None:
    state = answered(OFFICIAL, CHECK, "village", by=CHAT)
    _, said = step(OFFICIAL, state, " \n", askable=CHAT)
    assert isinstance(said, Invalid)


def test_a_wrong_key_is_never_guessed() -> None:
    prompt = Prompt(question=question("q", "a", "b"), choices=question("q", "a", "b").choices)
    assert pressed(prompt, "1") == "a"
    assert pressed(prompt, "2") == "b"
    for wrong in ("", "0", "3", "7", "8", "9", "*", "#", "11", "12", "1 ", "１", "a"):
        assert pressed(prompt, wrong) == ""


def test_i_dont_know_is_always_on_key_8_wherever_it_was_written() -> None:
    for names in (("dont_know", "a", "b"), ("a", "dont_know", "b"), ("a", "b", "dont_know")):
        prompt = Prompt(question=question("q", *names), choices=question("q", *names).choices)
        assert [(key, choice.name) for key, choice in keyed(prompt)] == [
            ("1", "a"),
            ("2", "b"),
            ("8", DONT_KNOW),
        ]


def test_keys_follow_the_drawn_order_and_without_one_the_forms_own() -> None:
    form = tiny(question("q", "a", "b", "c"))
    drawn = start(form, ("q",), {"q": ("c", "a", "b")})
    assert pressed(asked(form, drawn), "1") == "c"
    assert pressed(asked(form, start(form, ("q",), {})), "1") == "a"


@pytest.mark.parametrize("keys", [("a",), ("a", "a"), ("a", "b", "c")])
def test_keys_that_are_not_the_choices_are_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="the keys of 'q' are not its choices"):
        start(tiny(question("q", "a", "b")), ("q",), {"q": keys})


def test_a_question_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="form tiny has no question 'r'"):
        start(tiny(question("q", "a")), ("q", "r"), {})


CHOICES = {c.name for form in FORMS.values() for q in form.questions.values() for c in q.choices}
INPUTS = st.sampled_from(["", " ", "nonsense", *sorted(CHOICES)])


@given(
    kind=st.sampled_from(["official", "household"]),
    by=st.sampled_from([KEYPAD, CHAT]),
    data=st.data(),
)
def test_whatever_is_said_the_dialogue_ends_and_survives_storage_at_every_step(
    kind: str, by: frozenset[str], data: st.DataObject
) -> None:
    state = CHECK if kind == "official" else HOUSEHOLD
    form = FORMS[state.form]
    for _ in range((MOST_MISTAKES + 1) * len(state.order)):
        said = data.draw(INPUTS)
        prompt = current(form, state, askable=by)
        stored = Dialogue.from_json(json.loads(json.dumps(state.as_json())))
        assert stored == state
        state, result = step(form, stored, said, askable=by)
        if isinstance(result, Complete):
            break
        assert state.mistakes <= MOST_MISTAKES
    assert state.ended
    assert isinstance(prompt, Prompt)
    for name, answer in state.answers.items():
        asked_for = form.questions[name]
        assert asked_for.kind == "text" or answer in {c.name for c in asked_for.choices}
    assert not set(state.answers) & set(state.skipped)


@given(changes=st.lists(st.tuples(INPUTS, st.sampled_from([KEYPAD, CHAT])), max_size=60))
def test_moving_between_channels_midway_loses_no_answer(
    changes: list[tuple[str, frozenset[str]]],
) -> None:
    state = CHECK
    for said, by in changes:
        before = state.answers
        state, _ = step(OFFICIAL, state, said, askable=by)
        assert before.items() <= state.answers.items()
