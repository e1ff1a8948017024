"""Limits of single values that the Bot API states only in the prose of its field descriptions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Unit = Literal["characters", "bytes", "value"]

_LENGTH = re.compile(r"\b(\d+)-(\d+) (characters|bytes)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\d-])(\d+)-(\d+)(?![\d-]| ?\*)")
_WORDS = re.compile(r"\b(?:always|be|be either|either|one of) (\"[^\"]+\".*?)(?:\.(?:\s|$)|$)")
_SINGLE_WORD = re.compile(r", must be (\w+)$")
_ALPHABETS = {
    "Only characters A-Z, a-z, 0-9, _ and - are allowed": r"[A-Za-z0-9_-]*",
    "Can contain only lowercase English letters, digits and underscores": r"[a-z0-9_]*",
    "in the format @username": r"-?\d+|@[A-Za-z]\w{3,}",
}


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What one value may be, beside its type."""

    low: int = 0
    high: int | None = None
    unit: Unit = "characters"
    words: frozenset[str] = frozenset()
    """The only texts allowed; empty if any is."""
    pattern: str = ""

    def problems(self, value: object, where: str) -> Iterator[str]:
        if type(value) is int and self.unit == "value":
            yield from self._size(value, where)
        if not isinstance(value, str):
            return
        if self.unit != "value":
            yield from self._size(_length(value, self.unit), where)
        if self.words and value not in self.words:
            yield f"{where}: expected one of {', '.join(sorted(self.words))}"
        if self.pattern and not re.fullmatch(self.pattern, value):
            yield f"{where}: expected text like {self.pattern}"

    def _size(self, size: int, where: str) -> Iterator[str]:
        if self.high is not None and not self.low <= size <= self.high:
            yield f"{where}: {size}, expected {self.low} to {self.high} ({self.unit})"


def read_limit(field: Mapping[str, Any]) -> Limit:
    """The limit in a field's description; one without bounds if it states none that we can read."""
    types, description = tuple(field["types"]), str(field["description"])
    pattern = next((p for said, p in _ALPHABETS.items() if said in description), "")
    if "String" in types:
        words = _words(description) if types == ("String",) else frozenset[str]()
        low, high, unit = _length_bounds(description)
        return Limit(low=low, high=high, unit=unit, words=words, pattern=pattern)
    ranges = _RANGE.findall(description)
    if types in (("Integer",), ("Float",)) and len(ranges) == 1:
        return Limit(low=int(ranges[0][0]), high=int(ranges[0][1]), unit="value")
    return Limit()


def _length_bounds(description: str) -> tuple[int, int | None, Unit]:
    found = _LENGTH.search(description)
    if found is None:
        return 0, None, "characters"
    unit: Unit = "bytes" if found[3].lower() == "bytes" else "characters"
    return int(found[1]), int(found[2]), unit


def _words(description: str) -> frozenset[str]:
    if single := _SINGLE_WORD.search(description):
        return frozenset({single[1]})
    listed = _WORDS.search(description)
    return frozenset(re.findall(r'"([^"]+)"', listed[1])) if listed else frozenset()


def _length(text: str, unit: Unit) -> int:
    """Telegram counts characters as UTF-16 code units: one beyond the basic plane is two."""
    return len(text.encode()) if unit == "bytes" else len(text.encode("utf-16-le")) // 2
