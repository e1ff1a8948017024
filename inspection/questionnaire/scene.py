"""What an expression sees while it is evaluated."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from inspection.questionnaire.amount import Scalar
from inspection.questionnaire.tree import Branch, Datum

Table = Sequence[Mapping[str, str]]
"""Rows of a register, column -> words."""


@dataclass(frozen=True, kw_only=True)
class World:
    """What a dialogue takes from outside, at each step anew."""

    now: datetime
    """Aware, in the zone of whoever is asked: "today" is their day."""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """What pulldata() looks into."""

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("`now` must be aware, in the zone of whoever is asked")


@dataclass(frozen=True, slots=True)
class Spot:
    """The element that stands in a predicate's brackets, and its place among its like, from 1."""

    branch: Branch
    position: int


@dataclass(kw_only=True)
class Scene:
    """A dialogue while a step is taken: changed in place, and frozen into a State afterwards."""

    world: World
    values: list[Datum | None]
    """By index of the node."""
    relevant: list[bool]
    """By index of the node; groups count for what stands in them."""
    lists: Mapping[str, Branch]
    seed: str
    drawn: int
    """How many draws were made of the seed."""
    choice_name: Callable[["Scene", int, str], str]
    itext: Callable[["Scene", str], str]
    version: str = ""
    candidate: tuple[int, Datum] | None = None
    """(node, answer) while a constraint weighs an answer that is not kept yet."""

    def value(self, node: int) -> Scalar:
        """What expressions see of a leaf: nothing while it is not asked."""
        if not self.relevant[node]:
            return ""
        return self.seen(node)

    def seen(self, node: int) -> Scalar:
        if self.candidate is not None and self.candidate[0] == node:
            return as_scalar(self.candidate[1])
        return as_scalar(self.values[node])

    def draw(self) -> bytes:
        """32 bytes that nobody can tell beforehand without the seed; the next call gives others."""
        self.drawn += 1
        return sha256(f"{self.seed}:{self.drawn}".encode()).digest()

    def random(self) -> float:
        """From 0 to below 1."""
        return math.ldexp(int.from_bytes(self.draw()[:7]) >> 3, -53)


def as_scalar(datum: Datum | None) -> Scalar:
    if datum is None:
        return ""
    if isinstance(datum, int) and not isinstance(datum, bool):
        return float(datum)
    return datum
