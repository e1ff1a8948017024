"""Holds after a restore, and what is withdrawn at their end."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredHold, Withdrawn
from inspection.contact import AttemptState
from inspection.disposition import Disposition
from storage.ledger.work import Row, UnitOfWork
from storage.tables import attempts, contacts, holds, messages, texts

_H = holds.c
_ALL = sa.select(holds).order_by(_H.id)
_CURRENT = sa.select(holds).where(_H.ended_at.is_(None)).order_by(_H.id).limit(1)
_THIS_ONE = holds.update().where(_H.id == given("hold"), _H.ended_at.is_(None))
_END = _THIS_ONE.values(ended_at=given("at"), ended_why=given("why"))
_MARKS = sa.select(_H.message, _H.text).where(_H.id == given("hold"))
_NEWEST = sa.select(
    sa.func.coalesce(sa.select(sa.func.max(messages.c.id)).scalar_subquery(), 0).label("message"),
    sa.func.coalesce(sa.select(sa.func.max(texts.c.id)).scalar_subquery(), 0).label("text"),
)
_TELLING = ("rules", "change")
"""Nobody may be asked under rules that they were not told: these are rather sent twice."""
_MESSAGES = (
    messages.update()
    .where(
        messages.c.id <= given("newest"),
        messages.c.next_at.is_not(None),
        messages.c.kind.not_in(_TELLING),
    )
    .values(state="FAILED", next_at=None, fence=messages.c.fence + 1)
)
_TEXTS = (
    texts.update()
    .where(texts.c.id <= given("newest"), texts.c.next_at.is_not(None))
    .values(
        state="CANCELLED", next_at=None, ended_at=given("at"), why="restored", body=given("empty")
    )
)
_ATTEMPTS = (
    attempts.update()
    .where(
        attempts.c.state != AttemptState.FINAL.value,
        sa.or_(attempts.c.channel == "voice", attempts.c.state != AttemptState.SENT.value),
    )
    .values(
        state=AttemptState.FINAL.value,
        disposition=Disposition.OUTAGE.value,
        ended_at=given("at"),
    )
)
_OPEN = sa.select(contacts.c.id).where(contacts.c.disposition.is_(None)).order_by(contacts.c.id)


class Holds:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def begin(self, reason: str, at: datetime, *, lost_from: datetime) -> StoredHold:
        current = self.current()
        if current is not None:
            return current
        newest = self._work.one(_NEWEST)
        assert newest is not None
        self._work.add(
            holds,
            lost_from=lost_from,
            since=at,
            reason=self._work.sealed(_H.reason, reason),
            message=newest.message,
            text=newest.text,
            ended_why=self._work.sealed(_H.ended_why, ""),
        )
        begun = self.current()
        assert begun is not None
        return begun

    def current(self) -> StoredHold | None:
        row = self._work.one(_CURRENT)
        return None if row is None else self._hold(row)

    def all(self) -> Sequence[StoredHold]:
        return [self._hold(row) for row in self._work.all(_ALL)]

    def withdraw(self, hold: StoredHold, at: datetime) -> Withdrawn:
        marks = self._work.one(_MARKS, hold=hold.id)
        assert marks is not None
        empty = self._work.sealed(texts.c.body, "")
        return Withdrawn(
            messages=self._work.change(_MESSAGES, newest=marks.message),
            texts=self._work.change(_TEXTS, newest=marks.text, at=at, empty=empty),
            attempts=self._work.change(_ATTEMPTS, at=at),
            contacts=[row.id for row in self._work.all(_OPEN)],
        )

    def end(self, hold: StoredHold, why: str, at: datetime) -> bool:
        sealed = self._work.sealed(_H.ended_why, why)
        return self._work.change(_END, hold=hold.id, at=at, why=sealed) == 1

    def _hold(self, row: Row) -> StoredHold:
        return StoredHold(
            id=row.id,
            lost_from=row.lost_from,
            since=row.since,
            reason=self._work.opened(_H.reason, row.reason),
            ended_at=row.ended_at,
            ended_why=self._work.opened(_H.ended_why, row.ended_why),
        )
