"""A frame's rows, sifted: which unit has which numbers. A nation's units share a few thousand
combinations of numbers, so that each is read once and not once a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspection.frame import FrameRow, FrameUnreadable


@dataclass(frozen=True, kw_only=True)
class Sifted:
    units: Sequence[str]
    """A row's first field, in the order of the rows."""
    strata: Sequence[int]
    """Which of `counties` a row has."""
    numbers: Sequence[int]
    """Which of `kinds` a row has."""
    counties: Sequence[str]
    kinds: Sequence[str]
    """What stands between a row's stratum and its candidates; "" of what is not even in parts."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> "Sifted":
        kinds: dict[str, int] = {}
        counties: dict[str, int] = {}
        units: list[str] = []
        strata: list[int] = []
        numbers: list[int] = []
        for line in lines:
            try:
                unit, county, rest = line.split("|", 2)
                middle, _, _ = rest.rsplit("|", 2)
            except ValueError:
                unit, county, middle = line.partition("|")[0], "", ""
            units.append(unit)
            strata.append(counties.setdefault(county, len(counties)))
            numbers.append(kinds.setdefault(middle, len(kinds)))
        return cls(
            units=units,
            strata=strata,
            numbers=numbers,
            counties=tuple(counties),
            kinds=tuple(kinds),
        )


def read_numbers(middle: str) -> FrameRow | None:
    """A row with these numbers, of no unit in particular; None if they cannot be read."""
    try:
        return FrameRow.parse(f"unit|stratum|{middle}|candidates|salt")
    except FrameUnreadable:
        return None
