"""Pauses: a region in which nobody is checked for a while, because of a flood, a fire, a festival.

While it lasts nothing begins, and time stands still for what had begun.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from inspection.calendar import Calendar
from inspection.contact import Attempt, Contact
from inspection.region import contains

LOOK_AGAIN = timedelta(hours=1)
"""So often somebody looks whether a pause is over: it may be ended before its last day."""
_SPREAD_SECONDS = 3600
_REMEMBERED = timedelta(days=7)
"""A household is not asked about days that lie further back: nobody is to be contradicted by what
somebody half remembers."""


class Standstill(NamedTuple):
    """Time from an instant on, the end excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Of every village whose code begins with `region` ("" everywhere)."""

    region: str
    began_at: datetime
    ends_at: datetime | None
    """None: nobody knows yet."""

    def holds(self, place: str, at: datetime) -> bool:
        """`place` is a code or its beginning: a region is paused where all of it is."""
        begun = self.began_at <= at and (self.ends_at is None or at < self.ends_at)
        return begun and contains(self.region, place)


def paused(pauses: Iterable[Pause], place: str, at: datetime) -> bool:
    return any(pause.holds(place, at) for pause in pauses)


def standstills(pauses: Iterable[Pause], place: str, now: datetime) -> tuple[Standstill, ...]:
    """The time that pauses take from a place: in order, apart. A pause whose end nobody knows
    reaches up to now."""
    return merged(
        Standstill(pause.began_at, pause.ends_at or now)
        for pause in pauses
        if contains(pause.region, place) and pause.began_at < (pause.ends_at or now)
    )


def merged(still: Iterable[Standstill]) -> tuple[Standstill, ...]:
    """In order, apart."""
    found: list[Standstill] = []
    for start, end in sorted(still):
        if found and start <= found[-1].end:
            found[-1] = Standstill(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Standstill(start, end))
    return tuple(found)


def between(start: datetime, end: datetime, still: Sequence[Standstill]) -> Iterator[Standstill]:
    """What is left of the time from start to end without the standstills."""
    for pause in still:
        if pause.end <= start:
            continue
        if pause.start >= end:
            break
        if start < pause.start:
            yield Standstill(start, pause.start)
        start = pause.end
    if start < end:
        yield Standstill(start, end)


def hindered(attempt: Attempt, still: Sequence[Standstill], now: datetime) -> bool:
    """Whether a pause began while a call was under way: who does not pick up has other cares."""
    end = attempt.ended_at or now
    return attempt.channel == "voice" and any(
        pause.start <= end and attempt.made_at < pause.end for pause in still
    )


def resumes_after(contact: Contact) -> timedelta:
    """How much open time passes after a pause before this contact is gone on with: contacts that
    waited for the same hour do not all come back in the same second."""
    return timedelta(seconds=int(contact.token[:8], 16) % _SPREAD_SECONDS)


def stretched(
    contact: Contact, still: Sequence[Standstill], *, zone: ZoneInfo, calendar: Calendar
) -> datetime:
    """Until when the contact may be tried: for each working day of which a pause took anything
    there is another one. Raises UnknownDay where the calendar ends first."""
    day = contact.opened_at.astimezone(zone).date()
    last = (contact.close_by - timedelta(microseconds=1)).astimezone(zone).date()
    since = (pause for pause in still if pause.end > contact.opened_at)
    lost = {one for pause in since for one in _days(pause, zone) if one >= day}
    if not any(one <= last for one in lost):
        return contact.close_by
    while day <= last:
        if day in lost and calendar.is_working(day):
            last = calendar.next_working(last + timedelta(days=1))
        day += timedelta(days=1)
    end = datetime.combine(last + timedelta(days=1), time(0), tzinfo=zone)
    if contact.kind == "household":
        return max(contact.close_by, min(end, contact.opened_at + _REMEMBERED))
    return end


def _days(pause: Standstill, zone: ZoneInfo) -> Iterator[date]:
    """The local days that it touches."""
    day = pause.start.astimezone(zone).date()
    while datetime.combine(day, time(0), tzinfo=zone) < pause.end:
        yield day
        day += timedelta(days=1)
