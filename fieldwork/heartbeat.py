"""Whether the program was down: its dispatcher leaves a sign of life, and when it comes back finds
how long nobody was pursued though somebody was due.

Nothing to do is no outage: what counts is a contact that was due and that nobody looked at.
"""

import logging
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.ports import Ledger
from inspection.incident import IncidentKind
from inspection.pause import Standstill

_log = logging.getLogger(__name__)
CYCLE = "dispatch"
BEATS_EVERY = timedelta(minutes=5)
SHORTEST = timedelta(minutes=15)
"""A restart is no outage; hours and days are. It is longer than any pause between two signs."""


def look_back(ledger: Ledger, now: datetime) -> None:
    """Before anybody is pursued: notes an outage that has just ended."""
    with ledger.write() as book:
        outage = down(book, now)
        if outage is None:
            return  # another process has noted it: whoever looks in order to write looks alone
        book.outages.note(outage)
        book.outages.beat(CYCLE, now)
        hours = f"{(outage.end - outage.start) / timedelta(hours=1):.1f}"
        book.audit.note(now, "dispatch", "the program was down", f"{hours} hours")
        alert(book, IncidentKind.OUTAGE, hours, now)
    _log.warning("nobody was pursued for %s hours: the program was down", hours)


def leave_sign(ledger: Ledger, now: datetime) -> None:
    """After a completed cycle, every few minutes."""
    with ledger.write() as book:
        book.outages.beat(CYCLE, now)


def signed(book: Book, now: datetime) -> bool:
    """Whether the last sign is new enough: then no outage can have ended either."""
    last = book.outages.last_beat(CYCLE)
    return last is not None and now - last < BEATS_EVERY


def down(book: Book, now: datetime) -> Standstill | None:
    """The outage that ends now."""
    last, due = book.outages.last_beat(CYCLE), book.contacts.next_due()
    if last is None or due is None:
        return None
    began = max(last, due)
    return Standstill(began, now) if now - began > SHORTEST else None
