"""What every look at a rule begins with, read at once: the policy's rows, the pauses, and whose
calendar holds where. Each of the three is short, changes rarely, and is wanted with the others."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from inspection.pause import Pause
from inspection.policy import PolicyRow
from storage.ledger.work import Row, UnitOfWork
from storage.tables import calendars, pauses, policy_rows
from storage.tables.kinds import Instant

_R, _P, _C = policy_rows.c, pauses.c, calendars.c
_ENDS = sa.case(
    (_P.until.is_(None), _P.ended_at),
    (_P.ended_at.is_(None), _P.until),
    (_P.ended_at < _P.until, _P.ended_at),
    else_=_P.until,
)
_NEWEST = sa.select(sa.func.max(_C.id)).group_by(_C.region)


def _nothing(kind: Any) -> sa.ColumnElement[Any]:
    return sa.cast(sa.null(), kind)


_POLICY, _PAUSE, _CALENDAR = "policy", "pause", "calendar"
_ALL = sa.union_all(
    sa.select(
        sa.literal_column(f"'{_POLICY}'").label("part"),
        _R.id,
        _R.region,
        _R.key,
        _R.value,
        _R.valid_from,
        _R.valid_to,
        _nothing(Instant).label("began_at"),
        _nothing(Instant).label("ends_at"),
        _nothing(sa.LargeBinary).label("digest"),
    ),
    sa.select(
        sa.literal_column(f"'{_PAUSE}'"),
        _P.id,
        _P.region,
        *(_nothing(sa.Text) for _ in range(2)),
        *(_nothing(sa.Date) for _ in range(2)),
        _P.began_at,
        _ENDS,
        _nothing(sa.LargeBinary),
    ),
    sa.select(
        sa.literal_column(f"'{_CALENDAR}'"),
        _C.id,
        _C.region,
        *(_nothing(sa.Text) for _ in range(2)),
        *(_nothing(sa.Date) for _ in range(2)),
        *(_nothing(Instant) for _ in range(2)),
        _C.digest,
    ).where(_C.id.in_(_NEWEST)),
)


class Law:
    """Read once a unit of work: every step of every contact asks. Whoever changes a part of it says
    so."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    @cached_property
    def policy(self) -> Sequence[PolicyRow]:
        return [
            PolicyRow(
                region=row.region,
                key=row.key,
                value=row.value,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in self._parts[_POLICY]
        ]

    @cached_property
    def pauses(self) -> Sequence[Pause]:
        return [
            Pause(region=row.region, began_at=row.began_at, ends_at=row.ends_at)
            for row in self._parts[_PAUSE]
        ]

    @cached_property
    def calendars(self) -> Mapping[str, bytes]:
        """By region: the digest of its newest calendar's days."""
        return {row.region: bytes(row.digest) for row in self._parts[_CALENDAR]}

    def changed(self) -> None:
        for part in ("_parts", "policy", "pauses", "calendars"):
            self.__dict__.pop(part, None)

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[Row]]:
        parts: dict[str, list[Row]] = {_POLICY: [], _PAUSE: [], _CALENDAR: []}
        for row in sorted(self._work.all(_ALL), key=lambda row: row.id):
            parts[row.part].append(row)
        return parts
