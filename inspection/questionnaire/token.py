"""The words of an XPath expression."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inspection.questionnaire.fault import BadExpression

Kind = Literal["number", "words", "name", "symbol", "end"]

_NAME = r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?"
_TOKEN = re.compile(
    rf"""
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<words>"[^"]*"|'[^']*')
  | (?P<name>{_NAME})
  | (?P<symbol>!=|<=|>=|//|\.\.|::|[-=<>+*|/()\[\],.@$])
  | (?P<blank>\s+)
    """,
    re.VERBOSE,
)
_OPERATORS = frozenset({"and", "or", "div", "mod"})
_ENDS_A_VALUE = frozenset({")", "]", ".", ".."})


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    at: int
    """Characters before it in the expression."""


def tokens(expression: str) -> Iterator[Token]:
    """Ends with a token of kind "end". Raises BadExpression where nothing can be read.

    `and`, `or`, `div` and `mod` are operators where a value has just ended, else names.
    """
    at, valued = 0, False
    while at < len(expression):
        found = _TOKEN.match(expression, at)
        if found is None:
            raise BadExpression(f"{_near(expression, at)} cannot be read")
        kind, text = found.lastgroup or "", found.group()
        if kind == "blank":
            at = found.end()
            continue
        if kind == "words":
            token = Token("words", text[1:-1], at)
        else:
            token = Token(_kind(kind, text, valued=valued), text, at)
        valued = token.kind != "symbol" or token.text in _ENDS_A_VALUE
        yield token
        at = found.end()
    yield Token("end", "", at)


def _kind(found: str, text: str, *, valued: bool) -> Kind:
    match found:
        case "number":
            return "number"
        case "name":
            return "symbol" if valued and text in _OPERATORS else "name"
        case _:
            return "name" if text == "*" and not valued else "symbol"


def _near(expression: str, at: int) -> str:
    return f"{expression[at : at + 12]!r} at character {at + 1}"
