"""Raw deliveries that wait to be applied."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Delivery, DeliveryState, Filed
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import deliveries

_D = deliveries.c
_OLDER = deliveries.alias("older")
_WAITING = _D.next_at.is_not(None)
_SET_ASIDE = sa.and_(_D.quarantined_at.is_not(None), _D.done_at.is_(None))
_BEHIND_ANOTHER = (
    sa.select(sa.literal_column("1"))
    .where(
        _OLDER.c.strand == _D.strand,
        _OLDER.c.next_at.is_not(None),
        _OLDER.c.id < _D.id,
    )
    .exists()
)
_HEADS = sa.and_(_WAITING, _D.next_at <= given("now"), ~_BEHIND_ANOTHER)
_HEAD = sa.select(deliveries).where(_HEADS).order_by(_D.next_at, _D.id).limit(1)
_DUE = sa.select(_D.id).where(_HEADS).order_by(_D.next_at, _D.id).limit(1)
_NEXT_TRY = (
    sa.select(_D.next_at).where(_WAITING, _D.next_at > given("now")).order_by(_D.next_at).limit(1)
)
_BODY = sa.select(_D.body).where(_D.id == given("delivery"))
_IN_BETWEEN = (
    sa.select(_D.id)
    .where(
        _WAITING,
        _D.tries == 0,
        # When it came: of what was never tried it is also when it may be tried.
        _D.next_at > given("after"),
        _D.next_at < given("before"),
    )
    .limit(1)
)
_THIS = deliveries.update().where(_D.id == given("delivery"))
_DONE = _THIS.where(_WAITING).values(done_at=given("at"), next_at=None)
_FAILED = _THIS.where(_WAITING, _D.tries == given("tried")).values(
    tries=_D.tries + 1,
    error=given("sealed_error"),
    next_at=given("again"),
    quarantined_at=given("aside"),
)
_BEHIND = (
    deliveries.update()
    .where(
        _D.strand
        == sa.select(_OLDER.c.strand).where(_OLDER.c.id == given("head")).scalar_subquery(),
        _D.id > given("head"),
        _WAITING,
    )
    .values(next_at=given("again"))
)
"""Written down, so that nobody has to find out for each of them again and again that it waits."""
_AGAIN: Mapping[str, Any] = {"quarantined_at": None, "tries": 0, "next_at": given("at")}
_RETRY = _THIS.where(_SET_ASIDE).values(**_AGAIN)
_RETRY_ALL = deliveries.update().where(_SET_ASIDE).values(**_AGAIN)
_DROP = _THIS.where(_SET_ASIDE).values(done_at=given("at"), body=given("emptied"))
_FATE = sa.case(
    (_D.done_at.is_not(None), sa.literal_column("'done'")),
    (_D.quarantined_at.is_not(None), sa.literal_column("'quarantined'")),
    else_=sa.literal_column("'waiting'"),
)
_COUNTS = sa.select(_FATE, sa.func.count()).group_by(_FATE)
_STATES: Mapping[DeliveryState, sa.ColumnElement[bool]] = {
    "waiting": _WAITING,
    "done": _D.done_at.is_not(None),
    "set aside": _SET_ASIDE,
}
_FILED = sa.select(
    *(column for column in _D if column is not _D.body), sa.func.length(_D.body).label("size")
)
_FORGET = deliveries.delete().where(
    _D.id.in_(
        sa.select(_D.id)
        .where(
            _D.done_at.is_not(None),
            _D.source == given("from_source"),
            _D.received_at < given("before"),
        )
        .order_by(_D.received_at)
        .limit(given("limit"))
    )
)


class Deliveries:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def due(self, now: datetime) -> bool:
        return self._work.one(_DUE, now=now) is not None

    def take(self, now: datetime) -> Delivery | None:
        # Whoever holds the head holds its strand: those behind it are no heads until that commits.
        head = self._work.mine(_HEAD, skip_taken=True)
        row = self._work.one(head, now=now)
        if row is None:
            return None
        return Delivery(
            id=row.id,
            source=row.source,
            key=row.key,
            received_at=row.received_at,
            tries=row.tries,
        )

    def next_try(self, now: datetime) -> datetime | None:
        at: datetime | None = self._work.value(_NEXT_TRY, now=now)
        return at

    def body(self, delivery: int) -> bytes:
        row = found(self._work.one(_BODY, delivery=delivery), f"delivery {delivery}")
        return self._work.opened_bytes(_D.body, row.body)

    def in_between(self, after: datetime, before: datetime) -> bool:
        return self._work.one(_IN_BETWEEN, after=after, before=before) is not None

    def done(self, delivery: int, at: datetime) -> bool:
        return self._work.change(_DONE, delivery=delivery, at=at) == 1

    def failed(self, delivery: Delivery, error: str, at: datetime, again: datetime | None) -> bool:
        changed = self._work.change(
            _FAILED,
            delivery=delivery.id,
            tried=delivery.tries,
            sealed_error=self._work.sealed(_D.error, error),
            again=again,
            aside=at if again is None else None,
        )
        if changed and again is not None:
            self._work.change(_BEHIND, head=delivery.id, again=again)
        return changed == 1

    def counts(self) -> Mapping[str, int]:
        return {"waiting": 0, "done": 0, "quarantined": 0} | self._work.pairs(_COUNTS)

    def listed(self, states: Collection[DeliveryState], limit: int) -> Sequence[Filed]:
        wanted = sa.or_(sa.false(), *(_STATES[state] for state in states))
        statement = _FILED.where(wanted).order_by(_D.id.desc()).limit(limit)
        return [self._filed(row) for row in self._work.all(statement)]

    def filed(self, delivery: int) -> Filed | None:
        row = self._work.one(_FILED.where(_D.id == given("delivery")), delivery=delivery)
        return None if row is None else self._filed(row)

    def retry(self, delivery: int, at: datetime) -> bool:
        return self._work.change(_RETRY, delivery=delivery, at=at) == 1

    def retry_all(self, at: datetime) -> int:
        return self._work.change(_RETRY_ALL, at=at)

    def drop(self, delivery: int, at: datetime) -> bool:
        emptied = self._work.sealed_bytes(_D.body, b"")
        return self._work.change(_DROP, delivery=delivery, at=at, emptied=emptied) == 1

    def forget(self, source: str, before: datetime, limit: int) -> int:
        return self._work.change(_FORGET, from_source=source, before=before, limit=limit)

    def _filed(self, row: Row) -> Filed:
        state: DeliveryState = "waiting"
        if row.next_at is None:
            state = "set aside" if row.done_at is None else "done"
        return Filed(
            id=row.id,
            source=row.source,
            state=state,
            received_at=row.received_at,
            tries=row.tries,
            next_at=row.next_at,
            error="" if row.error is None else self._work.opened(_D.error, row.error),
            size=row.size,
        )
