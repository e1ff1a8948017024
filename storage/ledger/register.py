"""An import of the roster: what has changed gets a new version, what is missing is only counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Stored
from inspection.difference import KEY_OF
from inspection.roster import Household, Inspector, Official, Roster
from storage.ledger.numbers import Numbers, Owner
from storage.ledger.work import UnitOfWork
from storage.tables import (
    designations,
    households,
    inspectors,
    officials,
    postings,
    teams,
    villages,
)
from storage.tables.kinds import canonical_json

REGISTER: Mapping[str, sa.Table] = {
    "villages": villages,
    "teams": teams,
    "officials": officials,
    "postings": postings,
    "households": households,
    "designations": designations,
    "inspectors": inspectors,
}

SEALED = {"name", "unit"}
"""Of these the register keeps what people are called; names of villages and teams are no secret."""
_PEOPLE = ("officials", "households", "inspectors")


@dataclass(frozen=True, kw_only=True)
class _Change:
    added: int
    changed: int
    unchanged: int
    missing: int


class Register:
    def __init__(self, work: UnitOfWork, at: datetime) -> None:
        self._work = work
        self._at = at
        self._numbers = Numbers(work, at)

    def store(self, roster: Roster) -> Stored:
        """One sheet after the other, in bulk; a sheet that the roster lacks counts as missing."""
        changes = {sheet: self._store_sheet(sheet, getattr(roster, sheet)) for sheet in REGISTER}
        return Stored(
            added={sheet: change.added for sheet, change in changes.items()},
            changed={sheet: change.changed for sheet, change in changes.items()},
            unchanged={sheet: change.unchanged for sheet, change in changes.items()},
            missing={sheet: change.missing for sheet, change in changes.items()},
        )

    def _store_sheet(self, sheet: str, rows: Sequence[Any]) -> _Change:
        table, key_of = REGISTER[sheet], KEY_OF[sheet]
        in_force = self._in_force(table, key_of)
        delivered = {key_of(row): row for row in rows}
        prints = {key: self._fingerprint(sheet, row) for key, row in delivered.items()}
        changed = [key for key in delivered if key in in_force and in_force[key][1] != prints[key]]
        self._close(table, [in_force[key][0] for key in changed])
        # In the order of the sheet, so that the same file gives the same numbers.
        fresh = [key for key in delivered if key not in in_force or in_force[key][1] != prints[key]]
        self._work.add_all(
            table, [self._version(sheet, delivered[key], prints[key]) for key in fresh]
        )
        if sheet in _PEOPLE:
            self._numbers.store([_owner(delivered[key]) for key in fresh])
        return _Change(
            added=len(fresh) - len(changed),
            changed=len(changed),
            unchanged=len(delivered) - len(fresh),
            missing=sum(key not in delivered for key in in_force),
        )

    def _in_force(
        self, table: sa.Table, key_of: Callable[[Any], tuple[Any, ...]]
    ) -> dict[tuple[Any, ...], tuple[int, bytes]]:
        rows = self._work.all(sa.select(table).where(table.c.valid_to.is_(None)))
        return {key_of(row): (row.id, bytes(row.fingerprint)) for row in rows}

    def _close(self, table: sa.Table, numbers: Sequence[int]) -> None:
        if numbers:
            self._work.connection.execute(
                table.update().where(table.c.id == given("number")).values(valid_to=given("at")),
                [{"number": number, "at": self._at} for number in numbers],
            )

    def _fingerprint(self, sheet: str, row: Any) -> bytes:
        said = [value.isoformat() if isinstance(value, date) else value for value in astuple(row)]
        return self._work.seal.lookup(sheet, canonical_json(said))

    def _version(self, sheet: str, row: Any, fingerprint: bytes) -> dict[str, Any]:
        table = REGISTER[sheet]
        version: dict[str, Any] = {
            "fingerprint": fingerprint,
            "valid_from": self._at,
            "valid_to": None,
        }
        for column in table.c:
            if column.name in version or column.name == "id":
                continue
            value = getattr(row, column.name)
            if sheet in _PEOPLE and column.name in SEALED:
                value = self._work.sealed(column, value)
            version[column.name] = value
        return version


def _owner(row: Official | Household | Inspector) -> Owner:
    if isinstance(row, Household):
        return Owner(
            kind="household", person=row.household, numbers=row.phones, synthetic=row.synthetic
        )
    if isinstance(row, Official):
        return Owner(
            kind="official", person=row.official, numbers=(row.phone,), synthetic=row.synthetic
        )
    return Owner(
        kind="inspector", person=row.inspector, numbers=(row.phone,), synthetic=row.synthetic
    )
