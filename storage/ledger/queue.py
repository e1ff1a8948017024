"""The queue of calls: those that wait for a line, those that a worker has, those not heard of.

A row is claimed by changing it. Who changes hands raises its fence, so that a worker that was
stopped past its lease finds its number out of date.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition
from inspection.lane.order import Due, Priority
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import attempts, contacts, inspections, picks

_A = attempts.c
_DUE, _CLAIMED = AttemptState.DUE.value, AttemptState.CLAIMED.value
_WAITS = sa.text("state = 'DUE'")
"""As the index has it: a value that is given would hide it from the database."""
_BEGUN = sa.text("channel = 'voice' AND state <> 'DUE' AND state <> 'FINAL'")
_UNDER_WAY = sa.select(sa.func.count()).select_from(attempts).where(_BEGUN)
_IN_LANE = sa.and_(_WAITS, _A.lane == given("lane"), _A.deadline <= given("now"))
_IN_ORDER = (_A.priority, _A.made_at, _A.id)
_NEXT = sa.select(_A.id).where(_IN_LANE).order_by(*_IN_ORDER).limit(given("limit"))
_REGION_DIGITS = 9
_WAITING = (
    sa.select(
        _A.id,
        _A.priority,
        _A.made_at,
        sa.func.substr(picks.c.village, 1, _REGION_DIGITS).label("region"),
    )
    .join(contacts, contacts.c.id == _A.contact_id)
    .join(inspections, inspections.c.id == contacts.c.inspection_id)
    .join(picks, picks.c.id == inspections.c.pick_id)
    .where(_IN_LANE)
    .order_by(*_IN_ORDER)
    .limit(given("limit"))
)
_EARLIEST = sa.select(sa.func.min(_A.deadline)).where(_WAITS, _A.lane == given("lane"))
_CLAIM = (
    attempts.update()
    .where(_A.id.in_(given("ids", expanding=True)), _A.state == _DUE)
    .values(
        state=_CLAIMED,
        holder=given("who"),
        deadline=given("until"),
        fence=_A.fence + 1,
    )
    .returning(attempts)
)
_ENDED = sa.and_(_BEGUN, _A.state == _CLAIMED, _A.deadline <= given("now"))
_RELEASE = attempts.update().where(_ENDED).values(state=_DUE, holder="", fence=_A.fence + 1)
_SILENT = sa.and_(_BEGUN, _A.state != _CLAIMED)
_UNHEARD = (
    sa.select(_A.id)
    .where(_SILENT, _A.deadline <= given("now"))
    .order_by(_A.deadline, _A.id)
    .limit(given("limit"))
)
_NEXT_UNHEARD = sa.select(_A.deadline).where(_SILENT).order_by(_A.deadline).limit(1)
_NEXT_ENDED = (
    sa.select(_A.deadline).where(_BEGUN, _A.state == _CLAIMED).order_by(_A.deadline).limit(1)
)
_NEXT_CLAIMABLE = sa.select(_EARLIEST.scalar_subquery(), _NEXT_ENDED.scalar_subquery())
_WITHDRAW = attempts.delete().where(
    _A.id == given("attempt"),
    _A.fence == given("seen"),
    _A.state.in_((_DUE, _CLAIMED)),
)
_WITHDRAW_ALL = attempts.delete().where(_A.contact_id == given("contact"), _A.state == _DUE)
_ONE_CLAIMS = sa.select(sa.func.pg_advisory_xact_lock(given("number")))
_CLAIMING = 0x6D696E67
"""A number of our own among the locks of the database."""


_CALLS = "calls"


class Queue:
    _work: UnitOfWork

    def waiting(self, lane: str, now: datetime, limit: int) -> Sequence[Due[int]]:
        return [
            Due(
                id=row.id,
                priority=Priority(row.priority),
                campaign=_CALLS,
                region=row.region,
                due_at=row.made_at,
            )
            for row in self._work.all(_WAITING, lane=lane, now=now, limit=limit)
        ]

    def claim(self, calls: Sequence[int], holder: str, until: datetime) -> Sequence[Attempt]:
        if not calls:
            return []
        claimed = self._work.all(_CLAIM, ids=list(calls), who=holder, until=until)
        turn = {call: place for place, call in enumerate(calls)}
        return sorted((attempt_in(row) for row in claimed), key=lambda one: turn[one.id])

    def claims_alone(self) -> None:
        """Until the end of this unit of work: how many calls are under way is counted before
        further ones are claimed, and no two may count at once."""
        if self._work.on_postgresql:
            self._work.one(_ONE_CLAIMS, number=_CLAIMING)

    def live_calls(self) -> int:
        return int(self._work.value(_UNDER_WAY))

    def released(self, now: datetime) -> int:
        return self._work.change(_RELEASE, now=now)

    def claimable(self, lane: str, now: datetime) -> bool:
        due = self.next_claimable(lane, now)
        return due is not None and due <= now

    def next_claimable(self, lane: str, now: datetime) -> datetime | None:
        """Not before now."""
        moments = found(self._work.one(_NEXT_CLAIMABLE, lane=lane), "calls")
        due = min((one for one in moments if one is not None), default=None)
        return None if due is None else max(due, now)

    def withdraw(self, attempt: Attempt) -> bool:
        return self._work.change(_WITHDRAW, attempt=attempt.id, seen=attempt.fence) == 1

    def withdraw_queued(self, contact: int) -> None:
        self._work.change(_WITHDRAW_ALL, contact=contact)

    def unheard(self, now: datetime, limit: int) -> Sequence[int]:
        return [row.id for row in self._work.all(_UNHEARD, now=now, limit=limit)]

    def next_unheard(self) -> datetime | None:
        row = self._work.one(_NEXT_UNHEARD)
        return None if row is None else row.deadline


def attempt_in(row: Row) -> Attempt:
    return Attempt(
        id=row.id,
        contact=row.contact_id,
        channel=row.channel,
        address=row.address,
        purpose=row.purpose,
        token=row.token,
        state=AttemptState(row.state),
        made_at=row.made_at,
        deadline=row.deadline,
        provider_id=row.provider_id,
        sequence=row.sequence,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
        disposition=None if row.disposition is None else Disposition(row.disposition),
        repeated=row.repeated,
        lane=row.lane,
        priority=Priority(row.priority),
        holder=row.holder,
        fence=row.fence,
        missed=row.missed,
    )
