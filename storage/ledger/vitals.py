"""How the work stands, read at once and in bounded time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Lease, OutcomeCount, Queue
from fieldwork.book.vitals import QueueName
from storage.ledger.work import UnitOfWork
from storage.tables import (
    attempts,
    audit_entries,
    contacts,
    deliveries,
    heartbeats,
    inspections,
    leases,
    media,
    messages,
    texts,
)

_NEWEST = 10_000
"""Looked at for outcomes: no scrape grows with the past."""


def _queue(due_at: sa.Column[Any], waits: sa.ColumnElement[bool]) -> sa.Select[Any]:
    due = sa.case((due_at <= given("now", type_=due_at.type), 1), else_=0)
    return sa.select(
        sa.func.count().label("waiting"),
        sa.func.coalesce(sa.func.sum(due), 0).label("due"),
        sa.func.min(due_at, type_=due_at.type).label("oldest"),
    ).where(waits)


_QUEUES: Mapping[QueueName, sa.Select[Any]] = {
    "contacts": _queue(contacts.c.next_at, contacts.c.next_at.is_not(None)),
    "attempts": _queue(attempts.c.made_at, attempts.c.state == sa.literal_column("'DUE'")),
    "messages": _queue(messages.c.next_at, messages.c.next_at.is_not(None)),
    "texts": _queue(texts.c.next_at, texts.c.next_at.is_not(None)),
    "deliveries": _queue(deliveries.c.next_at, deliveries.c.next_at.is_not(None)),
    "files": _queue(media.c.next_at, media.c.next_at.is_not(None)),
}
_SET_ASIDE = sa.select(sa.func.count()).where(
    deliveries.c.quarantined_at.is_not(None), deliveries.c.done_at.is_(None)
)
_UNFETCHED = sa.select(sa.func.count()).where(
    media.c.next_at.is_not(None), media.c.wanted_at < given("before")
)
_OLDEST_UNFETCHED = (
    sa.select(media.c.wanted_at)
    .where(media.c.next_at.is_not(None))
    .order_by(media.c.wanted_at)
    .limit(1)
)
_UNTOLD = sa.select(sa.func.count()).where(
    sa.text("inspections.waits IS NOT NULL"),  # so that its index is used
    inspections.c.waits == "summary",
    inspections.c.assessed_at < given("before"),
)
_LATE_ATTEMPTS = (
    sa.select(attempts.c.channel, attempts.c.disposition, attempts.c.made_at)
    .order_by(attempts.c.id.desc())
    .limit(_NEWEST)
    .subquery()
)
_ATTEMPTS = (
    sa.select(_LATE_ATTEMPTS.c.channel, _LATE_ATTEMPTS.c.disposition, sa.func.count())
    .where(_LATE_ATTEMPTS.c.made_at >= given("since"))
    .group_by(_LATE_ATTEMPTS.c.channel, _LATE_ATTEMPTS.c.disposition)
)
_LATE_MESSAGES = (
    sa.select(messages.c.state, messages.c.sent_at)
    .order_by(messages.c.id.desc())
    .limit(_NEWEST)
    .subquery()
)
_MESSAGES = (
    sa.select(_LATE_MESSAGES.c.state, sa.func.count())
    .where(sa.or_(_LATE_MESSAGES.c.sent_at.is_(None), _LATE_MESSAGES.c.sent_at >= given("since")))
    .group_by(_LATE_MESSAGES.c.state)
)
_LATE_TEXTS = (
    sa.select(texts.c.state, texts.c.made_at).order_by(texts.c.id.desc()).limit(_NEWEST).subquery()
)
_TEXTS = (
    sa.select(_LATE_TEXTS.c.state, sa.func.count())
    .where(_LATE_TEXTS.c.made_at >= given("since"))
    .group_by(_LATE_TEXTS.c.state)
)
_BEATS = sa.select(heartbeats.c.name, heartbeats.c.at)
_LEASES = sa.select(leases).order_by(leases.c.name)
_HEAD_AT = sa.select(audit_entries.c.at).order_by(audit_entries.c.n.desc()).limit(1)


class Vitals:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def queues(self, now: datetime) -> Sequence[Queue]:
        found = []
        for name, statement in _QUEUES.items():
            row = self._work.all(statement, now=now)[0]
            oldest = row.oldest if row.due else None
            found.append(
                Queue(name=name, waiting=int(row.waiting), due=int(row.due), oldest=oldest)
            )
        return found

    def quarantined(self) -> int:
        return int(self._work.value(_SET_ASIDE))

    def untold(self, before: datetime) -> int:
        return int(self._work.value(_UNTOLD, before=before))

    def unfetched(self, before: datetime) -> int:
        return int(self._work.value(_UNFETCHED, before=before))

    def oldest_unfetched(self) -> datetime | None:
        at: datetime | None = self._work.value(_OLDEST_UNFETCHED)
        return at

    def outcomes(self, since: datetime) -> Sequence[OutcomeCount]:
        tried = self._work.all(_ATTEMPTS, since=since)
        found = [
            OutcomeCount(what="attempt", channel=channel, outcome=ended or "under way", count=count)
            for channel, ended, count in tried
        ]
        for channel, statement in (("chat", _MESSAGES), ("text", _TEXTS)):
            found += [
                OutcomeCount(what="message", channel=channel, outcome=state, count=count)
                for state, count in self._work.all(statement, since=since)
            ]
        return found

    def beats(self) -> Mapping[str, datetime]:
        return self._work.pairs(_BEATS)

    def leases(self) -> Sequence[Lease]:
        return [
            Lease(name=row.name, holder=row.holder, until=row.until, fence=row.fence)
            for row in self._work.all(_LEASES)
        ]

    def log_head_at(self) -> datetime | None:
        at: datetime | None = self._work.value(_HEAD_AT)
        return at
