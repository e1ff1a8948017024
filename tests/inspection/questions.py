"""The programme's own questions, one at a time: `asked("seen", "en")` is that question, open."""

from collections.abc import Mapping
from datetime import UTC, datetime

from inspection.chat import Letter
from inspection.dialogue import Dialogue
from inspection.interview import Interview
from inspection.question_set import question_set
from inspection.questionnaire import chat
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Channel
from inspection.questionnaire.question import Question
from inspection.questionnaire.saying import choice_said
from inspection.questionnaire.scene import World

VILLAGER, OFFICIAL = question_set("villager"), question_set("official")
OPENING = ("language", "consent", "household")
FACTS = {"village": "Dongshan", "days_zh": "今天或昨天", "days_en": "today or yesterday"}
TOKEN = "0123456789abcdef"
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
_ELSEWHERE = {f"{place}_detail": place for place in ("trip", "leave", "rest", "emergency")}


def drawn(form: Form) -> tuple[Question, ...]:
    """What a drawn check may ask."""
    return tuple(question for question in form.questions if question.draw != "no")


def form_with(question: str) -> Form:
    names = {one.name for one in OFFICIAL.questions}
    return OFFICIAL if question in names else VILLAGER


def asked(
    question: str,
    language: str,
    *,
    facts: Mapping[str, str] = FACTS,
    keys: tuple[str, ...] = (),
    channel: Channel = "voice",
) -> Interview:
    form = form_with(question)
    before = {"consent": "yes", "household": "yes"}
    if form is OFFICIAL:
        before = {"whereabouts": _ELSEWHERE.get(question, "village")}
    before.pop(question, None)
    dialogue = Dialogue(
        revision=form.revision,
        order=(question,),
        keys={question: keys} if keys else {},
        given={"in_programme": "yes", **before},
    )
    world = World(now=NOW)
    return Interview.of(form, dialogue, world, channel, language=language, facts=facts)


def letters(question: str, language: str) -> tuple[Letter, ...]:
    return chat.letters(asked(question, language, channel="chat").turn, TOKEN, language)


def labels(question: str, language: str) -> dict[str, str]:
    """Name of a choice -> its label."""
    form = form_with(question)
    names = form.choice_names(form.question(question))
    return {name: choice_said(form, question, name, language) for name in names}
