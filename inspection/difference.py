"""The difference between the register and a roster that comes in, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from inspection.roster import Roster

Key = tuple[Any, ...]
KEY_OF: Mapping[str, Callable[[Any], Key]] = {
    "villages": lambda row: (row.code,),
    "teams": lambda row: (row.team,),
    "officials": lambda row: (row.official,),
    "postings": lambda row: (row.official, row.team, row.from_day),
    "households": lambda row: (row.household,),
    "designations": lambda row: (row.household, row.official, row.from_day),
    "inspectors": lambda row: (row.inspector,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Of one sheet."""

    new: tuple[Key, ...]
    changed: Mapping[Key, tuple[str, ...]]
    """Key -> the columns that say something else."""
    unchanged: int
    missing: tuple[Key, ...]


def difference(before: Roster, delivered: Roster) -> Mapping[str, Difference]:
    """By sheet, in the delivered order; what is missing in the order of the register."""
    return {
        sheet: _of_sheet(key_of, getattr(before, sheet), getattr(delivered, sheet))
        for sheet, key_of in KEY_OF.items()
    }


def _of_sheet(
    key_of: Callable[[Any], Key], before: tuple[Any, ...], delivered: tuple[Any, ...]
) -> Difference:
    old = {key_of(row): row for row in before}
    new = {key_of(row): row for row in delivered}
    changed = {
        key: tuple(
            one.name for one in fields(row) if getattr(row, one.name) != getattr(old[key], one.name)
        )
        for key, row in new.items()
        if key in old and row != old[key]
    }
    fresh = tuple(key for key in new if key not in old)
    return Difference(
        new=fresh,
        changed=changed,
        unchanged=len(new) - len(fresh) - len(changed),
        missing=tuple(key for key in old if key not in new),
    )
