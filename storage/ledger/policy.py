"""The policy's rows and the calendar."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import PolicyChange
from inspection.calendar import Calendar
from inspection.policy import PolicyRow
from storage.ledger.calendars import Calendars
from storage.ledger.law import Law
from storage.ledger.work import Row, UnitOfWork
from storage.tables import policy_changes, policy_rows

_P = policy_rows.c
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
_C = policy_changes.c
_CHANGES = sa.select(policy_changes).where(_C.key == given("which")).order_by(_C.id)


class Policies:
    def __init__(self, work: UnitOfWork, law: Law) -> None:
        self._work = work
        self._law = law
        self._calendars = Calendars(work, law)

    def rows(self) -> Sequence[PolicyRow]:
        return self._law.policy

    def set(self, row: PolicyRow) -> None:
        """A row with a last day closes nothing: what it interrupts goes on afterwards. A row that
        begins on the same day is written over."""
        self._law.changed()
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

    def note_change(self, change: PolicyChange) -> int:
        row = change.row
        return self._work.add(
            policy_changes,
            at=change.at,
            by=change.by,
            reason=self._work.sealed(_C.reason, change.reason),
            region=row.region,
            key=row.key,
            value=row.value,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )

    def changes(self, key: str) -> Sequence[PolicyChange]:
        return [
            PolicyChange(
                at=row.at,
                by=row.by,
                reason=self._work.opened(_C.reason, row.reason),
                row=_row(row),
            )
            for row in self._work.all(_CHANGES, which=key)
        ]

    def calendar(self, region: str = "") -> Calendar:
        return self._calendars.of(region)

    def own_days(self, region: str) -> Calendar:
        return self._calendars.own_days(region)

    def regions_with_days(self) -> Sequence[str]:
        return self._calendars.regions()

    def set_calendar(self, calendar: Calendar, region: str = "") -> None:
        self._calendars.set(region, calendar)


def _row(row: Row) -> PolicyRow:
    return PolicyRow(
        region=row.region,
        key=row.key,
        value=row.value,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
