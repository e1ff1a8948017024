"""The leaves and branches of a form: what an answer sheet consists of, and lists of choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

DataType = Literal["string", "int", "decimal", "boolean", "date", "time", "dateTime", "geopoint"]
Datum = str | int | float | bool | datetime
"""What a leaf holds; whole numbers are ints. A blank leaf holds None."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A leaf or group of the answer sheet, `index`-th in the order of the sheet."""

    index: int
    name: str
    path: str
    """From the top, as /data/group/name."""
    parent: int
    """Index of the group it stands in; -1 for the top."""
    children: tuple[int, ...] = ()
    type: DataType = "string"
    default: str = ""
    """As it stands in the form."""


@dataclass(frozen=True, kw_only=True)
class Tree:
    nodes: tuple[Node, ...]
    by_path: Mapping[str, int] = field(repr=False)

    def below(self, index: int) -> tuple[int, ...]:
        """Everything in group `index`, at any depth."""
        found: list[int] = []
        for child in self.nodes[index].children:
            found += [child, *self.below(child)]
        return tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """An element of a list that stands in the form beside the answer sheet."""

    name: str
    text: str = ""
    children: tuple["Branch", ...] = ()

    def child(self, name: str) -> str:
        """The words of its first child of that name; "" without one."""
        return next((child.text for child in self.children if child.name == name), "")
