"""Raw deliveries that wait to be applied."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Delivery
from storage.ledger.work import Row, UnitOfWork
from storage.tables import deliveries

_D = deliveries.c
_OPEN = sa.and_(_D.done_at.is_(None), _D.quarantined_at.is_(None))
_WAITING = sa.select(deliveries).where(_OPEN).order_by(_D.id).limit(given("limit"))
_IN_BETWEEN = (
    sa.select(_D.id)
    .where(_OPEN, _D.received_at > given("after"), _D.received_at < given("before"))
    .limit(1)
)
_THIS_ONE = deliveries.update().where(_D.id == given("delivery"), _OPEN)
_DONE = _THIS_ONE.values(done_at=given("at"))
_FAILED = _THIS_ONE.values(
    tries=_D.tries + 1,
    error=given("sealed_error"),
    quarantined_at=sa.case(
        (_D.tries + 1 >= given("most_tries"), given("at", type_=_D.quarantined_at.type))
    ),
).returning(_D.quarantined_at)
_FATE = sa.case(
    (_D.done_at.is_not(None), sa.literal_column("'done'")),
    (_D.quarantined_at.is_not(None), sa.literal_column("'quarantined'")),
    else_=sa.literal_column("'waiting'"),
)
_COUNTS = sa.select(_FATE, sa.func.count()).group_by(_FATE)


class Deliveries:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def waiting(self, limit: int) -> Sequence[Delivery]:
        """Within a unit of work that writes they are held, so that one worker applies them at a
        time and in order."""
        rows = self._work.all(self._work.mine(_WAITING), limit=limit)
        return [self._delivery(row) for row in rows]

    def in_between(self, after: datetime, before: datetime) -> bool:
        return self._work.one(_IN_BETWEEN, after=after, before=before) is not None

    def done(self, delivery: int, at: datetime) -> bool:
        return self._work.change(_DONE, delivery=delivery, at=at) == 1

    def failed(self, delivery: int, error: str, at: datetime, *, most_tries: int) -> bool:
        """False as well if it was no longer waiting; then nothing changed."""
        row = self._work.one(
            _FAILED,
            delivery=delivery,
            sealed_error=self._work.sealed(_D.error, error),
            at=at,
            most_tries=most_tries,
        )
        return row is not None and row.quarantined_at is not None

    def counts(self) -> Mapping[str, int]:
        return {"waiting": 0, "done": 0, "quarantined": 0} | self._work.pairs(_COUNTS)

    def _delivery(self, row: Row) -> Delivery:
        return Delivery(
            id=row.id,
            source=row.source,
            key=row.key,
            body=self._work.opened_bytes(_D.body, row.body),
            received_at=row.received_at,
            tries=row.tries,
        )
