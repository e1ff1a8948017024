"""Pauses of regions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredPause
from inspection.pause import Pause
from storage.ledger.law import Law
from storage.ledger.work import Row, UnitOfWork
from storage.tables import pauses

_P = pauses.c
_ALL = sa.select(pauses).order_by(_P.id)
_END = (
    pauses.update()
    .where(_P.id == given("pause"), _P.ended_at.is_(None))
    .values(ended_at=given("at"), ended_why=given("why"))
)


class Pauses:
    def __init__(self, work: UnitOfWork, law: Law) -> None:
        self._work = work
        self._law = law

    def known(self) -> Sequence[Pause]:
        return self._law.pauses

    def all(self) -> Sequence[StoredPause]:
        return [self._pause(row) for row in self._work.all(_ALL)]

    def begin(self, pause: StoredPause) -> StoredPause:
        self._law.changed()
        number = self._work.add(
            pauses,
            region=pause.region,
            reason=self._work.sealed(_P.reason, pause.reason),
            began_at=pause.began_at,
            until=pause.until,
            ended_at=pause.ended_at,
            ended_why=self._work.sealed(_P.ended_why, pause.ended_why),
        )
        return replace(pause, id=number)

    def end(self, pause: int, at: datetime, why: str) -> bool:
        self._law.changed()
        sealed = self._work.sealed(_P.ended_why, why)
        return self._work.change(_END, pause=pause, at=at, why=sealed) == 1

    def _pause(self, row: Row) -> StoredPause:
        return StoredPause(
            id=row.id,
            region=row.region,
            reason=self._work.opened(_P.reason, row.reason),
            began_at=row.began_at,
            until=row.until,
            ended_at=row.ended_at,
            ended_why=self._work.opened(_P.ended_why, row.ended_why),
        )
