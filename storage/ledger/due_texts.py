"""Which texts are due: who waits for an answer first, then by priority, and where nobody waits, by
turns of the regions."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.lane.order import Due, Priority
from storage.ledger.work import Row, UnitOfWork
from storage.tables import texts

_BY_TURNS = (Priority.FIRST, Priority.NEWS)


def _of(table: Any, priority: Priority) -> sa.ColumnElement[bool]:
    # The number itself, not a parameter: with it both databases use the partial index.
    return sa.and_(
        table.c.priority == sa.literal_column(str(priority.value)), table.c.next_at.is_not(None)
    )


def _due(priority: Priority, *, of_region: bool = False) -> sa.Select[Any]:
    due = (
        sa.select(texts.c.id, texts.c.priority, texts.c.region, texts.c.purpose, texts.c.next_at)
        .where(_of(texts, priority), texts.c.next_at <= given("now"))
        .order_by(texts.c.next_at, texts.c.id)
        .limit(given("limit"))
    )
    return due.where(texts.c.region == given("of_region")) if of_region else due


def _regions(priority: Priority) -> sa.Select[Any]:
    """Those in which something is due: from one to the next in the index, however much waits."""

    def least(column: str, table: Any, *more: sa.ColumnElement[bool]) -> Any:
        found = sa.select(table.c[column]).where(_of(table, priority), *more)
        return found.order_by(table.c[column]).limit(1).scalar_subquery()

    first, later, earliest = texts.alias(), texts.alias(), texts.alias()
    known = sa.select(least("region", first).label("region")).cte("known", recursive=True)
    following = least("region", later, later.c.region > known.c.region)
    known = known.union_all(sa.select(following).where(known.c.region.is_not(None)))
    due_at = least("next_at", earliest, earliest.c.region == known.c.region)
    return sa.select(known.c.region).where(
        known.c.region.is_not(None), sa.type_coerce(due_at, texts.c.next_at.type) <= given("now")
    )


_DUE = {priority: _due(priority) for priority in Priority}
_OF_REGION = {priority: _due(priority, of_region=True) for priority in _BY_TURNS}
_REGIONS = {priority: _regions(priority) for priority in _BY_TURNS}
_NEXT = sa.union_all(
    *(
        sa.select(
            sa.select(texts.c.priority, texts.c.next_at)
            .where(_of(texts, priority))
            .order_by(texts.c.next_at)
            .limit(1)
            .subquery()
        )
        for priority in Priority
    )
)


def due(work: UnitOfWork, now: datetime, limit: int, after: str) -> list[Due[int]]:
    found: list[Row] = []
    # Asked first, since most looks find nothing.
    waiting = {Priority(row.priority) for row in work.all(_NEXT) if row.next_at <= now}
    for priority in sorted(waiting):
        if priority not in _BY_TURNS:
            found += work.all(_DUE[priority], now=now, limit=limit)
        elif len(found) < limit:
            found += _by_turns(work, priority, now, limit, after)
    return [_as_due(row) for row in found[:limit]]


def next_due(work: UnitOfWork) -> datetime | None:
    return min((row.next_at for row in work.all(_NEXT)), default=None)


def _by_turns(
    work: UnitOfWork, priority: Priority, now: datetime, limit: int, after: str
) -> Sequence[Row]:
    regions = sorted(row.region for row in work.all(_REGIONS[priority], now=now))
    if len(regions) < 2:
        return work.all(_DUE[priority], now=now, limit=limit) if regions else ()
    turn = [*(one for one in regions if one > after), *(one for one in regions if one <= after)]
    share = -(-limit // len(turn))
    asked = [
        work.all(_OF_REGION[priority], now=now, limit=share, of_region=region)
        for region in turn[:limit]
    ]
    return [row for rank in zip_longest(*asked) for row in rank if row is not None]


def _as_due(row: Row) -> Due[int]:
    return Due(
        id=row.id,
        priority=Priority(row.priority),
        campaign=row.purpose,
        region=row.region,
        due_at=row.next_at,
    )
