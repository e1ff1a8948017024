"""What is asked, and the rules that hold for a leaf of the answer sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from inspection.questionnaire.expression import Compiled
from inspection.questionnaire.scene import Scene
from inspection.questionnaire.text import NO_TEXT, Text
from inspection.questionnaire.tree import Branch

Draw = Literal["", "always", "pool", "programme", "no"]
"""Whether a drawn check asks it: where it stands; always, at a drawn place; if it is drawn out of
the pool; the same, and only of those in the programme; not at all."""

Kind = Literal[
    "text",
    "integer",
    "decimal",
    "select_one",
    "select_multiple",
    "range",
    "note",
    "acknowledge",
    "date",
    "time",
    "geopoint",
    "image",
    "audio",
]


@dataclass(frozen=True, kw_only=True)
class Range:
    """From `start` to `end` in steps; all whole where the question is."""

    start: float
    end: float
    step: float


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Where the choices of a question come from."""

    list_name: str
    offered: Callable[[Scene], list[Branch]]
    value: str
    """Element of a branch that holds the name of the choice."""
    label: str
    """Element that holds its label, or the key of its label."""
    keyed: bool
    """Whether `label` holds a key of `Form.texts`."""
    shuffled: bool = False
    seed: Compiled | None = None
    """Of the shuffle; without one the order is drawn for each dialogue."""
    triggers: frozenset[int] = frozenset()
    """Leaves that decide what is offered."""


@dataclass(frozen=True, kw_only=True)
class SetValue:
    """Writes a value into a leaf when something happens. None empties it."""

    node: int
    value: Compiled | None


@dataclass(frozen=True, kw_only=True)
class Question:
    index: int
    """Its place in the form, from 0."""
    node: int
    """Index of its leaf."""
    name: str
    kind: Kind
    whole: bool = False
    """Whether a range counts in whole numbers."""
    label: Text = NO_TEXT
    hint: Text = NO_TEXT
    groups: tuple[Text, ...] = ()
    """Headings of the groups it stands in, outermost first."""
    choices: Choices | None = None
    range: Range | None = None
    changes: tuple[SetValue, ...] = ()
    """Done whenever its answer changes."""
    stops: Mapping[str, str] = field(default_factory=dict)
    """Answer -> disposition with which the dialogue ends at once."""
    speaks: bool = False
    """Whether its answer is the language of all that follows."""
    needed: str = ""
    """Disposition with which the dialogue ends if it is passed over; "" lets it go on."""
    draw: Draw = ""


@dataclass(frozen=True, kw_only=True)
class Bind:
    """Rules of a leaf or group. True and False hold for good."""

    relevant: Compiled | bool = True
    required: Compiled | bool = False
    read_only: Compiled | bool = False
    constraint: Compiled | None = None
    calculate: Compiled | None = None
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    preload: str = ""
    """What is written into it by itself: start, end, today, instance."""
