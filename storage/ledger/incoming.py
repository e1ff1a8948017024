"""Calls that people make to us."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Holder, StoredIncoming
from inspection.call import Turn
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import addresses, incoming_calls, incoming_turns

_C, _T, _A = incoming_calls.c, incoming_turns.c, addresses.c
_FIND = sa.select(incoming_calls).where(_C.provider_id == given("provider_id"))
_COUNT = sa.select(sa.func.count()).select_from(incoming_calls).where(_C.began_at > given("since"))
_COUNT_FROM = _COUNT.where(_C.line == given("line"))
_WISHES = (
    sa.select(sa.func.count())
    .select_from(incoming_calls)
    .where(_C.line == given("line"), _C.wished_at > given("since"))
)
_LINES = sa.select(_A.line).where(_A.id.in_(given("ids", expanding=True)))
_WISHED_ON = sa.select(sa.func.max(_C.wished_at)).where(
    _C.line.in_(_LINES), _C.wished_at.is_not(None)
)
_TURN = sa.select(_T.said).where(_T.call_id == given("call"), _T.step == given("step"))
_LAST = sa.select(_T.said).where(_T.call_id == given("call")).order_by(_T.step.desc()).limit(1)
_THIS = incoming_calls.update().where(_C.id == given("call"))
_HEARD = _THIS.values(last_at=given("at"))
_WISH = _THIS.values(wished_at=given("at"))
_END = (
    incoming_calls.update()
    .where(_C.provider_id == given("named"), _C.ended_at.is_(None))
    .values(ended_at=given("at"))
)
_HOLDERS = (
    sa.select(_A.kind, _A.person, _A.id)
    .join(incoming_calls, _C.line == _A.line)
    .where(_C.provider_id == given("named"), _C.wished_at.is_not(None), _A.valid_to.is_(None))
    .order_by(_A.id)
)
_LIVE = sa.select(_C.id).where(
    _C.line.in_(_LINES), _C.ended_at.is_(None), _C.last_at > given("since")
)
_HOLD_LINE = sa.select(_A.id).where(_A.line == given("line")).order_by(_A.id)
_HOLD_ADDRESSES = sa.select(_A.id).where(_A.line.in_(_LINES)).order_by(_A.id)
_OLD = sa.select(_C.id).where(_C.began_at < given("before")).order_by(_C.id).limit(given("limit"))
_FORGET_TURNS = incoming_turns.delete().where(_T.call_id.in_(given("ids", expanding=True)))
_FORGET = incoming_calls.delete().where(_C.id.in_(given("ids", expanding=True)))


class Incoming:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def find(self, provider_id: str) -> StoredIncoming | None:
        row = self._work.one(self._work.mine(_FIND), provider_id=provider_id)
        return None if row is None else _stored(row)

    def begin(self, provider_id: str, number: str, at: datetime) -> StoredIncoming:
        """One that is there already stays as it is."""
        line = self._line(number) if number else None
        if line is not None and self._work.on_postgresql:
            # Whoever is about to call this number is waited for, and then seen; and the other way.
            self._work.all(self._work.mine(_HOLD_LINE), line=line)
        self._work.add_once(
            incoming_calls, provider_id=provider_id, line=line, began_at=at, last_at=at
        )
        begun = self.find(provider_id)
        assert begun is not None
        return begun

    def since(self, at: datetime, number: str = "") -> int:
        if not number:
            return int(self._work.value(_COUNT, since=at))
        return int(self._work.value(_COUNT_FROM, since=at, line=self._line(number)))

    def turn(self, call: int, step: int) -> Turn | None:
        row = self._work.one(_TURN, call=call, step=step)
        return None if row is None else Turn.from_json(row.said)

    def last_turn(self, call: int) -> Turn | None:
        row = self._work.one(_LAST, call=call)
        return None if row is None else Turn.from_json(row.said)

    def add_turn(self, call: int, step: int, turn: Turn, at: datetime) -> None:
        self._work.add(incoming_turns, call_id=call, step=step, said=turn.as_json(), at=at)
        self._work.change(_HEARD, call=call, at=at)

    def wish(self, call: int, at: datetime) -> None:
        self._work.change(_WISH, call=call, at=at)

    def wishes_since(self, at: datetime, number: str) -> int:
        return int(self._work.value(_WISHES, since=at, line=self._line(number)))

    def wished_on(self, addresses: Collection[int]) -> datetime | None:
        row = found(self._work.one(_WISHED_ON, ids=sorted(addresses)), "latest wish")
        at: datetime | None = row[0]
        return at

    def end(self, provider_id: str, at: datetime) -> Sequence[Holder]:
        if self._work.change(_END, named=provider_id, at=at) != 1:
            return ()
        return [
            Holder(kind=row.kind, person=row.person, address=row.id, now=True)
            for row in self._work.all(_HOLDERS, named=provider_id)
        ]

    def live_on(self, address: int, since: datetime) -> bool:
        if self._work.writing and self._work.on_postgresql:
            self._work.all(self._work.mine(_HOLD_ADDRESSES), ids=[address])
        return self._work.one(_LIVE, ids=[address], since=since) is not None

    def forget(self, before: datetime, limit: int) -> int:
        old = [row.id for row in self._work.all(_OLD, before=before, limit=limit)]
        if old:
            self._work.change(_FORGET_TURNS, ids=old)
            self._work.change(_FORGET, ids=old)
        return len(old)

    def _line(self, number: str) -> bytes:
        return self._work.seal.lookup("number", number)


def _stored(row: Row) -> StoredIncoming:
    return StoredIncoming(id=row.id, began_at=row.began_at, wished=row.wished_at is not None)
