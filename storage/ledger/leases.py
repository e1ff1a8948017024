"""Leases, taken by changing their row."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Lease
from storage.ledger.work import UnitOfWork
from storage.tables import leases

_L = leases.c
_OF = sa.select(leases).where(_L.name == given("which"))
_FREE = sa.or_(_L.holder == given("who"), _L.until <= given("now", type_=_L.until.type))
_TAKE = (
    leases.update()
    .where(_L.name == given("which"), _FREE)
    .values(
        holder=given("who"),
        until=given("end"),
        fence=_L.fence + sa.case((_L.holder == given("who"), 0), else_=1),
    )
)
_SAME = sa.and_(_L.name == given("which"), _L.holder == given("who"), _L.fence == given("seen"))
_HELD = sa.select(_L.name).where(_SAME)
_END = leases.update().where(_SAME).values(until=given("now"))


class Leases:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def take(self, name: str, holder: str, now: datetime, until: datetime) -> Lease | None:
        taken = self._work.change(_TAKE, which=name, who=holder, now=now, end=until) == 1
        # Nobody ever had it, or somebody has it: whoever adds the row has it.
        first = {"name": name, "holder": holder, "until": until, "fence": 1}
        return self.of(name) if taken or self._work.add_once(leases, **first) else None

    def holds(self, lease: Lease) -> bool:
        mine = {"which": lease.name, "who": lease.holder, "seen": lease.fence}
        held = _HELD
        if self._work.writing and self._work.on_postgresql:
            # Shared: what one holder does at the same time does not wait for itself.
            held = held.with_for_update(read=True)
        return self._work.one(held, **mine) is not None

    def give_back(self, lease: Lease, now: datetime) -> bool:
        mine = {"which": lease.name, "who": lease.holder, "seen": lease.fence}
        return self._work.change(_END, **mine, now=now) == 1

    def of(self, name: str) -> Lease | None:
        row = self._work.one(_OF, which=name)
        if row is None:
            return None
        return Lease(name=row.name, holder=row.holder, until=row.until, fence=row.fence)
