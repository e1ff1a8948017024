"""The calendar is completed: days of a region, or what was announced for everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from fieldwork.book import Book
from fieldwork.ports import Ledger
from fieldwork.rules import policy_day
from inspection.calendar import Calendar, DayKind

_EXAMPLES = 3


class DaysRefused(ValueError):
    """Days that the calendar cannot take. Says which, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class DaysSet:
    """`changed`: as they are now. `passed`: how many days had begun and stay as they are; `same`:
    how many were so already."""

    changed: Mapping[date, DayKind]
    passed: int
    same: int


class _Tried(Exception):
    """Ends a unit of work that shall leave nothing behind."""


def set_days(
    ledger: Ledger,
    days: Mapping[date, DayKind],
    *,
    region: str,
    by: str,
    now: datetime,
    keep: bool = True,
) -> DaysSet:
    """Puts days into the calendar of a region ("" everywhere). A day that has begun keeps its kind:
    cycles and deadlines were counted with it. Raises DaysRefused; then nothing was changed. Without
    `keep` everything is tried and nothing changed."""
    try:
        with ledger.write() as book:
            done = _set(book, days, region, by, now)
            if not keep:
                raise _Tried
    except _Tried:
        pass
    return done


def confirm_year(ledger: Ledger, year: int, *, by: str, now: datetime) -> int:
    """Says that the official notice for a year is out and the calendar agrees with it; how many
    days were not confirmed before. Raises DaysRefused."""
    with ledger.write() as book:
        calendar = book.policy.calendar()
        days = {day: kind for day, kind in calendar.days.items() if day.year == year}
        if not days:
            raise DaysRefused(f"the calendar does not know {year}; {_known(calendar)}")
        open_still = [day for day, kind in days.items() if not kind.confirmed]
        if open_still:
            confirmed = {day: replace(kind, confirmed=True) for day, kind in days.items()}
            book.policy.set_calendar(calendar.replaced(confirmed))
            book.audit.note(now, by, "calendar confirmed", str(year))
    return len(open_still)


def _set(book: Book, days: Mapping[date, DayKind], region: str, by: str, now: datetime) -> DaysSet:
    today, held = policy_day(book, now), book.policy.calendar(region)
    ahead = {day: kind for day, kind in days.items() if day > today}
    changed = {day: kind for day, kind in ahead.items() if held.days.get(day) != kind}
    everywhere = book.policy.calendar()
    strange = sorted(day for day in changed if day not in everywhere.days)
    if strange:
        shown = ", ".join(map(str, strange[:_EXAMPLES]))
        more = f" and {len(strange) - _EXAMPLES} more" if len(strange) > _EXAMPLES else ""
        raise DaysRefused(f"{shown}{more}: {_known(everywhere)}")
    if changed:
        own = book.policy.own_days(region)
        book.policy.set_calendar(own.replaced(changed), region)
        about = f"{region or 'everywhere'} days={len(changed)} first={min(changed)}"
        book.audit.note(now, by, "calendar set", about)
    passed = len(days) - len(ahead)
    return DaysSet(changed=changed, passed=passed, same=len(ahead) - len(changed))


def _known(calendar: Calendar) -> str:
    if not calendar.days:
        return "the calendar is empty; start the program once"
    first, last = min(calendar.days), max(calendar.days)
    return (
        f"the calendar holds {first} to {last}; the years after it are added by themselves, a year"
        " ahead"
    )
