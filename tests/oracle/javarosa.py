"""An interview as ODK Collect conducts it: JavaRosa's engine behind plain values."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tests.oracle.evaluation import Worthy, by_javarosa
from tests.oracle.java import java_class, java_clock
from tests.oracle.prompt import (
    constraint_message,
    data_of,
    kind_of,
    path_of,
    required_message,
    scale_of,
    texts_of,
)
from tests.oracle.sight import Leaves, Outcome, Sight, Verdict
from tests.oracle.submission import leaves_of

_BEGINNING, _END, _QUESTION = 0, 1, 4
_VERDICTS: Mapping[int, Verdict] = {0: "ok", 1: "required", 2: "violated"}
_Seen = TypeVar("_Seen")


class JavaRosa:
    """One interview, on its first question; moves on when an answer is accepted."""

    def __init__(self, xform: str) -> None:
        java_clock()
        source = java_class("java.io.ByteArrayInputStream")(xform.encode())
        beginning = java_class("org.javarosa.core.model.instance.InstanceInitializationFactory")
        self._form = java_class("org.javarosa.xform.util.XFormUtils").getFormFromInputStream(source)
        self._form.initialize(True, beginning())
        self._model = java_class("org.javarosa.form.api.FormEntryModel")(self._form)
        self._controller = java_class("org.javarosa.form.api.FormEntryController")(self._model)
        spoken = self._form.getLocalizer() is not None
        self._languages: tuple[str, ...] = tuple(self._model.getLanguages()) if spoken else ()
        self._step(forward=True)

    @property
    def at_end(self) -> bool:
        return bool(self._model.getEvent() == _END)

    def worth(self, at: str) -> Worthy:
        """Evaluates expressions that stand at the leaf `at`, in this interview as it is now."""
        return by_javarosa(self._form, at)

    def sight(self) -> Sight:
        prompt = self._model.getQuestionPrompt()
        return Sight(
            path=path_of(prompt),
            kind=kind_of(prompt),
            required=bool(prompt.isRequired()),
            read_only=bool(prompt.isReadOnly()),
            texts=self._in_every_language(
                lambda: texts_of(prompt, self._model.getCaptionHierarchy()[:-1])
            ),
            scale=scale_of(prompt),
        )

    def answer(self, text: str) -> Outcome:
        """`text` as it would stand in a submission; '' for no answer."""
        prompt = self._model.getQuestionPrompt()
        return self._take(prompt, data_of(prompt, text))

    def keep(self) -> Outcome:
        prompt = self._model.getQuestionPrompt()
        if prompt.isReadOnly():
            self._step(forward=True)
            return Outcome(verdict="ok", said={})
        return self._take(prompt, prompt.getAnswerValue())

    def back(self) -> None:
        """To the question before that can be answered; stays where it is if there is none."""
        here = self._model.getFormIndex()
        self._step(forward=False)
        while self._model.getEvent() == _QUESTION and self._model.getQuestionPrompt().isReadOnly():
            self._step(forward=False)
        if self._model.getEvent() == _BEGINNING:
            self._controller.jumpToIndex(here)

    def check(self) -> Outcome:
        """As Collect before it finalizes; goes to the first question that isn't in order."""
        wrong = self._form.validate(True)
        if wrong is None:
            return Outcome(verdict="ok", said={})
        self._controller.jumpToIndex(wrong.failedPrompt)
        return self._outcome(_VERDICTS[wrong.outcome], self._model.getQuestionPrompt())

    def finish(self) -> None:
        self._controller.finalizeFormEntry()

    def leaves(self) -> Leaves:
        serializer = java_class("org.javarosa.model.xform.XFormSerializingVisitor")()
        return leaves_of(bytes(serializer.serializeInstance(self._form.getInstance())).decode())

    def _take(self, prompt: Any, data: Any) -> Outcome:
        verdict = _VERDICTS[self._controller.answerQuestion(data, True)]
        outcome = self._outcome(verdict, prompt)
        if verdict == "ok":
            self._step(forward=True)
        return outcome

    def _outcome(self, verdict: Verdict, prompt: Any) -> Outcome:
        if verdict == "ok":
            return Outcome(verdict=verdict, said={})
        tell = required_message if verdict == "required" else constraint_message
        return Outcome(
            verdict=verdict, said=self._in_every_language(lambda: tell(self._form, prompt))
        )

    def _step(self, *, forward: bool) -> None:
        move = self._controller.stepToNextEvent if forward else self._controller.stepToPreviousEvent
        while move() not in (_BEGINNING, _END, _QUESTION):
            pass

    def _in_every_language(self, look: Callable[[], _Seen]) -> dict[str, _Seen]:
        if not self._languages:
            return {"": look()}
        spoken = self._model.getLanguage()
        seen = {}
        for language in self._languages:
            self._controller.setLanguage(language)
            seen[language] = look()
        self._controller.setLanguage(spoken)
        return seen
