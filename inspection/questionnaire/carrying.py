"""A form on a channel: what is only shown goes along with the next question, and what the channel
cannot ask is passed over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from inspection.questionnaire import engine
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Channel, Code, Problem
from inspection.questionnaire.prompt import Complete, Invalid, Prompt, Said
from inspection.questionnaire.question import Kind, Question
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State

UNASKABLE: Mapping[Channel, frozenset[Kind]] = {
    "chat": frozenset(),
    "sms": frozenset({"geopoint", "image", "audio"}),
    "voice": frozenset({"geopoint", "image"}),
}
RECORDED: frozenset[Kind] = frozenset({"text", "audio"})
"""Answered on the telephone by speaking."""
MOST_MISTAKES = 2
"""Re-prompts of a question on the telephone."""
MOST_CHOICES = 99
"""Of a question on the telephone: two digits."""
_MOST_BUTTONS = 90
"""Of a message; a messenger takes a hundred, and some are ours."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is to be put to somebody now."""

    state: State
    shown: tuple[Prompt, ...]
    """Without an answer, before the question."""
    said: Said


def carried(
    form: Form,
    state: State,
    said: Said,
    world: World,
    channel: Channel,
    *,
    answered: Collection[str] = (),
    without: Collection[Kind] = (),
) -> Turn:
    """On to something that `channel` can ask, or to the end. On the telephone a question is left
    after some re-prompts, so that no call goes on for ever. What was `answered` before is kept and
    not asked again; kinds in `without` are passed over like those that the channel cannot ask."""
    shown: list[Prompt] = []
    if channel == "voice" and isinstance(said, Invalid) and said.prompt.mistakes > MOST_MISTAKES:
        state, said = engine.pass_over(form, state, world)
    while isinstance(said, Prompt):
        if said.read_only:
            shown.append(said)
            state, said = engine.step(form, state, "", world)
        elif said.question.name in answered and said.answer:
            state, said = engine.keep(form, state, world)
        elif said.question.kind in without or objection(form, said.question, channel):
            state, said = engine.pass_over(form, state, world)
        else:
            break
    return Turn(state=state, shown=tuple(shown), said=said)


def objection(form: Form, question: Question, channel: Channel) -> str:
    """Why `channel` cannot ask it; "" if it can."""
    if question.kind in UNASKABLE[channel]:
        return f"a question of type {question.kind} cannot be asked by {_BY[channel]}"
    bind = form.binds.get(question.node)
    if channel == "voice" and question.kind == "text" and bind and bind.constraint is not None:
        return "what is said is recorded, and a recording cannot be held to the constraint"
    if channel == "voice" and question.range is not None and question.range.start < 0:
        return "a number below nothing cannot be keyed"
    return ""


def channel_check(form: Form, channel: Channel) -> tuple[Problem, ...]:
    """What `channel` cannot ask, and what it asks in another way. A question that needs an answer
    and cannot be asked leaves the form incomplete there."""
    found: list[Problem] = []
    for question in form.questions:
        why = objection(form, question, channel)
        if why:
            remedy = "it is left blank there; ask it on another channel"
            found.append(_notice(question, channel, why, remedy))
        elif channel == "voice" and question.kind in RECORDED:
            why = "the answer is a recording: expressions see its name, not its words"
            found.append(_notice(question, channel, why, "nothing, if that is meant"))
        elif _too_many(form, question, channel):
            why = f"it has more choices than {_BY[channel]} can offer"
            found.append(_notice(question, channel, why, "divide it into two questions"))
    return tuple(found)


def kind_of_answer(form: Form, question: Question, channel: Channel) -> str:
    """How it is answered there, in a word: buttons, keys, recording, words, ..., or not at all."""
    if objection(form, question, channel):
        return "not asked"
    if question.kind == "note":
        return "shown"
    if channel == "voice":
        return "recording" if question.kind in RECORDED else "keys"
    if channel == "sms":
        return "words" if question.kind == "text" else "text"
    if question.kind in ("select_one", "select_multiple", "acknowledge"):
        return "buttons"
    return {"geopoint": "location", "image": "photo", "audio": "voice"}.get(question.kind, "words")


def open_prompt(said: Said) -> Prompt | None:
    """The question that waits; None at the end."""
    match said:
        case Complete():
            return None
        case Invalid():
            return said.prompt
        case Prompt():
            return said


def _too_many(form: Form, question: Question, channel: Channel) -> bool:
    if question.choices is None:
        return False
    top = form.lists[question.choices.list_name]
    most = {"voice": MOST_CHOICES, "chat": _MOST_BUTTONS, "sms": MOST_CHOICES}[channel]
    return len(top.children) > most and not question.choices.triggers


_BY: Mapping[Channel, str] = {"chat": "chat", "sms": "text message", "voice": "telephone"}


def _notice(question: Question, channel: Channel, message: str, remedy: str) -> Problem:
    return Problem(
        code=Code.CHANNEL,
        message=message,
        remedy=remedy,
        name=question.name,
        channel=channel,
        grave=False,
    )
