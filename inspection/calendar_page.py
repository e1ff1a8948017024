"""A year's days as people tell them apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from inspection.calendar import Calendar, DayKind

Look = Literal["working", "rest", "makeup", "holiday"]
_SATURDAY = 5


def look(day: date, kind: DayKind) -> Look:
    """A worked weekend day is a make-up day; a free weekday or a free day with a name a holiday."""
    weekend = day.weekday() >= _SATURDAY
    if kind.working:
        return "makeup" if weekend else "working"
    return "rest" if weekend and not kind.name else "holiday"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days in a row with one look and one name."""

    first: date
    last: date
    look: Look
    name: str


def stretches(days: Mapping[date, DayKind]) -> Iterator[Stretch]:
    """Of all days but ordinary working and rest days, in order."""
    found: Stretch | None = None
    for day in sorted(days):
        kind = days[day]
        here = Stretch(first=day, last=day, look=look(day, kind), name=kind.name)
        if found and _goes_on(found, here):
            found = Stretch(first=found.first, last=day, look=found.look, name=found.name)
            continue
        if found:
            yield found
        found = here if here.look in ("makeup", "holiday") else None
    if found:
        yield found


def year_of(calendar: Calendar, year: int) -> dict[date, DayKind]:
    """Empty for a year that the calendar does not know."""
    return {day: kind for day, kind in calendar.days.items() if day.year == year}


def _goes_on(before: Stretch, here: Stretch) -> bool:
    next_day = before.last + timedelta(days=1) == here.first
    return next_day and (before.look, before.name) == (here.look, here.name)
