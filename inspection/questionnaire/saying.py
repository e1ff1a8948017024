"""A form's own words for what was asked and answered, for whoever reads the answers later."""

from datetime import UTC, datetime

from inspection.questionnaire import engine
from inspection.questionnaire.form import Form
from inspection.questionnaire.question import Question
from inspection.questionnaire.running import Running
from inspection.questionnaire.scene import World
from inspection.questionnaire.state import State

_NO_TIME = World(now=datetime(2000, 1, 1, tzinfo=UTC))


class Saying:
    """In one language; with the answers of `state` in its places, or blanks without one."""

    def __init__(
        self, form: Form, language: str, *, state: State | None = None, world: World = _NO_TIME
    ) -> None:
        self._form = form
        self._language = form.language(language)
        state = state or engine.start(form, world, seed="")
        self._scene = Running(form, engine.speaking(form, state, language), world).scene

    def asked(self, question: str) -> str:
        """Raises KeyError for a name that is no question's."""
        return self._form.question(question).label.said(self._scene, self._language)

    def answer(self, question: str, value: str) -> str:
        """Choices by their labels, everything else as it was written. Raises KeyError."""
        asked = self._form.question(question)
        if asked.choices is None:
            return value
        return ", ".join(self._label(asked, name) for name in value.split())

    def _label(self, question: Question, name: str) -> str:
        choices = question.choices
        assert choices is not None, "asked for questions with choices"
        for branch in self._form.lists[choices.list_name].children:
            if branch.child(choices.value) == name:
                label = branch.child(choices.label)
                if not choices.keyed:
                    return label
                return self._form.texts[label].said(self._scene, self._language)
        return name


def choice_said(form: Form, question: str, name: str, language: str) -> str:
    """The label of one choice."""
    return Saying(form, language).answer(question, name)
