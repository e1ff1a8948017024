"""What the engine says next."""

from dataclasses import dataclass
from typing import Literal

from inspection.questionnaire.answer import Wanted
from inspection.questionnaire.question import Question

COMPLETE = "COMPLETE"
"""Disposition of a dialogue that was answered to its end."""
PARTIAL = "PARTIAL"
"""The same, but a question that needs an answer was passed over."""


Why = Literal["no answer", "required", "constraint"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    name: str
    label: str
    audio: str = ""
    """File that says it; "" without one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """Ask `question`, in words that are filled in and translated."""

    question: Question
    label: str
    hint: str
    language: str
    audio: str
    """File that says the question; "" without one."""
    image: str
    """File that shows it; "" without one."""
    choices: tuple[Choice, ...]
    """In the order in which they are offered."""
    answer: str
    """What was answered before, or stands there by default; "" for nothing."""
    required: bool
    read_only: bool
    """Shown, not asked."""
    first: bool
    """Whether there is no question before it to go back to."""
    headings: tuple[str, ...] = ()
    """Of the groups it stands in, outermost first."""
    mistakes: int = 0
    pending: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Invalid:
    """The input is not kept; `prompt` stays open."""

    prompt: Prompt
    why: Why
    message: str = ""
    """The form's own words; "" where it has none."""
    wanted: Wanted | None = None
    """What would have been an answer, where this was none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Complete:
    disposition: str


Said = Prompt | Invalid | Complete
