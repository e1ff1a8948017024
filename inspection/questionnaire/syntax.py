"""What an XPath expression consists of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Words:
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is "." or ".." where one stays or goes up, and "*" where any child will do."""

    name: str
    predicates: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """`start` is "/" for absolute, "" for relative, "current()", or the name of an instance in
    `instance`."""

    start: Literal["/", "", "current()", "instance()"]
    steps: tuple[Step, ...]
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Negative:
    value: "Expression"


Expression = Number | Words | Path | Call | Binary | Negative


def depth(expression: Expression) -> int:
    """Counted without recursion: a chain of operators leans to the left, as long as it likes."""
    deepest, ahead = 0, [(expression, 1)]
    while ahead:
        one, level = ahead.pop()
        deepest = max(deepest, level)
        ahead += ((part, level + 1) for part in parts(one))
    return deepest


def parts(expression: Expression) -> Iterator[Expression]:
    """What it is made of, one level down."""
    match expression:
        case Binary(_, left, right):
            yield from (left, right)
        case Negative(value):
            yield value
        case Call(_, arguments):
            yield from arguments
        case Path(_, steps, _):
            for step in steps:
                yield from step.predicates
        case _:
            return
