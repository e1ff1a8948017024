"""Draws whole forms: questions of every kind that depend on each other in every way."""

import random
from collections.abc import Iterator, Mapping

from pyxform.xls2xform import convert as convert_sheets

from tests.oracle.expressions import Expressions, Kind

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
Row = dict[str, str]


def drawn_form(chance: random.Random) -> str:
    """The XForm XML of a form of four to twelve questions, some of them in groups."""
    rows = list(_Survey(chance).rows(chance.randint(4, 12)))
    choices = [
        {"list_name": "letters", "name": name, "label": f"Letter {name}"} for name in _LETTERS
    ]
    return str(convert_sheets({"survey": rows, "choices": choices}).xform)


class _Survey:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._group = ""
        self._leaves: dict[Kind, list[str]] = {
            "number": ["/data/n"],
            "words": ["/data/w"],
            "truth": ["/data/n"],
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
        if kind not in ("text", "integer", "decimal") or self._chance.random() > 0.35:
            return {}
        expression = f"concat({self._expressions().draw('words', 1)}, '')"
        if kind != "text":
            expression = f"number({self._expressions().draw('number', 1)})"
        column = self._chance.choice(("calculation", "default"))
        return {
            column: self._chance.choice((expression, "3")) if column == "default" else expression
        }

    def _computed(self) -> Row:
        kind = self._chance.choice(list(_COMPUTED))
        return {
            "label": "",
            "calculation": self._expressions().draw(_COMPUTED[kind], 2),
            "bind::type": kind,
        }

    def _truth(self) -> str:
        return self._expressions().draw("truth", 2)

    def _earlier(self) -> str:
        every = [path for paths in self._leaves.values() for path in paths]
        return self._chance.choice(every).rpartition("/")[2]

    def _expressions(self) -> Expressions:
        return Expressions(self._chance, self._leaves)
