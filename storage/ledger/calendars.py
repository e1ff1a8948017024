"""The calendars: one that holds everywhere, and the days in which regions differ from it."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.calendar import Calendar, DayKind
from inspection.digest import sha
from inspection.region import LEVELS
from storage.ledger.law import Law
from storage.ledger.work import UnitOfWork
from storage.tables import calendars
from storage.tables.kinds import canonical_json

_C = calendars.c
_REMEMBERED = 64
_DAYS = sa.select(_C.days).where(_C.digest == given("digest")).limit(1)


class Calendars:
    def __init__(self, work: UnitOfWork, law: Law) -> None:
        self._work = work
        self._law = law

    def of(self, region: str) -> Calendar:
        """The calendar of a region (a code or its beginning), what its wider regions changed
        included. Empty until one is set."""
        held = self._law.calendars
        regions = [one for one in _regions(region) if one in held]
        if not regions:
            return Calendar(days={})
        key = b"".join(held[one] for one in regions)
        known = self._work.calendars.get(key)
        if known is None:
            known = Calendar(days={})
            for one in regions:
                known = known.replaced(self._days(held[one]))
            if len(self._work.calendars) >= _REMEMBERED:
                self._work.calendars.clear()
            self._work.calendars[key] = known
        return known

    def own_days(self, region: str) -> Calendar:
        """Only what was set for exactly this region."""
        digest = self._law.calendars.get(region)
        return Calendar(days={} if digest is None else self._days(digest))

    def regions(self) -> list[str]:
        """Those with days of their own."""
        return sorted(region for region in self._law.calendars if region)

    def set(self, region: str, calendar: Calendar) -> None:
        days = {
            day.isoformat(): [int(kind.working), int(kind.confirmed), kind.name]
            for day, kind in calendar.days.items()
        }
        digest = sha(canonical_json(days).encode())
        if self._law.calendars.get(region) != digest:
            self._work.add(calendars, region=region, days=days, digest=digest)
            self._law.changed()

    def _days(self, digest: bytes) -> dict[date, DayKind]:
        stored: dict[str, list[Any]] = self._work.value(_DAYS, digest=digest)
        return {
            date.fromisoformat(day): DayKind(
                working=bool(working), confirmed=bool(confirmed), name=name
            )
            for day, (working, confirmed, name) in stored.items()
        }


def _regions(region: str) -> tuple[str, ...]:
    """The widest first, "" for everywhere ahead of all."""
    return ("", *(region[:digits] for digits in sorted(LEVELS) if digits <= len(region)))
