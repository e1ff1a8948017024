"""Which messages may leave now: of each chat the oldest that is due, by priority and time."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Due
from inspection.lane.order import Priority
from storage.ledger.work import UnitOfWork
from storage.tables import messages

_TAP = "tap"
_UNDER_WAY: sa.ColumnElement[str] = sa.literal_column("'SENDING'")
"""As the index of what is under way has it: a value that is given would hide it."""


def _fronts(priority: Priority) -> sa.Select[Any]:
    """One row a chat: the oldest due message of this priority, and which must leave before it.

    An acknowledgement of a tap is no line of the chat: it waits for nothing and holds up nothing.
    """
    m = messages.alias()
    return (
        sa.select(
            m.c.id,
            m.c.chat_id,
            m.c.priority,
            m.c.next_at,
            m.c.kind,
            sa.case((m.c.kind == _TAP, m.c.id), else_=_front_of(m)).label("front"),
        )
        .where(
            # The number itself, not a parameter: with it both databases use the partial index.
            m.c.priority == sa.literal_column(str(priority.value)),
            m.c.next_at.is_not(None),
            m.c.next_at <= given("now"),
            sa.or_(m.c.kind == _TAP, ~_older_alike(m) & ~_one_under_way(m)),
        )
        .order_by(m.c.next_at, m.c.id)
        .limit(given("limit"))
    )


def _of_chat(m: Any, e: Any) -> sa.ColumnElement[bool]:
    return sa.and_(e.c.chat_id == m.c.chat_id, e.c.next_at.is_not(None), e.c.kind != _TAP)


def _front_of(m: Any) -> sa.ScalarSelect[Any]:
    e = messages.alias()
    due = sa.select(e.c.id).where(_of_chat(m, e), e.c.next_at <= given("now"))
    return due.order_by(e.c.id).limit(1).correlate(m).scalar_subquery()


def _older_alike(m: Any) -> sa.ColumnElement[bool]:
    e = messages.alias()
    older = sa.select(e.c.id).where(
        _of_chat(m, e),
        e.c.id < m.c.id,
        e.c.next_at <= given("now"),
        e.c.priority == m.c.priority,
    )
    return older.correlate(m).exists()


def _one_under_way(m: Any) -> sa.ColumnElement[bool]:
    e = messages.alias()
    under_way = sa.select(e.c.id).where(
        e.c.chat_id == m.c.chat_id,
        e.c.state == _UNDER_WAY,
        e.c.kind != _TAP,
        e.c.next_at > given("now"),
    )
    return under_way.correlate(m).exists()


def _first(priority: Priority, *, after: bool) -> sa.Select[Any]:
    moment = messages.c.next_at
    first = sa.select(moment).where(
        messages.c.priority == sa.literal_column(str(priority.value)), moment.is_not(None)
    )
    if after:
        first = first.where(moment > given("after"))
    return first.order_by(moment).limit(1)


def _each(*parts: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    return sa.union_all(*(sa.select(part.subquery()) for part in parts))


_DUE = _each(*(_fronts(priority) for priority in Priority))
_NEXT_DUE = _each(*(_first(priority, after=False) for priority in Priority))
_NEXT_DUE_AFTER = _each(*(_first(priority, after=True) for priority in Priority))


def due(work: UnitOfWork, now: datetime, limit: int) -> list[Due]:
    rows = work.all(_DUE, now=now, limit=limit)
    found: dict[int, Due] = {}
    for row in sorted(rows, key=lambda row: (row.priority, row.next_at, row.id)):
        one = Due(
            id=row.front, chat=row.chat_id, priority=Priority(row.priority), next_at=row.next_at
        )
        found.setdefault(row.front, one)
    return list(found.values())[:limit]


def next_due(work: UnitOfWork, after: datetime | None) -> datetime | None:
    rows = work.all(_NEXT_DUE) if after is None else work.all(_NEXT_DUE_AFTER, after=after)
    return min((row.next_at for row in rows), default=None)
