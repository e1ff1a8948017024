"""Whether an answer to a check came late, as the book has it, or too early to be one."""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.hearing import silence
from fieldwork.pursuing import pursuit_of, rules_of
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.lateness import late
from inspection.official_pursuit import answer_by
from inspection.pause import merged

READ_IN = timedelta(seconds=2)
"""Nobody has received and read a question sooner after the answer to the one before it."""


def is_late(
    book: Book, contact: Contact, came_at: datetime, written_at: datetime | None = None
) -> bool:
    """By when it was written, where the provider says so; time in which nothing came in is not
    counted, not even of a silence that nobody has noted yet."""
    if contact.disposition is Disposition.OUTAGE:
        return False
    pursuit = pursuit_of(book, contact, rules_of(book, contact, came_at), came_at)
    unnoted = silence(book, came_at)
    if unnoted is not None:
        pursuit = replace(pursuit, outages=merged((*pursuit.outages, unnoted)))
    until = answer_by(pursuit)
    if until is None:
        return contact.closed
    return late(until, min(came_at, written_at or came_at))
