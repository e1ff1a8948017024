"""The register as it stands: for an import to refer to, and for an export."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.difference import KEY_OF
from inspection.in_force import InForce, Term
from inspection.roster import (
    Designation,
    Household,
    Inspector,
    Official,
    Posting,
    Roster,
    Team,
    Village,
)
from storage.ledger.register import REGISTER, SEALED
from storage.ledger.work import Row, UnitOfWork
from storage.tables import addresses, designations, postings

T = TypeVar("T")
_REFERRED_TO = ("villages", "teams", "officials", "households")
_SHEET_OF = {"official": "officials", "inspector": "inspectors", "household": "households"}
_A = addresses.c
_HOLDERS = sa.select(_A.line, _A.kind, _A.person).where(
    _A.kind.in_(("official", "inspector")), _A.valid_to.is_(None)
)
_NEWEST = sa.select(
    *(sa.select(sa.func.max(table.c.id)).scalar_subquery() for table in REGISTER.values())
)
_IMPORT_LOCK = 0x6D696E6763686102
"""Any number that no other advisory lock has."""


def mark(work: UnitOfWork) -> str:
    """Another one after every import that changed anything, since a change adds a row. Within a
    unit of work that writes, nobody else imports until its end."""
    if work.writing and work.on_postgresql:
        work.one(sa.select(sa.func.pg_advisory_xact_lock(_IMPORT_LOCK)))
    return "/".join(str(number or 0) for number in work.one(_NEWEST) or ())


def in_force(work: UnitOfWork) -> InForce:
    holders = {
        bytes(row.line): (_SHEET_OF[row.kind], str(row.person)) for row in work.all(_HOLDERS)
    }
    return InForce(
        keys={
            sheet: frozenset(KEY_OF[sheet](row)[0] for row in work.all(_open(REGISTER[sheet])))
            for sheet in _REFERRED_TO
        },
        terms={
            "postings": _terms(work, "postings", postings),
            "designations": _terms(work, "designations", designations),
        },
        holder=lambda number: holders.get(work.seal.lookup("number", number)),
        kinds=frozenset(
            bool(row[0])
            for sheet in _SHEET_OF.values()
            for row in work.all(
                sa.select(REGISTER[sheet].c.synthetic)
                .where(REGISTER[sheet].c.valid_to.is_(None))
                .distinct()
            )
        ),
    )


def roster_at(work: UnitOfWork, at: datetime) -> Roster:
    """Every row in force at that moment, in order of its key; names and numbers are opened.

    Numbers stand in the order of trial that holds now: no other is kept."""
    reading = _Reading(work, at)
    people = (
        reading.sheet("officials", Official),
        reading.sheet("households", Household),
        reading.sheet("inspectors", Inspector),
    )
    return Roster(
        villages=reading.sheet("villages", Village),
        teams=reading.sheet("teams", Team),
        officials=people[0],
        postings=reading.sheet("postings", Posting),
        households=people[1],
        designations=reading.sheet("designations", Designation),
        inspectors=people[2],
        synthetic=any(person.synthetic for some in people for person in some),
    )


class _Reading:
    def __init__(self, work: UnitOfWork, at: datetime) -> None:
        self._work = work
        self._at = at
        self._numbers: dict[tuple[str, str], list[str]] = {}
        for row in work.all(_at(addresses).order_by(_A.rank, _A.id), moment=at):
            number = work.opened(_A.number, row.number)
            self._numbers.setdefault((_SHEET_OF[row.kind], row.person), []).append(number)

    def sheet(self, name: str, kind: type[T]) -> tuple[T, ...]:
        rows = self._work.all(_at(REGISTER[name]), moment=self._at)
        return tuple(self._entry(name, kind, row) for row in sorted(rows, key=KEY_OF[name]))

    def _entry(self, sheet: str, kind: type[T], row: Row) -> T:
        numbers = self._numbers.get((sheet, str(KEY_OF[sheet](row)[0])), [])
        cells: dict[str, Any] = {"phone": next(iter(numbers), ""), "phones": tuple(numbers)}
        for name, value in row._mapping.items():
            column = REGISTER[sheet].c[name]
            sealed = sheet in _SHEET_OF.values() and name in SEALED
            if sealed:
                value = self._work.opened(column, value)
            cells[name] = tuple(value) if isinstance(value, list) else value
        return kind(**{field.name: cells[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def _terms(work: UnitOfWork, sheet: str, table: sa.Table) -> Mapping[str, list[Term]]:
    terms: dict[str, list[Term]] = {}
    for row in work.all(_open(table)):
        key = KEY_OF[sheet](row)
        terms.setdefault(key[0], []).append(
            Term(key=(key[0], key[1], key[2]), from_day=row.from_day, to_day=row.to_day)
        )
    return terms


def _open(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.valid_to.is_(None))


def _at(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(
        table.c.valid_from <= given("moment"),
        sa.or_(table.c.valid_to.is_(None), table.c.valid_to > given("moment")),
    )
