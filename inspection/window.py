"""Windows: when one kind of person may be reached, in the zone of the region."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from inspection.calendar import Calendar
from inspection.hours import Hours
from inspection.part import PARTS, Part, part_at
from inspection.pause import Standstill, between
from inspection.policy import Policy

_LOOK_AHEAD_DAYS = 14
_NEVER_CLOSES = timedelta(days=1)


class Stretch(NamedTuple):
    """Open time within one part of one local day; instants in UTC, the end excluded."""

    start: datetime
    end: datetime
    day: date
    part: Part


@dataclass(frozen=True, kw_only=True)
class Window:
    """Hours of working days and of rest days in one zone; empty hours mean never on such days."""

    workday: Hours
    restday: Hours
    zone: ZoneInfo
    calendar: Calendar
    still: tuple[Standstill, ...] = ()
    """When pauses keep it shut; in order, apart."""

    def __post_init__(self) -> None:
        if not (self.workday.spans or self.restday.spans):
            raise ValueError("the window never opens; expected hours on working days or rest days")

    def inside(self, instant: datetime) -> bool:
        day = self._local(instant).date()
        return any(span.start <= instant < span.end for span in self._stretches(day))

    def next_opening(self, instant: datetime) -> datetime:
        """The instant itself if the window is open, otherwise when it opens next, in UTC.

        Raises UnknownDay where the calendar ends first.
        """
        return max(next(self._from(instant)).start, instant.astimezone(UTC))

    def closing(self, instant: datetime) -> datetime:
        """The end, in UTC, of the span open at the instant, or of the one that opens next. Hours
        that never close are given a day at a time, so that nobody waits for the calendar's end."""
        ahead = self._from(instant)
        start, end, _, _ = next(ahead)
        for stretch in ahead:
            if stretch.start != end or end - max(start, instant) >= _NEVER_CLOSES:
                break
            end = stretch.end
        return end

    def add_working(self, instant: datetime, span: timedelta) -> datetime:
        """The instant in UTC by which the window has been open for `span`: how deadlines run."""
        if span < timedelta(0):
            raise ValueError("a deadline cannot lie before its beginning")
        for start, end, _, _ in self._from(instant):
            start = max(start, instant.astimezone(UTC))
            if span <= end - start:
                return start + span
            span -= end - start
        raise AssertionError("a window opens again until its calendar ends")

    def part_of_day(self, instant: datetime) -> Part:
        """Borders: 11:30, 14:00 and 18:00 local time; the night counts to morning or evening."""
        return part_of_day(self._local(instant), self.zone)

    def next_other_part(
        self,
        after: datetime,
        *,
        used: Collection[Part],
        wait: timedelta,
        not_on: Collection[date] = (),
    ) -> datetime:
        """The first open instant, in UTC, from `after + wait` on that lies in an unused part.

        Local days in `not_on` are left out. Where the window offers no unused part within two
        weeks, it is the first open instant on a day that is left.
        """
        earliest = (after + wait).astimezone(UTC)
        fallback: datetime | None = None
        for stretch in self._from(earliest):
            if stretch.day in not_on:
                continue
            start = max(stretch.start, earliest)
            if stretch.part not in used:
                return start
            fallback = fallback or start
            if start > earliest + timedelta(days=_LOOK_AHEAD_DAYS):
                return fallback
        raise AssertionError("a window opens again until its calendar ends")

    def _from(self, instant: datetime) -> Iterator[Stretch]:
        """Open stretches that end after the instant, in order, until the calendar ends."""
        day = self._local(instant).date()
        while True:
            for stretch in self._stretches(day):
                if stretch.end > instant:
                    yield stretch
            day += timedelta(days=1)

    def _stretches(self, day: date) -> tuple[Stretch, ...]:
        if day not in self._known:
            self._known[day] = tuple(self._of_day(day))
        return self._known[day]

    @cached_property
    def _known(self) -> dict[date, tuple[Stretch, ...]]:
        """Days that were looked at before: a slot looks at the same few for all its people."""
        return {}

    def _of_day(self, day: date) -> Iterator[Stretch]:
        hours = self.workday if self.calendar.is_working(day) else self.restday
        for opening, closing in hours.spans:
            for part, first, last in PARTS:
                start = self._instant(day, max(opening, first))
                end = self._instant(day, min(closing, last))
                # Without it: another part, an hour that a change of clocks skipped, or a pause.
                for left in between(start, end, self.still):
                    yield Stretch(left.start, left.end, day, part)

    def _instant(self, day: date, minute: int) -> datetime:
        """A local time in UTC; one that a change of clocks skips becomes the moment of change."""
        wall = datetime.combine(day, time(0)) + timedelta(minutes=minute)
        instant = wall.replace(tzinfo=self.zone).astimezone(UTC)
        while instant.astimezone(self.zone).replace(tzinfo=None) != wall:
            wall += timedelta(minutes=1)
            instant = wall.replace(tzinfo=self.zone).astimezone(UTC)
        return instant

    def _local(self, instant: datetime) -> datetime:
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return instant.astimezone(self.zone)


def part_of_day(instant: datetime, zone: ZoneInfo) -> Part:
    """The part of the local day; borders as `Window.part_of_day` has them."""
    local = instant.astimezone(zone)
    return part_at(local.hour * 60 + local.minute)


def official_window(policy: Policy, calendar: Calendar, zone: ZoneInfo) -> Window:
    """Officials are asked on working days only; `zone`: of the place where they are."""
    return Window(workday=policy.official_hours, restday=Hours(), zone=zone, calendar=calendar)


def household_window(policy: Policy, calendar: Calendar, zone: ZoneInfo) -> Window:
    return Window(
        workday=policy.household_hours_workday,
        restday=policy.household_hours_restday,
        zone=zone,
        calendar=calendar,
    )
