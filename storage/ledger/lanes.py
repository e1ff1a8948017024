"""Lanes: their state as one row each, and running sums of what was spent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book.lanes import LaneRequest
from inspection.lane.budget import Span, Spent, Use, period_of, periods
from inspection.lane.price import did_cost
from inspection.lane.record import data_of, state_of
from inspection.lane.state import Channel, LaneState
from storage.ledger.work import Row, UnitOfWork
from storage.tables import lane_requests, lane_spending, lanes

_L, _S, _R = lanes.c, lane_spending.c, lane_requests.c
_STATE = sa.select(_L.state).where(_L.name == given("lane"))
_STATES = sa.select(_L.name, _L.state).order_by(_L.name)
_SAVE = (
    lanes.update()
    .where(_L.name == given("lane"))
    .values(state=given("new"), changed_at=given("at"))
)
_SAY = lanes.update().where(_L.name == given("lane")).values(reason=given("why"))
_REASON = sa.select(_L.reason).where(_L.name == given("lane"))
_MINUTE_LENGTH = len("2026-03-02T09:15")
_SPENT = sa.select(lane_spending).where(
    _S.lane == given("lane"), _S.period.in_(given("periods", expanding=True))
)
_MINUTES = sa.select(_S.requests, _S.money).where(
    _S.lane == given("lane"),
    _S.period >= given("since"),
    sa.func.length(_S.period) == _MINUTE_LENGTH,
)
_ADD = (
    lane_spending.update()
    .where(_S.lane == given("which"), _S.period == given("in"))
    .values(requests=_S.requests + given("more"), money=_S.money + given("dearer"))
)
_OPEN = (
    sa.select(lane_requests)
    .where(_R.token == given("token"), _R.settled_at.is_(None))
    .order_by(_R.id.desc())
    .limit(1)
)
_SETTLE = (
    lane_requests.update()
    .where(_R.id == given("number"), _R.settled_at.is_(None))
    .values(cost=given("did"), settled_at=given("at"))
)
_LANE = sa.select(_R.lane).where(_R.token == given("token")).order_by(_R.id.desc()).limit(1)
_UNDER_WAY = sa.select(sa.func.count()).where(
    _R.channel == given("channel"), _R.settled_at.is_(None), _R.made_at >= given("since")
)
_UNDER_WAY_ON = _UNDER_WAY.where(_R.lane == given("lane"))
_OLDEST = sa.select(_R.id, _R.made_at).order_by(_R.id).limit(given("limit")).subquery()
"""In the order of their numbers, so that nothing but these is looked at."""
_FORGET_REQUESTS = lane_requests.delete().where(
    _R.id.in_(sa.select(_OLDEST.c.id).where(_OLDEST.c.made_at < given("before")))
)
_FORGET = lane_spending.delete().where(
    _S.period < given("before"), sa.func.length(_S.period) == _MINUTE_LENGTH
)


class Lanes:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def state(self, lane: str) -> LaneState:
        row = self._work.one(self._work.mine(_STATE), lane=lane)
        return state_of({} if row is None else row.state)

    def save(self, lane: str, state: LaneState, at: datetime, *, reason: str | None = None) -> None:
        data = data_of(state)
        if not self._work.change(_SAVE, lane=lane, new=data, at=at) and not self._work.add_once(
            lanes, name=lane, state=data, changed_at=at
        ):
            self._work.change(_SAVE, lane=lane, new=data, at=at)
        if reason is not None:
            self._work.change(_SAY, lane=lane, why=self._work.sealed(_L.reason, reason))

    def reason(self, lane: str) -> str:
        sealed = self._work.value(_REASON, lane=lane)
        return "" if sealed is None else self._work.opened(_L.reason, sealed)

    def states(self) -> Mapping[str, LaneState]:
        return {row.name: state_of(row.state) for row in self._work.all(_STATES)}

    def spent(self, lane: str, now: datetime) -> Spent:
        names = {name: span for span, name in periods(now)}
        rows = self._work.all(_SPENT, lane=lane, periods=list(names))
        return {names[row.period]: Use(requests=row.requests, money=row.money) for row in rows}

    def minutes(self, lane: str, since: datetime) -> Sequence[Use]:
        rows = self._work.all(_MINUTES, lane=lane, since=period_of(Span.MINUTE, since))
        return [Use(requests=row.requests, money=row.money) for row in rows]

    def spend(self, request: LaneRequest) -> None:
        self._work.add(
            lane_requests,
            lane=request.lane,
            channel=request.channel,
            token=request.token,
            minute=request.minute,
            cost=request.cost,
            per_minute=request.per_minute,
            made_at=request.made_at,
        )
        self._count(request.lane, request.minute, 1, request.cost)

    def settle_call(self, token: str, seconds: int, now: datetime) -> str | None:
        row = self._open(token)
        if row is None:
            return None
        return self._settled(row, did_cost(row.cost, row.per_minute, seconds), 0, now)

    def settle_text(self, token: str, now: datetime) -> str | None:
        row = self._open(token)
        return None if row is None else self._settled(row, row.cost, 0, now)

    def release(self, token: str, now: datetime) -> str | None:
        row = self._open(token)
        return None if row is None else self._settled(row, 0, -1, now)

    def lane_of(self, token: str) -> str | None:
        found = self._work.value(_LANE, token=token)
        return None if found is None else str(found)

    def under_way(self, channel: Channel, since: datetime, *, lane: str | None = None) -> int:
        if lane is None:
            return int(self._work.value(_UNDER_WAY, channel=channel, since=since))
        return int(self._work.value(_UNDER_WAY_ON, channel=channel, since=since, lane=lane))

    def forget(self, before: datetime, limit: int) -> int:
        return self._work.change(_FORGET_REQUESTS, before=before, limit=limit)

    def forget_minutes(self, before: str) -> None:
        self._work.change(_FORGET, before=before)

    def _open(self, token: str) -> Row | None:
        return self._work.one(self._work.mine(_OPEN), token=token)

    def _settled(self, row: Row, cost: int, requests: int, now: datetime) -> str:
        self._work.change(_SETTLE, number=row.id, did=cost, at=now)
        self._count(row.lane, row.minute, requests, cost - row.cost)
        return str(row.lane)

    def _count(self, lane: str, minute: str, requests: int, money: int) -> None:
        if not (requests or money):
            return
        for period in (minute, minute[:10], minute[:7]):
            more = {"which": lane, "in": period, "more": requests, "dearer": money}
            first = {"lane": lane, "period": period, "requests": requests, "money": money}
            if not self._work.change(_ADD, **more) and not self._work.add_once(
                lane_spending, **first
            ):
                self._work.change(_ADD, **more)
