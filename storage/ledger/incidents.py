"""Incidents, counted as long as they go on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredIncident
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import incidents

_I = incidents.c
_OPEN = (
    sa.select(incidents)
    .where(_I.kind == given("kind"), _I.about == given("about"), _I.last_at >= given("open_since"))
    .order_by(_I.id.desc())
    .limit(1)
)
_LATEST = (
    sa.select(incidents)
    .where(_I.kind == given("kind"))
    .order_by(_I.last_at.desc(), _I.id.desc())
    .limit(1)
)
_AGAIN = (
    incidents.update()
    .where(_I.id == given("number"))
    .values(times=_I.times + 1, last_at=given("at"))
    .returning(incidents)
)


class Incidents:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def seen(self, kind: str, about: str, at: datetime, *, open_since: datetime) -> StoredIncident:
        row = self._work.one(self._work.mine(_OPEN), kind=kind, about=about, open_since=open_since)
        if row is None:
            number = self._work.add(
                incidents, kind=kind, about=about, opened_at=at, last_at=at, times=1
            )
            return StoredIncident(
                id=number, kind=kind, about=about, opened_at=at, last_at=at, times=1
            )
        row = found(self._work.one(_AGAIN, number=row.id, at=at), f"incident {row.id}")
        return _incident(row)

    def latest(self, kind: str) -> StoredIncident | None:
        row = self._work.one(_LATEST, kind=kind)
        return None if row is None else _incident(row)


def _incident(row: Row) -> StoredIncident:
    return StoredIncident(
        id=row.id,
        kind=row.kind,
        about=row.about,
        opened_at=row.opened_at,
        last_at=row.last_at,
        times=row.times,
    )
