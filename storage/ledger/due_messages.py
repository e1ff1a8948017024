"""Which messages of a bot may leave now: of each chat the oldest that is due, by priority and time,
and where nobody waits, by turns of the regions."""

from datetime import datetime
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Due
from inspection.lane.order import Priority
from storage.ledger.work import Row, UnitOfWork
from storage.tables import messages

_TAP = "tap"
_UNDER_WAY: sa.ColumnElement[str] = sa.literal_column("'SENDING'")
"""As the index of what is under way has it: a value that is given would hide it."""


_BY_TURNS = (Priority.FIRST, Priority.NEWS)


def _fronts(priority: Priority, *, of_region: bool = False) -> sa.Select[Any]:
    """One row a chat: the oldest due message of this priority, and which must leave before it.

    An acknowledgement of a tap is no line of the chat: it waits for nothing and holds up nothing.
    """
    m = messages.alias()
    fronts = (
        sa.select(
            m.c.id,
            m.c.chat_id,
            m.c.priority,
            m.c.next_at,
            m.c.kind,
            m.c.region,
            sa.case((m.c.kind == _TAP, m.c.id), else_=_front_of(m)).label("front"),
        )
        .where(
            m.c.bot == given("bot"),
            # The number itself, not a parameter: with it both databases use the partial index.
            m.c.priority == sa.literal_column(str(priority.value)),
            m.c.next_at.is_not(None),
            m.c.next_at <= given("now"),
            sa.or_(m.c.kind == _TAP, ~_older_alike(m) & ~_one_under_way(m)),
        )
        .order_by(m.c.next_at, m.c.id)
        .limit(given("limit"))
    )
    return fronts.where(m.c.region == given("of_region")) if of_region else fronts


def _regions(priority: Priority) -> sa.Select[Any]:
    """Those in which something is due: from one to the next in the index, however much waits."""

    def least(what: sa.ColumnElement[Any], m: Any, *more: sa.ColumnElement[bool]) -> Any:
        waits = (
            m.c.bot == given("bot"),
            m.c.priority == sa.literal_column(str(priority.value)),
            m.c.next_at.is_not(None),
        )
        return sa.select(what).where(*waits, *more).order_by(what).limit(1).scalar_subquery()

    first, later, earliest = messages.alias(), messages.alias(), messages.alias()
    known = sa.select(least(first.c.region, first).label("region")).cte("known", recursive=True)
    following = least(later.c.region, later, later.c.region > known.c.region)
    known = known.union_all(sa.select(following).where(known.c.region.is_not(None)))
    due_at = least(earliest.c.next_at, earliest, earliest.c.region == known.c.region)
    return sa.select(known.c.region).where(
        known.c.region.is_not(None), sa.type_coerce(due_at, messages.c.next_at.type) <= given("now")
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
        messages.c.bot == given("bot"),
        messages.c.priority == sa.literal_column(str(priority.value)),
        moment.is_not(None),
    )
    if after:
        first = first.where(moment > given("after"))
    return first.order_by(moment).limit(1)


def _bots() -> sa.Select[Any]:
    """Those with whose chats something waits: from one to the next in the index."""

    def least(m: Any, *more: sa.ColumnElement[bool]) -> Any:
        waits = sa.select(m.c.bot).where(m.c.next_at.is_not(None), *more)
        return waits.order_by(m.c.bot).limit(1).scalar_subquery()

    first, later = messages.alias(), messages.alias()
    known = sa.select(least(first).label("bot")).cte("known", recursive=True)
    following = least(later, later.c.bot > known.c.bot)
    known = known.union_all(sa.select(following).where(known.c.bot.is_not(None)))
    return sa.select(known.c.bot).where(known.c.bot.is_not(None))


def _each(*parts: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    return sa.union_all(*(sa.select(part.subquery()) for part in parts))


_WAITED_FOR = _each(*(_fronts(one) for one in Priority if one not in _BY_TURNS))
_FRONTS = {one: _fronts(one) for one in _BY_TURNS}
_OF_REGION = {one: _fronts(one, of_region=True) for one in _BY_TURNS}
_REGIONS = {one: _regions(one) for one in _BY_TURNS}
_BOTS = _bots()
_NEXT_DUE = _each(*(_first(priority, after=False) for priority in Priority))
_NEXT_DUE_AFTER = _each(*(_first(priority, after=True) for priority in Priority))


def due(work: UnitOfWork, bot: str, now: datetime, limit: int, after: str) -> list[Due]:
    waited_for = work.all(_WAITED_FOR, bot=bot, now=now, limit=limit)
    found: dict[int, Due] = {}
    for row in sorted(waited_for, key=lambda row: (row.priority, row.next_at, row.id)):
        found.setdefault(row.front, _due(row))
    for priority in _BY_TURNS:
        if len(found) < limit:
            for row in _by_turns(work, bot, priority, now, limit, after):
                found.setdefault(row.front, _due(row))
    return list(found.values())[:limit]


def bots(work: UnitOfWork) -> list[str]:
    return [row.bot for row in work.all(_BOTS)]


def _by_turns(
    work: UnitOfWork, bot: str, priority: Priority, now: datetime, limit: int, after: str
) -> list[Row]:
    regions = sorted(row.region for row in work.all(_REGIONS[priority], bot=bot, now=now))
    if len(regions) < 2:
        alone = work.all(_FRONTS[priority], bot=bot, now=now, limit=limit) if regions else []
        return list(alone)
    turn = [*(one for one in regions if one > after), *(one for one in regions if one <= after)]
    share = -(-limit // len(turn))
    asked = [
        work.all(_OF_REGION[priority], bot=bot, now=now, limit=share, of_region=region)
        for region in turn[:limit]
    ]
    return [row for rank in zip_longest(*asked) for row in rank if row is not None]


def _due(row: Row) -> Due:
    return Due(
        id=row.front,
        chat=row.chat_id,
        priority=Priority(row.priority),
        next_at=row.next_at,
        region=row.region,
        line=row.kind != _TAP,
    )


def next_due(work: UnitOfWork, bot: str, after: datetime | None) -> datetime | None:
    if after is None:
        rows = work.all(_NEXT_DUE, bot=bot)
    else:
        rows = work.all(_NEXT_DUE_AFTER, bot=bot, after=after)
    return min((row.next_at for row in rows), default=None)
