"""Whether anything can come in: whoever takes in what people write leaves signs of life, and the
first that is back finds how long nobody did.

While nobody listens nobody is asked and nobody given up: the answer may lie before a closed door.
"""

import logging
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.heartbeat import SHORTEST
from fieldwork.ports import Ledger
from inspection.incident import IncidentKind
from inspection.pause import Standstill

_log = logging.getLogger(__name__)
EAR = "intake"
"""One name for all who listen: as long as one of them does, what people write comes in."""
BEATS_EVERY = timedelta(seconds=20)
SHORT = timedelta(minutes=1)
"""A silence that is longer is noted. Shorter ones are within `inspection.lateness.ON_ITS_WAY`."""
DEAF = timedelta(minutes=3)
"""After so long the others wait: longer than a restart takes."""
LOOK_AGAIN = timedelta(minutes=1)


def heard(ledger: Ledger, now: datetime) -> None:
    """By whoever could have taken something in right now. Notes the silence before it, if there
    was one. Raises StoreBusy, StoreDown."""
    with ledger.read() as book:
        last = book.outages.sign(EAR)
    # One that lies ahead is of a clock that was put back.
    if last is not None and timedelta(0) <= now - last < BEATS_EVERY:
        return
    with ledger.write() as book:
        silence = _silence(book.outages.last_beat(EAR), now, SHORT)
        if silence is not None:
            _note(book, silence, now)
        book.outages.beat(EAR, now)
    if silence is not None:
        _log.warning("nothing came in for %.0f minutes", _minutes(silence))


def silence(book: Book, now: datetime) -> Standstill | None:
    """One that has not ended yet, or that nobody has noted yet."""
    return _silence(book.outages.sign(EAR), now, SHORT)


def deaf_until(book: Book, now: datetime) -> datetime | None:
    """When to look again whether somebody listens; None if somebody does, or nobody ever did."""
    return now + LOOK_AGAIN if _silence(book.outages.sign(EAR), now, DEAF) else None


def _silence(last: datetime | None, now: datetime, longest: timedelta) -> Standstill | None:
    return Standstill(last, now) if last is not None and now - last > longest else None


def _note(book: Book, silence: Standstill, now: datetime) -> None:
    """Administrators hear of it where somebody waited, and not of every restart."""
    book.outages.note(silence)
    minutes = f"{_minutes(silence):.0f}"
    book.audit.note(now, "intake", "nothing came in", f"{minutes} minutes")
    if silence.end - silence.start > SHORTEST and book.contacts.next_due() is not None:
        hours = f"{_minutes(silence) / 60:.1f}"
        alert(book, IncidentKind.OUTAGE, hours, now)


def _minutes(silence: Standstill) -> float:
    return (silence.end - silence.start) / timedelta(minutes=1)
