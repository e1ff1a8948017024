"""What a person sees at one question, in every language, whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["ok", "required", "violated"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer that is offered: its value, and how it is read and spoken."""

    name: str
    label: str
    audio: str = ""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """All that stands or sounds at a question in one language; '' for what is not there."""

    headings: tuple[str, ...]
    """Of the groups it stands in, outermost first."""
    label: str
    hint: str
    audio: str
    image: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Sight:
    path: str
    kind: str
    required: bool
    read_only: bool
    texts: Mapping[str, Texts]
    """By language, as the form names it; by '' in a form without languages."""
    scale: tuple[str, ...] = field(default=(), compare=False)
    """The values of a range, in its order."""

    @property
    def offered(self) -> tuple[str, ...]:
        """The values of the choices, in the order shown."""
        return next((tuple(c.name for c in texts.choices) for texts in self.texts.values()), ())


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of an answer: the verdict, and by language what the person is told."""

    verdict: Verdict
    said: Mapping[str, str]


Leaves = tuple[tuple[str, str], ...]
"""Path -> text of every leaf of a submission, in its order; without the instance's own name."""
