"""Signs of life, and outages."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.pause import Standstill
from storage.ledger.work import UnitOfWork
from storage.tables import heartbeats, outages

_H, _O = heartbeats.c, outages.c
_LAST = sa.select(_H.at).where(_H.name == given("which"))
_BEAT = heartbeats.update().where(_H.name == given("which")).values(at=given("moment"))
_SINCE = (
    sa.select(outages)
    .where(_O.ended_at > given("since"), _O.bot.in_(given("bots", expanding=True)))
    .order_by(_O.began_at, _O.id)
)


class Outages:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def last_beat(self, name: str) -> datetime | None:
        row = self._work.one(self._work.mine(_LAST), which=name)
        return None if row is None else row.at

    def sign(self, name: str) -> datetime | None:
        row = self._work.one(_LAST, which=name)
        return None if row is None else row.at

    def beat(self, name: str, at: datetime) -> None:
        if self._work.change(_BEAT, which=name, moment=at) == 0:
            self._work.add_once(heartbeats, name=name, at=at)

    def note(self, outage: Standstill, bot: str = "") -> None:
        self._work.add(outages, began_at=outage.start, ended_at=outage.end, bot=bot)

    def since(self, moment: datetime, bots: Collection[str] = ()) -> Sequence[Standstill]:
        rows = self._work.all(_SINCE, since=moment, bots=["", *sorted(bots)])
        return [Standstill(row.began_at, row.ended_at) for row in rows]
