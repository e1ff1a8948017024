"""Parts of the day, over which tries are spread."""

from typing import Literal

from inspection.hours import Hours

Part = Literal["morning", "noon", "afternoon", "evening"]
PARTS: tuple[tuple[Part, int, int], ...] = (
    ("morning", 0, 11 * 60 + 30),
    ("noon", 11 * 60 + 30, 14 * 60),
    ("afternoon", 14 * 60, 18 * 60),
    ("evening", 18 * 60, 24 * 60),
)
"""With first minute after local midnight and end; the night counts to morning or evening."""


def part_at(minute: int) -> Part:
    """`minute` after local midnight."""
    return next(part for part, _, end in PARTS if minute < end)


def parts_of(hours: Hours) -> frozenset[Part]:
    """The parts in which the hours open at all."""
    return frozenset(
        part
        for part, first, last in PARTS
        for start, end in hours.spans
        if max(start, first) < min(end, last)
    )
