"""Draws whole forms: questions of every kind that depend on each other in every way."""

import random
from collections.abc import Iterator, Mapping

from tests.oracle.expressions import Expressions, Kind
from tests.oracle.xforms import survey

_TYPES: Mapping[str, Kind] = {
    "text": "words",
    "integer": "number",
    "decimal": "number",
    "date": "day",
    "time": "day",
    "select_one letters": "words",
    "select_multiple letters": "words",
    "range": "number",
    "acknowledge": "words",
    "note": "words",
    "calculate": "words",
}
_COMPUTED: Mapping[str, Kind] = {
    "string": "words",
    "int": "number",
    "decimal": "number",
    "date": "day",
}
_LETTERS = ("a", "b", "c", "d")
_GIVEN: Mapping[str, tuple[str, Kind]] = {
    "text": ("ab", "words"),
    "integer": ("3", "number"),
    "decimal": ("2.50", "number"),
    "date": ("2026-03-05", "day"),
    "select_one letters": ("c", "words"),
    "select_multiple letters": ("d b", "words"),
}
"""Type -> a fixed default, and the kind of a computed one."""
Row = dict[str, str]


def drawn_form(chance: random.Random) -> str:
    """The XForm XML of a form of four to twelve questions, some of them in groups."""
    rows = list(_Survey(chance).rows(chance.randint(4, 12)))
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    survey_rows = (" | ".join(row.get(column, "") for column in columns) for row in rows)
    return survey(
        *survey_rows,
        head=" | ".join(columns),
        choices=tuple(f"letters | {name} | Letter {name}" for name in _LETTERS),
    )


class _Survey:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._group = ""
        self._leaves: dict[Kind, list[str]] = {
            "number": ["/data/n"],
            "words": ["/data/w"],
            "truth": ["/data/w"],
            "day": ["/data/d"],
        }

    def rows(self, count: int) -> Iterator[Row]:
        for kind, name in (("integer", "n"), ("text", "w"), ("date", "d")):
            yield {"type": kind, "name": name, "label": name}
        for number in range(count):
            if not self._group and self._chance.random() < 0.15:
                self._group = f"g{number}"
                yield {"type": "begin group", "name": self._group, "label": "Group"} | self._rule(
                    "relevant", 0.6
                )
            yield self._question(f"q{number}")
            if self._group and self._chance.random() < 0.3:
                yield self._ended()
        if self._group:
            yield self._ended()

    def _ended(self) -> Row:
        self._group = ""
        return {"type": "end group"}

    def _question(self, name: str) -> Row:
        kind = self._chance.choice(list(_TYPES))
        row = {"type": kind, "name": name, "label": f"{name} ${{{self._earlier()}}}"}
        row |= self._rule("relevant", 0.35)
        if kind == "calculate":
            row |= self._computed()
        else:
            row |= self._rule("required", 0.2) | self._rule("read_only", 0.08)
            row |= self._constraint() | self._given(kind)
        if kind == "range":
            row["parameters"] = "start=0 end=8 step=2"
        if kind.startswith("select") and self._chance.random() < 0.5:
            row["choice_filter"] = f"name != 'b' or {self._truth()}"
        path = f"/data/{self._group}/{name}" if self._group else f"/data/{name}"
        holds = _COMPUTED.get(row.get("bind::type", ""), _TYPES[kind])
        self._leaves[holds].append(path)
        return row

    def _rule(self, column: str, often: float) -> Row:
        return {column: self._truth()} if self._chance.random() < often else {}

    def _constraint(self) -> Row:
        if self._chance.random() > 0.3:
            return {}
        compared = self._chance.choice(("=", "!=", "<", "<=", ">", ">="))
        other = self._expressions().draw(depth=1)
        return {
            "constraint": f". {compared} {other} or {self._truth()}",
            "constraint_message": f"Not with ${{{self._earlier()}}}",
        }

    def _given(self, kind: str) -> Row:
        """A value that stands there: fixed, drawn at the start, or computed again and again."""
        fixed, holds = _GIVEN.get(kind, ("", "words"))
        if not fixed or self._chance.random() > 0.35:
            return {}
        drawn = self._expressions().draw(holds, 1)
        expression = f"concat({drawn}, '')" if holds == "words" else f"number({drawn})"
        if self._chance.random() < 0.5:
            return {
                "default": self._chance.choice((fixed, fixed if "select" in kind else expression))
            }
        return {"calculation": expression} | self._triggered()

    def _triggered(self) -> Row:
        """Computed whenever one question is answered, and not when what it looks at changes."""
        return {"trigger": f"${{{self._asked()}}}"} if self._chance.random() < 0.3 else {}

    def _computed(self) -> Row:
        kind = self._chance.choice(list(_COMPUTED))
        drawn = self._expressions().draw(_COMPUTED[kind], 2)
        expression = f"once({drawn})" if self._chance.random() < 0.1 else drawn
        return {"label": "", "calculation": expression, "bind::type": kind} | self._triggered()

    def _truth(self) -> str:
        return self._expressions().draw("truth", 2)

    def _asked(self) -> str:
        return self._chance.choice(("n", "w", "d"))

    def _earlier(self) -> str:
        every = [path for paths in self._leaves.values() for path in paths]
        return self._chance.choice(every).rpartition("/")[2]

    def _expressions(self) -> Expressions:
        return Expressions(self._chance, self._leaves)
