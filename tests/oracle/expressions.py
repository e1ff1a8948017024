"""Draws XPath expressions over the leaves of a form: every function, every mix of kinds."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

Kind = Literal["number", "words", "truth", "day"]

LEAVES: Mapping[Kind, tuple[str, ...]] = {
    "number": ("/data/whole", "/data/part", "/data/no_number"),
    "words": ("/data/words", "/data/no_words", "/data/one", "/data/several"),
    "truth": ("/data/words", "/data/one"),
    "day": ("/data/day", "/data/moment", "/data/hour", "/data/no_day"),
}
"""Kind -> leaves of the form `expressions` that hold it."""
_NUMBERS = ("0", "1", "2", "3", "10", "0.5", "0.1", "2.5", "1.005", "100", "1234.56", "3000000000")
_WORDS = ("", "a", "b", "abc", "a b", " a  b ", "12", "-3.5", "1,5", "true", "c 7", "2026-03-02")
_DAYS = ("2026-03-02", "2024-02-29", "1969-12-31", "2026-3-2", "2026-12-31T23:30:00", "")
_FORMATS = ("%Y-%m-%d", "%y/%n/%e", "%H:%M:%S.%3", "%h %b %a", "day %d")
_PATTERNS = ("[a-z]+", "a.*", "[0-9]{1,3}", ".*b", "[^ ]*", "", "[a-c] ?", "[ab]?c?")

_SHAPES: Mapping[Kind, tuple[str, ...]] = {
    "number": (
        *("{n} + {n}", "{n} - {n}", "{n} * {n}", "{n} div {n}", "{n} mod {n}", "-{n}", "({n})"),
        *("number({w})", "number({t})", "number({d})", "int({n})", "int({w})", "round({n})"),
        *(
            "round({n}, {small})",
            "abs({bare})",
            "pow({bare}, {small})",
            "abs({n} - {n})",
            "min({n}, {n})",
        ),
        *("max({n}, {w}, {n})", "string-length({w})", "count-selected({w})", "sum({leaf})"),
        *("count({leaf})", "if({t}, {n}, {n})", "coalesce({n}, {n})", "{d} - {d}", "{d} + {n}"),
        *("decimal-date-time({d})", "decimal-time({d})", "int({d})", "{t} + {t}"),
    ),
    "words": (
        *("concat({w}, {w})", "concat({n}, {w}, {d}, {t})", "string({n})", "string({d})"),
        *("string({t})", "substr({w}, {small})", "substr({w}, {small}, {small})"),
        *("substring-before({w}, {w})", "substring-after({w}, {w})", "translate({w}, 'abc', 'xy')"),
        *("normalize-space({w})", "join({w}, {w}, {n})", "selected-at({w}, {small})"),
        *("if({t}, {w}, {w})", "coalesce({w}, {w})", "format-date({d}, {format})"),
        *("format-date-time({d}, {format})", "({w})"),
    ),
    "truth": (
        *("{n} = {n}", "{n} != {n}", "{n} < {n}", "{n} <= {n}", "{n} > {n}", "{n} >= {n}"),
        *("{w} = {w}", "{w} != {w}", "{w} < {w}", "{d} = {d}", "{d} < {d}", "{d} >= {d}"),
        *(
            "{w} = {n}",
            "{n} > {w}",
            "{d} = {w}",
            "{d} > {w}",
            "{t} = {t}",
            "{t} = {w}",
            "{n} = {t}",
        ),
        *("{t} and {t}", "{t} or {t}", "not({t})", "not({w})", "not({n})", "true()", "false()"),
        *("boolean({n})", "boolean({w})", "boolean({d})", "boolean-from-string({w})"),
        *("selected({w}, {w})", "contains({w}, {w})", "starts-with({w}, {w})", "({t})"),
        *("ends-with({w}, {w})", "regex({w}, {pattern})", "checklist({small}, {small}, {t}, {t})"),
        *("weighted-checklist({n}, {n}, {t}, {n}, {t}, {n})", "if({t}, {t}, {t})", "{leaf} = ''"),
    ),
    "day": (
        *(
            "date({w})",
            "date({bare})",
            "date({d})",
            "date-time({d})",
            "date-time({bare})",
            "today()",
        ),
        *("now()", "date({d} + {small})", "if({t}, {d}, {d})", "coalesce({d}, {d})", "({d})"),
    ),
}
# abs() and pow() of a date count whole days if it comes straight from a leaf, through if() or
# coalesce() or not, and parts of days if it was computed: an accident of JavaRosa's that no form
# should rest on. They are drawn of leaves, values and sums alone. A date is never drawn of a
# computed number: products leave the years that Python counts.
_OTHER_KIND = 0.08
"""How often something of another kind stands where a kind is usual."""
_KINDS: tuple[Kind, ...] = ("number", "words", "truth", "day")


class Expressions:
    """Draws by `chance` alone, over `leaves`; there is at least one of each kind."""

    def __init__(
        self, chance: random.Random, leaves: Mapping[Kind, Sequence[str]] = LEAVES
    ) -> None:
        self._chance, self._leaves = chance, leaves
        pick = chance.choice
        self._plain: Mapping[Kind, Callable[[], str]] = {
            "number": lambda: pick(_NUMBERS),
            "words": lambda: f"'{pick(_WORDS)}'",
            "truth": lambda: pick(("true()", "false()")),
            "day": lambda: f"date('{pick(_DAYS)}')",
        }
        self._parts: Mapping[str, Callable[[int], str]] = {
            "n": lambda depth: self.draw("number", depth),
            "w": lambda depth: self.draw("words", depth),
            "t": lambda depth: self.draw("truth", depth),
            "d": lambda depth: self.draw("day", depth),
            "small": lambda depth: pick(("-2", "-1", "0", "1", "2", "5")),
            "bare": lambda depth: self.draw(pick(("number", "day")), 0),
            "days": lambda depth: pick(("0", "-1.7", "18263", "20514.25", "4000000000")),
            "leaf": lambda depth: pick(leaves[pick(_KINDS)]),
            "format": lambda depth: f"'{pick(_FORMATS)}'",
            "pattern": lambda depth: f"'{pick(_PATTERNS)}'",
        }

    def draw(self, kind: Kind | None = None, depth: int = 3) -> str:
        """At most `depth` levels; most of them give a value of `kind`."""
        chance = self._chance
        wanted: Kind = kind if kind is not None else chance.choice(_KINDS)
        if chance.random() < _OTHER_KIND:
            wanted = chance.choice(_KINDS if wanted != "day" else ("words", "truth"))
        if depth > 0 and chance.random() < 0.75:
            return self._filled(chance.choice(_SHAPES[wanted]), depth - 1)
        if chance.random() < 0.6:
            return chance.choice(self._leaves[wanted])
        return self._plain[wanted]()

    def _filled(self, shape: str, depth: int) -> str:
        text, rest = "", shape
        while rest:
            before, opened, rest = rest.partition("{")
            text += before
            if opened:
                name, _, rest = rest.partition("}")
                text += self._parts[name](depth)
        return text
