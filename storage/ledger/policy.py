"""The policy's rows and the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.calendar import Calendar, DayKind
from inspection.digest import sha
from inspection.policy import PolicyRow
from storage.ledger.work import UnitOfWork
from storage.tables import calendars, policy_rows
from storage.tables.kinds import canonical_json

_P = policy_rows.c
_ROWS = sa.select(policy_rows).order_by(_P.id)
_REPLACED = policy_rows.update().where(
    _P.region == given("where"),
    _P.key == given("which"),
    _P.valid_from < given("since"),
    sa.or_(_P.valid_to.is_(None), _P.valid_to >= given("since")),
)
_CLOSE = _REPLACED.values(valid_to=given("day_before"))
_SAME_DAY = (
    policy_rows.update()
    .where(_P.region == given("where"), _P.key == given("which"), _P.valid_from == given("since"))
    .values(value=given("new_value"), valid_to=given("until"))
)
_HELD_DIGEST = sa.select(calendars.c.digest).order_by(calendars.c.id.desc()).limit(1)
_HELD_DAYS = sa.select(calendars.c.days).where(calendars.c.digest == given("digest")).limit(1)


class Policies:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._rows: list[PolicyRow] | None = None

    def rows(self) -> Sequence[PolicyRow]:
        if self._rows is None:
            self._rows = [
                PolicyRow(
                    region=row.region,
                    key=row.key,
                    value=row.value,
                    valid_from=row.valid_from,
                    valid_to=row.valid_to,
                )
                for row in self._work.all(_ROWS)
            ]
        return self._rows

    def set(self, row: PolicyRow) -> None:
        """A row with a last day closes nothing: what it interrupts goes on afterwards. A row that
        begins on the same day is written over."""
        self._rows = None
        place = {"where": row.region, "which": row.key, "since": row.valid_from}
        if row.valid_to is None:
            self._work.change(_CLOSE, **place, day_before=row.valid_from - timedelta(days=1))
        if self._work.change(_SAME_DAY, **place, new_value=row.value, until=row.valid_to) == 0:
            self._work.add(
                policy_rows,
                region=row.region,
                key=row.key,
                value=row.value,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )

    def calendar(self) -> Calendar:
        """Empty until one is set."""
        digest = self._work.value(_HELD_DIGEST)
        if digest is None:
            return Calendar(days={})
        known = self._work.calendars.get(bytes(digest))
        if known is None:
            known = _calendar(self._work.value(_HELD_DAYS, digest=digest))
            self._work.calendars.clear()
            self._work.calendars[bytes(digest)] = known
        return known

    def set_calendar(self, calendar: Calendar) -> None:
        days = {
            day.isoformat(): [int(kind.working), int(kind.confirmed), kind.name]
            for day, kind in calendar.days.items()
        }
        digest = sha(canonical_json(days).encode())
        if self._work.value(_HELD_DIGEST) != digest:
            self._work.add(calendars, days=days, digest=digest)


def _calendar(stored: dict[str, list[Any]]) -> Calendar:
    return Calendar(
        days={
            date.fromisoformat(day): DayKind(
                working=bool(working), confirmed=bool(confirmed), name=name
            )
            for day, (working, confirmed, name) in stored.items()
        }
    )
