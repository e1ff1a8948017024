"""The calendar: which days people work, public holidays and make-up days included."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property


class UnknownDay(LookupError):
    """The calendar has no word about a day, and a guess would ring people on a holiday."""

    def __init__(self, day: date, years: str) -> None:
        super().__init__(
            f"the calendar does not know {day.isoformat()}; it holds {years}."
            f" Add the year {day.year} to the calendar first"
        )


@dataclass(frozen=True, kw_only=True)
class DayKind:
    """One day: worked or not, officially announced or only expected, and what it is called."""

    working: bool
    confirmed: bool
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Calendar:
    days: Mapping[date, DayKind]

    def kind(self, day: date) -> DayKind:
        """Raises UnknownDay for a day outside the calendar."""
        try:
            return self.days[day]
        except KeyError:
            raise UnknownDay(day, self._years) from None

    def is_working(self, day: date) -> bool:
        return self.kind(day).working

    def is_confirmed(self, day: date) -> bool:
        """Whether the day's kind has been announced; make-up days are missing until it is."""
        return self.kind(day).confirmed

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included. Raises UnknownDay."""
        if first > last:
            return ()
        self._require_all(first, last)
        worked = self._worked
        return worked[bisect_left(worked, first) : bisect_right(worked, last)]

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, otherwise the next one that is. Raises UnknownDay."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def replaced(self, changes: Mapping[date, DayKind]) -> "Calendar":
        """The calendar with some days changed or added, as a region's own holidays need it."""
        return Calendar(days={**self.days, **changes})

    @cached_property
    def _worked(self) -> tuple[date, ...]:
        return tuple(day for day in sorted(self.days) if self.days[day].working)

    @cached_property
    def _holes(self) -> tuple[date, ...]:
        """The unknown days between the first and the last known one."""
        if not self.days:
            return ()
        first, last = min(self.days), max(self.days)
        every = (first + timedelta(days=n) for n in range((last - first).days))
        return tuple(day for day in every if day not in self.days)

    @cached_property
    def _years(self) -> str:
        years = sorted({day.year for day in self.days})
        return f"{years[0]} to {years[-1]}" if years else "no day at all"

    def _require_all(self, first: date, last: date) -> None:
        self.kind(first)
        self.kind(last)
        at = bisect_left(self._holes, first)
        if at < len(self._holes) and self._holes[at] <= last:
            self.kind(self._holes[at])


def unconfirmed_years(calendar: Calendar, today: date) -> tuple[int, ...]:
    """The years, from today on, with days that are not announced yet: their make-up days or
    movable feasts may be missing."""
    days = calendar.days.items()
    return tuple(sorted({day.year for day, kind in days if day >= today and not kind.confirmed}))
