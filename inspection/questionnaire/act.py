"""What somebody did, whatever the channel it came through, and what becomes of it."""

from dataclasses import dataclass, replace

from inspection.questionnaire import engine
from inspection.questionnaire.asking import WANTED
from inspection.questionnaire.form import Form
from inspection.questionnaire.prompt import Complete, Invalid, Said
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State


@dataclass(frozen=True, slots=True)
class Answered:
    """`said` in the written form of an answer; "" leaves it out."""

    said: str


@dataclass(frozen=True, slots=True)
class Ticked:
    """One of several choices ticked, or its tick taken off again."""

    choice: str


@dataclass(frozen=True, slots=True)
class TickedOff:
    """No more choices: those that are ticked are the answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer that stands there already."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """To the question before."""


@dataclass(frozen=True, slots=True)
class WantsAgain:
    """The question once more."""


@dataclass(frozen=True, slots=True)
class WantsPerson:
    """To speak to somebody; whoever asks the form hands it on."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """No more questions; whoever asks the form decides how it ends."""


@dataclass(frozen=True, slots=True)
class Mistaken:
    """Nothing that could be read here."""


Act = (
    Answered | Ticked | TickedOff | Kept | WentBack | WantsAgain | WantsPerson | Stopped | Mistaken
)


def done(form: Form, state: State, act: Act, world: World) -> tuple[State, Said]:
    """The next state and what is said; a wish for a person or for the end changes nothing here."""
    match act:
        case Answered(said):
            return engine.step(form, state, said, world)
        case Ticked(choice):
            ticked = engine.tick(state, choice)
            return ticked, engine.current(form, ticked, world)
        case TickedOff():
            return _ticked_off(form, state, world)
        case Kept():
            return engine.keep(form, state, world)
        case WentBack():
            return engine.back(form, state, world)
        case Mistaken():
            return _mistaken(form, state, world)
        case WantsAgain() | WantsPerson() | Stopped():
            return state, engine.current(form, state, world)


def _ticked_off(form: Form, state: State, world: World) -> tuple[State, Said]:
    """In the order of the choices, so that the order of the ticks does not matter."""
    prompt = engine.current(form, state, world)
    if isinstance(prompt, Complete):
        return state, prompt
    names = [choice.name for choice in prompt.choices if choice.name in state.pending]
    return engine.step(form, state, " ".join(names), world)


def _mistaken(form: Form, state: State, world: World) -> tuple[State, Said]:
    if state.ended:
        return state, Complete(disposition=state.ended)
    wrong = replace(state, mistakes=state.mistakes + 1)
    prompt = engine.current(form, wrong, world)
    assert not isinstance(prompt, Complete), "a dialogue that has not ended has an open question"
    return wrong, Invalid(prompt=prompt, why="no answer", wanted=WANTED[prompt.question.kind])
