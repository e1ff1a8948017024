"""An interview as our engine conducts it, behind the same plain values."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from inspection.questionnaire import engine, submission
from inspection.questionnaire.form import Form
from inspection.questionnaire.prompt import Invalid, Prompt, Said
from inspection.questionnaire.running import Running
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State
from tests.oracle.evaluation import Worthy, by_us
from tests.oracle.sight import Choice, Leaves, Outcome, Sight, Texts, Verdict
from tests.oracle.submission import leaves_of

_OK = Outcome(verdict="ok", said={})


class Ours:
    """One interview, on its first question; moves on when an answer is accepted.

    Between steps its state is JSON, as it is between two messages of a conversation.
    """

    def __init__(self, form: Form, now: datetime, prefill: Mapping[str, str] | None = None) -> None:
        self._form = form
        self._world = World(now=now)
        self._state = engine.start(form, self._world, seed="a seed", prefill=prefill)
        self._closing: Outcome | None = _OK if self._state.ended else None

    @property
    def at_end(self) -> bool:
        return self._closing is not None

    def worth(self, at: str) -> Worthy:
        """Evaluates expressions that stand at the leaf `at`, in this interview as it is now."""
        return by_us(self._form, Running(self._form, self._state, self._world).scene, at)

    def sight(self) -> Sight:
        prompt = self._prompt(self._form.languages[0])
        kind = prompt.question.kind
        return Sight(
            path=self._form.tree.nodes[prompt.question.node].path,
            kind="text" if kind == "note" else kind,
            required=prompt.required,
            read_only=prompt.read_only,
            texts={name: _texts(self._prompt(name)) for name in self._form.languages},
        )

    def answer(self, text: str) -> Outcome:
        return self._take(lambda state: engine.step(self._form, state, text, self._world))

    def keep(self) -> Outcome:
        return self._take(lambda state: engine.keep(self._form, state, self._world))

    def back(self) -> None:
        self._state, _ = engine.back(self._form, self._stored(), self._world)

    def check(self) -> Outcome:
        """The engine checks by itself when the last question was answered."""
        closing, self._closing = self._closing, None
        assert closing is not None, "asked to close in the middle"
        return closing

    def finish(self) -> None:
        assert self._state.ended, "everything is in order, and the dialogue goes on"

    def leaves(self) -> Leaves:
        return leaves_of(submission.submission(self._form, self._state, "uuid:none").decode())

    def _take(self, step: Callable[[State], tuple[State, Said]]) -> Outcome:
        before = self._stored()
        self._state, said = step(before)
        if not isinstance(said, Invalid):
            self._closing = _OK if self._state.ended else None
            return _OK
        outcome = Outcome(
            verdict=_verdict(said),
            said={
                language: _message(step(engine.speaking(self._form, before, language)))
                for language in self._form.languages
            },
        )
        if self._state.mistakes:
            return outcome
        self._closing = outcome
        return _OK

    def _stored(self) -> State:
        stored = json.dumps(self._state.as_json(self._form))
        zone = self._world.now.tzinfo
        assert zone is not None, "the world's time is aware"
        return State.from_json(self._form, json.loads(stored), zone)

    def _prompt(self, language: str) -> Prompt:
        state = engine.speaking(self._form, self._state, language)
        prompt = engine.current(self._form, state, self._world)
        assert isinstance(prompt, Prompt), "asked for a question behind the last"
        return prompt


def _verdict(said: Invalid) -> Verdict:
    if said.why == "no answer":
        raise AssertionError(f"no answer to {said.prompt.question.name}; expected {said.wanted}")
    return "required" if said.why == "required" else "violated"


def _message(stepped: tuple[State, Said]) -> str:
    _, said = stepped
    assert isinstance(said, Invalid), "refused in one language, accepted in another"
    return said.message


def _texts(prompt: Prompt) -> Texts:
    return Texts(
        headings=prompt.headings,
        label=prompt.label,
        hint=prompt.hint,
        audio=prompt.audio,
        image=prompt.question.label.played(prompt.language, "image"),
        choices=tuple(
            Choice(name=choice.name, label=choice.label, audio=choice.audio)
            for choice in prompt.choices
        ),
    )
