"""Reads XPath expressions."""

from collections.abc import Callable
from typing import TypeVar

from inspection.questionnaire.fault import BadExpression, Unsupported
from inspection.questionnaire.syntax import (
    Binary,
    Call,
    Expression,
    Negative,
    Number,
    Path,
    Step,
    Words,
    depth,
)
from inspection.questionnaire.token import Token, tokens

MOST_CHARACTERS = 10_000
MOST_BRACKETS = 40
DEEPEST = 120
"""Brackets within brackets, and operators and calls upon each other: what lies deeper is refused
before Python's stack is full."""


T = TypeVar("T")

_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
"""Operators from the loosest to the tightest."""


def parse(text: str) -> Expression:
    """Raises BadExpression, and Unsupported for what XPath knows and we refuse."""
    if len(text) > MOST_CHARACTERS:
        raise BadExpression(f"it is longer than {MOST_CHARACTERS} characters")
    reader = _Reader(list(tokens(text)))
    expression = reader.level(0)
    reader.expect("end", "")
    if depth(expression) > DEEPEST:
        raise BadExpression(f"it is deeper than {DEEPEST} operators and calls")
    return expression


class _Reader:
    def __init__(self, read: list[Token]) -> None:
        self._tokens = read
        self._next = 0
        self._depth = 0

    @property
    def now(self) -> Token:
        return self._tokens[self._next]

    def take(self) -> Token:
        token = self.now
        self._next += 1
        return token

    def sees(self, *symbols: str) -> bool:
        return self.now.kind == "symbol" and self.now.text in symbols

    def expect(self, kind: str, text: str) -> None:
        if self.now.kind != kind or self.now.text != text:
            found = repr(self.now.text) if self.now.text else "its end"
            wanted = f"{text!r}" if text else "its end"
            raise BadExpression(f"{found} at character {self.now.at + 1}, expected {wanted}")
        self._next = min(self._next + 1, len(self._tokens) - 1)

    def level(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self.signed()
        left = self.level(level + 1)
        while self.sees(*_LEVELS[level]):
            operator = self.take().text
            left = Binary(operator, left, self.level(level + 1))
        return left

    def signed(self) -> Expression:
        if not self.sees("-"):
            return self.union()
        self._deeper()
        self.take()
        value = self.signed()
        self._depth -= 1
        return Negative(value)

    def union(self) -> Expression:
        value = self.path()
        if self.sees("|"):
            raise Unsupported("the union of paths, |", "ask for one path")
        return value

    def path(self) -> Expression:
        token = self.now
        if token.kind == "number":
            return Number(float(self.take().text))
        if token.kind == "words":
            return Words(self.take().text)
        if self.sees("("):
            return self._bracketed(lambda: self.level(0))
        if token.kind == "name" and self._tokens[self._next + 1] == Token(
            "symbol", "(", self._tokens[self._next + 1].at
        ):
            return self._called()
        if self.sees("//"):
            raise Unsupported("a path from anywhere, //", "write the path from the top")
        if self.sees("$"):
            raise Unsupported("a variable", "name a question as ${name}")
        if self.sees("/"):
            self.take()
            return Path("/", self._steps())
        if token.kind == "name" or self.sees(".", "..", "@"):
            return Path("", self._steps())
        raise BadExpression(
            f"{token.text!r} at character {token.at + 1}, expected a value"
            if token.text
            else "it ends where a value is expected"
        )

    def _called(self) -> Expression:
        name = self.take().text
        arguments = self._bracketed(self._arguments)
        if name in {"instance", "current"} and (self.sees("/") or name == "instance"):
            return self._started(name, arguments)
        if self.sees("/", "["):
            raise Unsupported(f"a path that begins with {name}()", "begin with ${name}")
        return Call(name, arguments)

    def _started(self, name: str, arguments: tuple[Expression, ...]) -> Expression:
        steps: tuple[Step, ...] = ()
        if self.sees("/"):
            self.take()
            steps = self._steps()
        if name == "current":
            if arguments:
                raise BadExpression("current() takes nothing in its brackets")
            return Path("current()", steps)
        if len(arguments) != 1 or not isinstance(arguments[0], Words):
            raise BadExpression("instance() takes the name of a list, in quotes")
        return Path("instance()", steps, arguments[0].value)

    def _arguments(self) -> tuple[Expression, ...]:
        if self.sees(")"):
            return ()
        read = [self.level(0)]
        while self.sees(","):
            self.take()
            read.append(self.level(0))
        return tuple(read)

    def _bracketed(self, inside: Callable[[], T]) -> T:
        self._deeper()
        self.expect("symbol", "(")
        value = inside()
        self.expect("symbol", ")")
        self._depth -= 1
        return value

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self.sees("/"):
            self.take()
            steps.append(self._step())
        if self.sees("//"):
            raise Unsupported("a path from anywhere, //", "write the path from the top")
        return tuple(steps)

    def _step(self) -> Step:
        token = self.take()
        if token.text == "@":
            raise Unsupported("an attribute, @", "keep what you need in a column of its own")
        if token.kind != "name" and token.text not in {".", ".."}:
            raise BadExpression(f"{token.text!r} at character {token.at + 1}, expected a name")
        if self.sees("::"):
            raise Unsupported(f"the axis {token.text}::", "write the path from the top")
        predicates: list[Expression] = []
        while self.sees("["):
            self._deeper()
            self.take()
            predicates.append(self.level(0))
            self.expect("symbol", "]")
            self._depth -= 1
        return Step(token.text, tuple(predicates))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MOST_BRACKETS:
            raise BadExpression(f"it is deeper than {MOST_BRACKETS} brackets")
