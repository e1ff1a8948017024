"""After a restore: the store is older than what has happened.

Between the copy and the restore messages were sent, people were called and gave answers, slots were
drawn: none of it is known here. So nothing is drawn or sent until an operator has looked, and then
whatever was still to be sent in the copy is given up, and every contact that was open is closed as
our fault: the person may have been asked already, and may have answered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldwork.book import Book, StoredHold
from fieldwork.rules import Rules
from inspection.disposition import Disposition
from inspection.outage import Down, Outage

LOST = "lost with the database that was restored"
"""Why a slot is MISSED that a lost store may have drawn."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    messages: int
    texts: int
    attempts: int
    contacts: int


def hold(book: Book, reason: str, now: datetime) -> StoredHold:
    """From now on nothing is drawn or sent. One that is in force already goes on."""
    entries = book.audit.newest().index
    last = book.audit.at(entries) if entries else None
    begun = book.holds.begin(reason, now, lost_from=min(last or now, now))
    if begun.since == now:
        book.audit.note(now, "operator", "store restored", f"hold {begun.id}, entries {entries}")
    return begun


def settle(book: Book, why: str, now: datetime) -> Settled | None:
    """Ends the hold; None if there is none."""
    current = book.holds.current()
    if current is None or not book.holds.end(current, why, now):
        return None
    withdrawn = book.holds.withdraw(current, now)
    lost = Outage(what=Down.STORE, start=current.lost_from, end=current.since)
    for number in withdrawn.contacts:
        contact = book.contacts.get(number)
        book.contacts.save(contact.close(Disposition.OUTAGE, now, outage=lost))
        act = f"contact closed {Disposition.OUTAGE}"
        book.audit.note(now, "operator", act, f"contact {number}: the store was restored")
    _leave_out_digests(book, current, now)
    done = Settled(
        messages=withdrawn.messages,
        texts=withdrawn.texts,
        attempts=withdrawn.attempts,
        contacts=len(withdrawn.contacts),
    )
    about = (
        f"hold {current.id}: {done.contacts} contacts, {done.messages} messages,"
        f" {done.texts} texts given up"
    )
    book.audit.note(now, "operator", "store taken into use again", about)
    return done


def _leave_out_digests(book: Book, current: StoredHold, now: datetime) -> None:
    """Of days whose digest the lost store may have sent."""
    if not book.policy.calendar().days:
        return
    rules = Rules.at(book, now)
    zone = rules.policy.zone
    day, today = current.lost_from.astimezone(zone).date(), now.astimezone(zone).date()
    while day <= today:
        due = datetime.combine(day, rules.policy.digest_at, tzinfo=zone)
        if current.lost_from < due <= now:
            for inspector in book.roster.inspectors():
                book.summaries.add_digest(inspector.id, day, "", now)
        day += timedelta(days=1)
