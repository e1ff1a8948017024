"""Risk shares of teams."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredRisk
from storage.ledger.work import Row, UnitOfWork
from storage.tables import risk_shares

_R = risk_shares.c
_ALL = sa.select(risk_shares).order_by(_R.id)
_FACTORS = (
    sa.select(_R.team, _R.factor_milli)
    .where(_R.ended_at.is_(None), sa.or_(_R.last_day.is_(None), _R.last_day >= given("day")))
    .order_by(_R.id)
)
_END = (
    risk_shares.update()
    .where(_R.id == given("risk"), _R.ended_at.is_(None))
    .values(ended_at=given("at"), ended_why=given("why"))
)


class Risks:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def factors(self, day: date) -> Mapping[str, int]:
        return self._work.pairs(_FACTORS, day=day)

    def all(self) -> Sequence[StoredRisk]:
        return [self._stored(row) for row in self._work.all(_ALL)]

    def begin(self, risk: StoredRisk) -> StoredRisk:
        number = self._work.add(
            risk_shares,
            team=risk.team,
            factor_milli=risk.factor_milli,
            set_at=risk.set_at,
            last_day=risk.last_day,
            reason=self._work.sealed(_R.reason, risk.reason),
            ended_at=risk.ended_at,
            ended_why=self._work.sealed(_R.ended_why, risk.ended_why),
        )
        return replace(risk, id=number)

    def end(self, risk: int, at: datetime, why: str) -> bool:
        sealed = self._work.sealed(_R.ended_why, why)
        return self._work.change(_END, risk=risk, at=at, why=sealed) == 1

    def _stored(self, row: Row) -> StoredRisk:
        return StoredRisk(
            id=row.id,
            team=row.team,
            factor_milli=row.factor_milli,
            set_at=row.set_at,
            last_day=row.last_day,
            reason=self._work.opened(_R.reason, row.reason),
            ended_at=row.ended_at,
            ended_why=self._work.opened(_R.ended_why, row.ended_why),
        )
