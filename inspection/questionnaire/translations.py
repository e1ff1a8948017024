"""The open question in the other languages of its form."""

from inspection.questionnaire import engine
from inspection.questionnaire.form import Form
from inspection.questionnaire.prompt import Prompt
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State


def in_language(form: Form, state: State, world: World, language: str) -> Prompt:
    """The open question of a dialogue that has not ended."""
    said = engine.current(form, engine.speaking(form, state, language), world)
    assert isinstance(said, Prompt), "asked while a question is open"
    return said


def translations(form: Form, state: State, world: World) -> tuple[Prompt, ...]:
    """In every language of the form."""
    return tuple(in_language(form, state, world, language) for language in form.languages)
