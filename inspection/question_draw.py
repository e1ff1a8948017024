"""Which questions of a form a drawn check may ask: its author says so, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspection.questionnaire.form import Form
from inspection.questionnaire.question import Question


@dataclass(frozen=True, kw_only=True)
class QuestionDraw:
    before: tuple[str, ...]
    always: tuple[str, ...]
    """Asked in every check, at a drawn place."""
    pool: tuple[str, ...]
    room: int
    """So many of the pool are asked, or as many as there are."""
    after: tuple[str, ...]

    @classmethod
    def of(cls, form: Form, most: int, *, in_programme: bool = True) -> "QuestionDraw":
        """`most` questions are drawn, those that are always asked among them. What stands outside
        the draw is asked where it stands, before the drawn ones or after them."""
        of_pool = ("pool", "programme") if in_programme else ("pool",)
        asked = [q for q in form.questions if q.draw != "no"]
        first = next((at for at, q in enumerate(asked) if q.draw), len(asked))
        always = _names([q for q in asked if q.draw == "always"])
        return cls(
            before=_names(asked[:first]),
            always=always,
            pool=_names([q for q in asked if q.draw in of_pool]),
            room=max(0, most - len(always)),
            after=_names([q for q in asked[first:] if not q.draw]),
        )

    @property
    def drawn(self) -> frozenset[str]:
        """All that may stand in the drawn part."""
        return frozenset((*self.always, *self.pool))

    def around(self, drawn: Sequence[str]) -> tuple[str, ...]:
        return (*self.before, *drawn, *self.after)

    def chance(self, question: str) -> float:
        """How likely it was to be asked; 0 if it never is."""
        if question in self.pool:
            return min(1.0, self.room / len(self.pool))
        return 1.0 if question in (*self.before, *self.always, *self.after) else 0.0


def _names(questions: Sequence[Question]) -> tuple[str, ...]:
    return tuple(question.name for question in questions)
