"""Incidents reach the administrators: one message each, however often the same thing happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fieldwork.book import Book
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.ports import Custodian, Ledger
from fieldwork.responsible import tell
from inspection.chain import chain_end
from inspection.incident import QUIET, IncidentKind, letter

AHEAD = timedelta(days=30)


def alert(book: Book, kind: IncidentKind, about: str, now: datetime, *, key: str = "") -> None:
    """`about` is what is said; what has the same `key` (else the same `about`) is one incident as
    long as it goes on. Neither names a person."""
    incident = book.incidents.seen(kind, key or about, now, open_since=now - QUIET)
    if incident.times > 1:
        return
    for one in book.roster.administrators():
        told = letter(kind, about, one.language)
        tell(book, one, told, "alert", f"incident:{incident.id}", now)


@dataclass(kw_only=True)
class Endings:
    """Looks once a day (of UTC) and process for what ends within thirty days."""

    ledger: Ledger
    custodians: Sequence[Custodian]
    reached: Reached = go_on
    _looked_on: date | None = field(default=None)

    def work(self, now: datetime) -> int:
        if self.rests(now):
            return 0
        with self.ledger.write() as book:
            _look(book, self.custodians, now)
            self.reached(CrashPoint.ENDINGS_WRITTEN)
        self.reached(CrashPoint.ENDINGS_COMMITTED)
        self._looked_on = now.date()
        return 0

    def rests(self, now: datetime) -> bool:
        return self._looked_on == now.date()


def _look(book: Book, custodians: Sequence[Custodian], now: datetime) -> None:
    for one in custodians:
        end = chain_end(one.start, one.n)
        if end - now <= AHEAD:
            about = f"{one.name}, {end.date().isoformat()}"
            alert(book, IncidentKind.CHAIN, about, now)
    last = max(book.policy.calendar().days, default=None)
    if last is not None and last - now.date() <= AHEAD:
        alert(book, IncidentKind.CALENDAR, last.isoformat(), now)
