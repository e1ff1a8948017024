"""Numbers whose owners asked to be left alone, found by their keyed hash."""

from collections.abc import Collection, Sequence, Set
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Holder, OptOutHow, StoredOptOut
from storage.ledger.work import UnitOfWork
from storage.tables import addresses, opt_outs

_O, _A = opt_outs.c, addresses.c
_HOLDS = _O.ended_at.is_(None)
_ON_LINE = sa.select(_O.id).where(_O.line == given("line"), _HOLDS)
_ON_ADDRESS = (
    sa.select(_O.id).join(addresses, _A.line == _O.line).where(_A.id == given("address"), _HOLDS)
)
_END = (
    opt_outs.update()
    .where(_O.line == given("on_line"), _HOLDS)
    .values(ended_at=given("at"), ended_how=given("by"))
)
_HOUSEHOLDS = (
    sa.select(_A.person)
    .join(opt_outs, sa.and_(_O.line == _A.line, _HOLDS))
    .where(
        _A.kind == "household",
        _A.person.in_(given("names", expanding=True)),
        _A.valid_to.is_(None),
    )
)
_CURRENT = (
    sa.select(_O.id, _O.how, _O.since, _A.kind, _A.person, _A.id.label("address"))
    .join(
        addresses, sa.and_(_A.line == _O.line, _A.valid_to.is_(None)), isouter=True
    )
    .where(_HOLDS)
    .order_by(_O.id, _A.id)
)  # fmt: skip


class OptOuts:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def begin(self, number: str, how: OptOutHow, at: datetime) -> bool:
        return self._work.add_once(
            opt_outs,
            line=self._line(number),
            number=self._work.sealed(_O.number, number),
            how=how,
            since=at,
        )

    def end(self, number: str, how: OptOutHow, at: datetime) -> bool:
        return self._work.change(_END, on_line=self._line(number), at=at, by=how) == 1

    def holds(self, number: str) -> bool:
        return self._work.one(_ON_LINE, line=self._line(number)) is not None

    def holds_on(self, address: int) -> bool:
        return self._work.one(_ON_ADDRESS, address=address) is not None

    def households(self, named: Collection[str]) -> Set[str]:
        return {row.person for row in self._work.in_parts(_HOUSEHOLDS, named)}

    def current(self) -> Sequence[StoredOptOut]:
        found: dict[int, StoredOptOut] = {}
        for row in self._work.all(_CURRENT):
            one = found.get(row.id) or StoredOptOut(
                id=row.id, how=row.how, since=row.since, holders=()
            )
            holders = one.holders
            if row.person is not None:
                holder = Holder(kind=row.kind, person=row.person, address=row.address, now=True)
                holders = (*holders, holder)
            found[row.id] = StoredOptOut(id=one.id, how=one.how, since=one.since, holders=holders)
        return list(found.values())

    def _line(self, number: str) -> bytes:
        return self._work.seal.lookup("number", number)
