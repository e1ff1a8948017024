"""Slots: the stretches of permitted time for each of which one draw is made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from inspection.calendar import Calendar
from inspection.hours import Hours

VISIT_SLOT_MINUTES = 30
"""Of the draw of visits: as often as custodians give codes."""
_LABEL = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})/PT([1-9]\d*)M")


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A slot by its opening (kept in UTC); `index` counts the slots of its day from 0."""

    opens_at: datetime
    minutes: int
    zone: ZoneInfo
    index: int = 0

    def __post_init__(self) -> None:
        if self.opens_at.tzinfo is None:
            raise ValueError("a slot's opening needs a time zone")
        if self.minutes < 1:
            raise ValueError(f"a slot of {self.minutes} minutes is none; expected 1 or more")
        object.__setattr__(self, "opens_at", self.opens_at.astimezone(UTC))

    @property
    def label(self) -> str:
        """The slot's name in every hash: local opening with its offset, never Z, and minutes."""
        local = self.opens_at.astimezone(self.zone).isoformat(timespec="seconds")
        return f"{local}/PT{self.minutes}M"

    @cached_property
    def day(self) -> date:
        """The local day."""
        return self.opens_at.astimezone(self.zone).date()

    @property
    def closes_at(self) -> datetime:
        return self.opens_at + timedelta(minutes=self.minutes)

    @property
    def seconds(self) -> int:
        return self.minutes * 60


def slots_a_day(hours: Hours, minutes: int) -> int:
    """How many whole slots of so many minutes the hours hold."""
    return sum((end - start) // minutes for start, end in hours.spans)


@lru_cache(maxsize=1000)
def slots_of_day(day: date, *, hours: Hours, minutes: int, zone: ZoneInfo) -> tuple[Slot, ...]:
    """The slots of a day in order, whether it is a working day or not.

    A local time that a change of clocks skips on that day has no slot; the others keep their index.
    """
    found = []
    for index, minute in enumerate(_openings(hours, minutes)):
        local = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
        opens_at = local.astimezone(UTC)
        if opens_at.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            found.append(Slot(opens_at=opens_at, minutes=minutes, zone=zone, index=index))
    return tuple(found)


def next_slot(
    instant: datetime, *, hours: Hours, minutes: int, zone: ZoneInfo, calendar: Calendar
) -> Slot:
    """The first slot of a working day that opens at or after the instant.

    Raises UnknownDay where the calendar ends first, ValueError if the hours hold no slot.
    """
    if slots_a_day(hours, minutes) == 0:
        raise ValueError(f"the hours {hours.text()!r} hold no slot of {minutes} minutes")
    day = instant.astimezone(zone).date()
    while True:
        day = calendar.next_working(day)
        for slot in slots_of_day(day, hours=hours, minutes=minutes, zone=zone):
            if slot.opens_at >= instant:
                return slot
        day += timedelta(days=1)


def read_label(label: str) -> tuple[datetime, int]:
    """A label's opening (in UTC) and minutes. Raises ValueError on anything but a label."""
    match = _LABEL.fullmatch(label)
    if match is None:
        raise ValueError(
            f"{label!r} is not the label of a slot; expected one such as"
            " 2026-03-02T09:00:00+08:00/PT30M"
        )
    return datetime.fromisoformat(match[1]).astimezone(UTC), int(match[2])


def _openings(hours: Hours, minutes: int) -> Iterator[int]:
    for start, end in hours.spans:
        yield from range(start, end - minutes + 1, minutes)
