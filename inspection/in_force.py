"""What the register holds when a roster comes in: rows to refer to, and not to contradict."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

TermKey = tuple[str, str, date]
"""Of a posting: official, team, first day. Of a designation: household, official, first day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    key: TermKey
    from_day: date
    to_day: date | None
    """The last day, inclusive; None = open."""


def _nobody(number: str) -> None:
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class InForce:
    """By default an empty register."""

    keys: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Sheet -> keys of its rows, of the sheets that others refer to."""
    terms: Mapping[str, Mapping[str, Sequence[Term]]] = field(default_factory=dict)
    """postings and designations -> whose they are (official, household) -> their terms."""
    holder: Callable[[str], tuple[str, str] | None] = _nobody
    """E.164 -> sheet and key of the official or inspector who is known by this number."""
    kinds: frozenset[bool] = frozenset()
    """Whether the people in it are synthetic: {True}, {False}, both, or nobody."""

    def has(self, sheet: str, key: str) -> bool:
        return key in self.keys.get(sheet, ())

    def holds(self, sheet: str) -> bool:
        return bool(self.keys.get(sheet))


EMPTY = InForce()


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])
