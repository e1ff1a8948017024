"""A form, read and ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspection.questionnaire.order import Order
from inspection.questionnaire.problem import Problem
from inspection.questionnaire.question import Bind, Question, SetValue
from inspection.questionnaire.register import Lookup
from inspection.questionnaire.text import Text
from inspection.questionnaire.tree import Branch, Tree


@dataclass(frozen=True, kw_only=True)
class Form:
    revision: str
    """SHA-256 of the XForm it was read from, in hex: what every answer names."""
    id: str
    title: str
    version: str
    namespace: str
    """Of the answer sheet; "" for none."""
    languages: tuple[str, ...]
    """As the form names them, as "English (en)"; the first is the default. None: ("",)."""
    tree: Tree = field(repr=False)
    binds: Mapping[int, Bind] = field(repr=False)
    order: Order = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    texts: Mapping[str, Text] = field(repr=False)
    """By key, those of choices among them."""
    lists: Mapping[str, Branch] = field(repr=False)
    several: frozenset[int] = frozenset()
    """Leaves that hold the names of several choices."""
    first: tuple[SetValue, ...] = ()
    """Dynamic defaults."""
    lookups: frozenset[Lookup] = frozenset()
    """What it looks up in registers."""
    notices: tuple[Problem, ...] = ()
    """What its author should look at, though it is run."""

    def question(self, name: str) -> Question:
        """Raises KeyError for a name that is no question's."""
        for question in self.questions:
            if question.name == name:
                return question
        raise KeyError(f"form {self.id} has no question {name!r}")

    def asked_at(self, node: int) -> Question | None:
        return next((question for question in self.questions if question.node == node), None)

    def node(self, name: str) -> int:
        """Of a leaf by its name or path. Raises KeyError where there is none, or several."""
        found = [n.index for n in self.tree.nodes if name in (n.name, n.path) and not n.children]
        if len(found) != 1:
            many = "no leaf" if not found else f"{len(found)} leaves"
            raise KeyError(f"form {self.id} has {many} named {name!r}")
        return found[0]

    def choice_names(self, question: Question) -> tuple[str, ...]:
        """Of all its choices, as its list has them; () for a question without."""
        choices = question.choices
        if choices is None:
            return ()
        return tuple(one.child(choices.value) for one in self.lists[choices.list_name].children)

    def language(self, wished: str) -> str:
        """The form's name of language `wished`: "zh" finds "中文 (zh)". The default otherwise."""
        for language in self.languages:
            if wished == language or language.endswith(f"({wished})"):
                return language
        return self.languages[0]
