"""Who is away, as it is on file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fieldwork.book import Book, TeamToday
from fieldwork.rules import Rules
from inspection.absence import Absence, absent
from inspection.contact import Contact

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Absent:
    """What was on file when log entry `entry` was made; None: what is on file now."""

    entry: int | None
    by_official: Mapping[str, Sequence[Absence]]

    @classmethod
    def of(cls, book: Book, day: date, entry: int | None = None) -> "Absent":
        """Around the day: zones may lie a day apart."""
        found: dict[str, list[Absence]] = {}
        for one in book.absences.touching(day - _DAY, day + _DAY):
            if one.cancelled is None if entry is None else one.known(entry):
                found.setdefault(one.official, []).append(one)
        return cls(entry=entry, by_official=found)

    def at(self, official: str, moment: datetime, zone: ZoneInfo) -> Absence | None:
        return absent(self.by_official.get(official, ()), moment, zone)

    def whole(self, team: TeamToday, start: datetime, end: datetime, zone: ZoneInfo) -> bool:
        """Whether everybody of the team is away from start to end."""
        return all(
            any(one.holds_through(start, end, zone) for one in self.by_official.get(official, ()))
            for official in team.officials
        )

    def touches_all(self, team: TeamToday) -> bool:
        """Cheap: whether `whole` needs to be asked at all."""
        return bool(self.by_official) and all(one in self.by_official for one in team.officials)


def away_until(book: Book, contact: Contact, rules: Rules, now: datetime) -> datetime | None:
    """Nobody is asked during an absence that was on file when the draw was committed: until when
    the contact waits, at the latest its last moment; None: it need not."""
    if contact.kind != "official" or now >= (last := rules.close_by(contact)):
        return None
    pick = book.inspections.get(contact.inspection).pick
    day = now.astimezone(rules.zone).date()
    absent = Absent.of(book, day, book.slots.get(pick.slot).log_index)
    away = absent.at(contact.person, now, rules.zone)
    if away is None or _has_answered(contact):
        return None
    return min(away.ends_after(now, rules.zone), last)


def _has_answered(contact: Contact) -> bool:
    """Whoever has begun to answer by themselves goes on."""
    return bool(contact.dialogue.answers)
