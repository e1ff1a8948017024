"""A plain calendar for tests: Monday to Friday are worked, unless a test says otherwise."""

from collections.abc import Collection
from datetime import date, timedelta

from inspection.calendar import Calendar, DayKind


def weekdays(first: int, last: int, *, off: Collection[date] = ()) -> Calendar:
    """Whole years, both included; the days in `off` are holidays."""
    start = date(first, 1, 1)
    days = [start + timedelta(days=n) for n in range((date(last + 1, 1, 1) - start).days)]
    return Calendar(
        days={
            day: DayKind(working=day.weekday() < 5 and day not in off, confirmed=True)
            for day in days
        }
    )
