"""The form engine: which question comes next, and what an answer does.

A form is data; a dialogue's state is JSON, so it survives restarts and may move from one channel
to another midway. `start` opens a dialogue, `step` takes one input and says what to ask next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from inspection.phrase import Phrase

Kind = Literal["select_one", "text", "note"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    name: str
    label: Phrase


@dataclass(frozen=True, kw_only=True)
class Question:
    name: str
    kind: Kind
    label: Phrase
    choices: tuple[Choice, ...] = ()
    stops: Mapping[str, str] = field(default_factory=dict)
    """Answer -> disposition with which the dialogue ends at once."""
    only_if: tuple[str, frozenset[str]] | None = None
    """(question, answers): asked only if that question was answered so."""
    needed: str = ""
    """Disposition with which the dialogue ends if this is passed over; "" lets it go on. Without
    it, silence after "may we ask you?" would be taken for a yes."""
    shuffled: bool = False
    """Whether the order of the choices (and so the keys) is drawn anew for each contact."""

    def choice(self, name: str) -> Choice:
        return next(choice for choice in self.choices if choice.name == name)


@dataclass(frozen=True, kw_only=True)
class Form:
    name: str
    version: int
    questions: Mapping[str, Question]


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """Where one dialogue stands. `order` and `keys` were drawn when the contact was planned."""

    form: str
    order: tuple[str, ...]
    keys: Mapping[str, tuple[str, ...]]
    """Question -> names of its choices; the choice on key n stands at n - 1."""
    answers: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    """Questions that the channel could not ask or that the person passed over."""
    mistakes: int = 0
    """Wrong or missing inputs to the present question."""
    ended: str = ""
    """Disposition, once the dialogue is over."""

    def as_json(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "order": list(self.order),
            "keys": {name: list(choices) for name, choices in self.keys.items()},
            "answers": dict(self.answers),
            "skipped": list(self.skipped),
            "mistakes": self.mistakes,
            "ended": self.ended,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Dialogue":
        return cls(
            form=stored["form"],
            order=tuple(stored["order"]),
            keys={name: tuple(choices) for name, choices in stored["keys"].items()},
            answers=dict(stored["answers"]),
            skipped=tuple(stored["skipped"]),
            mistakes=stored["mistakes"],
            ended=stored["ended"],
        )


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """Ask `question`; choice n of `choices` (counted from 1) is key or button n."""

    question: Question
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Invalid:
    """The input was no answer; ask again, and after it at most `attempts_left` times more."""

    prompt: Prompt
    attempts_left: int


@dataclass(frozen=True, kw_only=True)
class Complete:
    disposition: str


Said = Prompt | Invalid | Complete

COMPLETE = "COMPLETE"
MOST_MISTAKES = 2
"""Re-prompts a question; then it is passed over, so no dialogue loops for ever."""

Input = str
"""A choice's name, a text, or "" for silence. Keys are turned into names by `pressed`."""


def start(form: Form, order: tuple[str, ...], keys: Mapping[str, tuple[str, ...]]) -> Dialogue:
    """Opens a dialogue that asks `order`; a question without `keys` keeps the form's order.

    Raises ValueError if a question is not in the form or its keys are not its choices.
    """
    drawn: dict[str, tuple[str, ...]] = {}
    for name in order:
        if name not in form.questions:
            raise ValueError(f"form {form.name} has no question {name!r}")
        names = tuple(choice.name for choice in form.questions[name].choices)
        drawn[name] = tuple(keys.get(name, names))
        if sorted(drawn[name]) != sorted(names):
            raise ValueError(f"the keys of {name!r} are not its choices: {drawn[name]}")
    return Dialogue(form=form.name, order=tuple(order), keys=drawn)


def current(form: Form, dialogue: Dialogue, *, askable: frozenset[str]) -> Prompt | Complete:
    """What to ask now. `askable` are the kinds of question that the channel can put."""
    if dialogue.ended:
        return Complete(disposition=dialogue.ended)
    for name in dialogue.order:
        question = form.questions[name]
        if name in dialogue.answers or name in dialogue.skipped:
            continue
        if question.kind not in askable or not _relevant(question, dialogue):
            continue
        return Prompt(
            question=question,
            choices=tuple(question.choice(choice) for choice in dialogue.keys[name]),
        )
    return Complete(disposition=COMPLETE)


def step(
    form: Form, dialogue: Dialogue, said: Input, *, askable: frozenset[str]
) -> tuple[Dialogue, Said]:
    """Takes one input to the present question and returns the new state and what comes next."""
    asked = current(form, dialogue, askable=askable)
    if isinstance(asked, Complete):
        return replace(dialogue, ended=asked.disposition), asked
    question = asked.question
    if not _fits(question, said):
        if dialogue.mistakes < MOST_MISTAKES:
            wrong = replace(dialogue, mistakes=dialogue.mistakes + 1)
            left = MOST_MISTAKES - wrong.mistakes
            return wrong, Invalid(prompt=asked, attempts_left=left)
        passed = replace(dialogue, skipped=(*dialogue.skipped, question.name), mistakes=0)
        if question.needed:
            passed = replace(passed, ended=question.needed)
        return _settle(form, passed, askable)
    answered = replace(
        dialogue, answers={**dialogue.answers, question.name: said.strip()}, mistakes=0
    )
    if said in question.stops:
        return replace(answered, ended=question.stops[said]), Complete(
            disposition=question.stops[said]
        )
    return _settle(form, answered, askable)


DONT_KNOW = "dont_know"
_DONT_KNOW_KEY = "8"


def keyed(prompt: Prompt) -> tuple[tuple[str, Choice], ...]:
    """(key, choice) pairs: 1, 2, ... in the drawn order; "I don't know" is always 8."""
    others = [choice for choice in prompt.choices if choice.name != DONT_KNOW]
    keys = [(str(number), choice) for number, choice in enumerate(others, start=1)]
    keys += [(_DONT_KNOW_KEY, choice) for choice in prompt.choices if choice.name == DONT_KNOW]
    return tuple(keys)


def pressed(prompt: Prompt, digits: str) -> Input:
    """The choice on key `digits`, or "" when there is none: a wrong key is never guessed."""
    return next((choice.name for key, choice in keyed(prompt) if key == digits), "")


def _settle(form: Form, dialogue: Dialogue, askable: frozenset[str]) -> tuple[Dialogue, Said]:
    following = current(form, dialogue, askable=askable)
    if isinstance(following, Complete):
        return replace(dialogue, ended=following.disposition), following
    return dialogue, following


def _relevant(question: Question, dialogue: Dialogue) -> bool:
    if question.only_if is None:
        return True
    name, answers = question.only_if
    return dialogue.answers.get(name) in answers


def _fits(question: Question, said: Input) -> bool:
    if question.kind == "select_one":
        return any(choice.name == said for choice in question.choices)
    return bool(said.strip())
