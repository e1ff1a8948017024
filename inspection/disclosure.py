"""Which regions' results stay hidden, so that nobody can be recognised in a figure.

A region is hidden if fewer than five different people answered, or if one of its villages is the
whole of it and still held back. A hidden region must not follow from the others and their total
either: where it would, the next smallest one beside it is hidden as well, and whatever lies in a
hidden region is hidden with it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from inspection.region import LEVELS

FEWEST_PEOPLE = 5
"""Results of fewer people are hidden."""
VILLAGE_WAIT = timedelta(days=7)
"""A village's results are held back until its last answer is so old: whoever was seen with a
telephone yesterday must not be found in a figure of today."""
_LENGTHS = (0, *sorted(LEVELS))
"""Digits of a region's code; "" is everywhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What one village holds: how many different people answered; `ripe` once it may be shown."""

    people: int
    ripe: bool


def part_length(region: str) -> int:
    """The digits of a region's parts. Raises LookupError for a village: it has none."""
    at = _LENGTHS.index(len(region)) + 1
    if at == len(_LENGTHS):
        raise LookupError("a village has no parts")
    return _LENGTHS[at]


def hidden_regions(villages: Mapping[str, Answered]) -> frozenset[str]:
    """Codes of all levels that stay hidden, by village code; villages nobody answered in are not
    given. A code that is in none of them has no results at all."""
    people = _people(villages)
    parts = _parts(people)
    too_few: set[str] = set()
    for region in sorted(people, key=len, reverse=True):
        inside = parts.get(region, [])
        whole = len(inside) == 1 and inside[0] in too_few
        unripe = region in villages and not villages[region].ripe
        if people[region] < FEWEST_PEOPLE or whole or unripe:
            too_few.add(region)
    hidden = set(too_few)
    for region in sorted(people, key=len):
        inside = parts.get(region, [])
        hidden.update(inside if region in hidden else _beside(inside, hidden, people))
    return frozenset(hidden)


def _beside(inside: list[str], hidden: set[str], people: Mapping[str, int]) -> list[str]:
    """What must be hidden besides among a shown region's parts: the smallest, until what can be
    worked out by subtraction is a sum of two parts or more, and of people enough."""
    gone = [part for part in inside if part in hidden]
    if not gone:
        return []
    left = sorted((part for part in inside if part not in hidden), key=lambda p: (people[p], p))
    more: list[str] = []
    while left and (
        len(gone) + len(more) < 2 or sum(people[p] for p in (*gone, *more)) < FEWEST_PEOPLE
    ):
        more.append(left.pop(0))
    return more


def _people(villages: Mapping[str, Answered]) -> dict[str, int]:
    people = defaultdict[str, int](int)
    for code, answered in villages.items():
        if answered.people > 0:
            for digits in _LENGTHS:
                people[code[:digits]] += answered.people
    return dict(people)


def _parts(people: Mapping[str, int]) -> dict[str, list[str]]:
    parts = defaultdict[str, list[str]](list)
    for region in people:
        if region:
            parts[region[: _LENGTHS[_LENGTHS.index(len(region)) - 1]]].append(region)
    return dict(parts)
