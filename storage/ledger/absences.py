"""Absences of officials on file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredAbsence
from inspection.absence import Absence
from inspection.hours import Hours
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import absences

_A = absences.c
_ALL = sa.select(absences).order_by(_A.first_day, _A.id)
_GET = _ALL.where(_A.id == given("absence"))
_OF = _ALL.where(_A.official == given("official"))
_ON = _ALL.where(_A.last_day >= given("first"), _A.first_day <= given("last"))
_TOUCHING = _ON.with_only_columns(*(column for column in _A if column.name != "note"))
_CANCEL = (
    absences.update()
    .where(_A.id == given("absence"), _A.cancelled.is_(None))
    .values(cancelled_at=given("at"), cancelled_by=given("by"), cancelled=given("entry"))
)


class Absences:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, absence: StoredAbsence) -> StoredAbsence:
        of = absence.absence
        number = self._work.add(
            absences,
            official=of.official,
            kind=of.kind,
            first_day=of.first_day,
            last_day=of.last_day,
            hours=of.hours.text(),
            note=self._work.sealed(_A.note, absence.note),
            recorded_at=absence.recorded_at,
            recorded_by=absence.recorded_by,
            logged=of.logged,
            cancelled_at=absence.cancelled_at,
            cancelled_by=absence.cancelled_by or None,
            cancelled=of.cancelled,
        )
        return replace(absence, id=number)

    def get(self, absence: int) -> StoredAbsence:
        row = self._work.one(self._work.mine(_GET), absence=absence)
        return self._stored(found(row, f"absence {absence}"))

    def cancel(self, absence: int, *, at: datetime, by: str, entry: int) -> None:
        self._work.change(_CANCEL, absence=absence, at=at, by=by, entry=entry)

    def touching(self, first_day: date, last_day: date) -> Sequence[Absence]:
        return [_absence(row) for row in self._work.all(_TOUCHING, first=first_day, last=last_day)]

    def of_official(self, official: str) -> Sequence[StoredAbsence]:
        return [self._stored(row) for row in self._work.all(_OF, official=official)]

    def on(self, first_day: date, last_day: date) -> Sequence[StoredAbsence]:
        return [self._stored(row) for row in self._work.all(_ON, first=first_day, last=last_day)]

    def _stored(self, row: Row) -> StoredAbsence:
        return StoredAbsence(
            id=row.id,
            absence=_absence(row),
            note=self._work.opened(_A.note, row.note),
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
            cancelled_at=row.cancelled_at,
            cancelled_by=row.cancelled_by or "",
        )


def _absence(row: Row) -> Absence:
    return Absence(
        official=row.official,
        kind=row.kind,
        first_day=row.first_day,
        last_day=row.last_day,
        hours=Hours.parse(row.hours),
        logged=row.logged,
        cancelled=row.cancelled,
    )
