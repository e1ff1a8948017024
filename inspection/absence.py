"""Absences on file: leave, trips and rest that somebody entered, and when it came to be known.

An absence counts for a draw if it stood in the log before the draw was committed. One that was
entered later is kept and shown, and changes nothing: otherwise whoever was drawn could be excused
afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from inspection.hours import Hours

AbsenceKind = Literal["leave", "trip", "rest"]
ABSENCE_KINDS: tuple[AbsenceKind, ...] = get_args(AbsenceKind)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Of an official, from `first_day` to `last_day`, both included, in the village's zone."""

    official: str
    kind: AbsenceKind
    first_day: date
    last_day: date
    hours: Hours = field(default_factory=Hours)
    """On each of these days only then; none: the whole day."""
    logged: int
    """Number of the log's entry that tells of it."""
    cancelled: int | None = None
    """Number of the entry that takes it back."""

    def known(self, entry: int) -> bool:
        """Whether it was on file when log entry `entry` was made."""
        return self.logged < entry and (self.cancelled is None or self.cancelled > entry)

    def touches(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def holds(self, moment: datetime, zone: ZoneInfo) -> bool:
        return self._span(moment, zone) is not None

    def holds_through(self, start: datetime, end: datetime, zone: ZoneInfo) -> bool:
        """Without a break from start to end, the end excluded."""
        first = self._span(start, zone)
        return first is not None and first == self._span(end - timedelta(microseconds=1), zone)

    def ends_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """When the stretch ends in which the moment lies."""
        day = moment.astimezone(zone).date()
        if not self.hours.spans:
            return datetime.combine(self.last_day + timedelta(days=1), time(0), tzinfo=zone)
        minute = moment.astimezone(zone).hour * 60 + moment.astimezone(zone).minute
        end = next(end for start, end in self.hours.spans if start <= minute < end)
        return datetime.combine(day, time(0), tzinfo=zone) + timedelta(minutes=end)

    def _span(self, moment: datetime, zone: ZoneInfo) -> tuple[date, int, int] | None:
        """The stretch of it in which the moment lies: whole days are one stretch."""
        local = moment.astimezone(zone)
        if not self.touches(local.date()):
            return None
        if not self.hours.spans:
            return self.first_day, 0, 0
        minute = local.hour * 60 + local.minute
        spans = (span for span in self.hours.spans if span[0] <= minute < span[1])
        return next(((local.date(), *span) for span in spans), None)


def absent(absences: Iterable[Absence], moment: datetime, zone: ZoneInfo) -> Absence | None:
    """The first that holds at the moment."""
    return next((one for one in absences if one.holds(moment, zone)), None)
