"""News of a call, from whichever side it comes: callback, or the provider's answer to a question.

Events may come twice, late, early and out of order; the row they leave is the same for every
order. The later sequence wins, and an attempt that is final stays as it is.
"""

import logging
from dataclasses import replace
from datetime import datetime

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.closing import close_contact
from fieldwork.ports import Chance
from inspection.call import CallEvent
from inspection.call_news import with_news
from inspection.contact import Attempt, Contact
from inspection.disposition import Disposition, of_dialogue
from inspection.incident import IncidentKind
from inspection.pursuit import ENOUGH, spoils_address

_log = logging.getLogger(__name__)
_ALL = "calls"
"""One incident for all of them: one cause strikes many calls."""
_ENDS = frozenset(
    {
        Disposition.COMPLETE,
        Disposition.PARTIAL,
        Disposition.REFUSED,
        Disposition.MOVED,
    }
)


def apply_call_event(book: Book, event: CallEvent, *, now: datetime, chance: Chance) -> bool:
    """Returns False for an unknown attempt, or a call that is not the attempt's."""
    before = book.contacts.attempt_by_token(event.token)
    if before is None:
        return False
    if before.provider_id and before.provider_id != event.provider_id:
        note_second_call(book, before, now)
        return False
    contact = book.contacts.get(before.contact)
    if event.progress == "ended":
        book.lanes.settle_call(event.token, event.seconds, now)
    attempt = with_news(before, event, now, spoken=_spoken(book, before, contact))
    if attempt == before:
        return True
    book.contacts.save_attempt(attempt)
    if attempt.disposition is not None and not attempt.live:
        _ended(book, before, attempt, contact, now, chance)
    return True


def note_second_call(book: Book, attempt: Attempt, now: datetime) -> None:
    book.audit.note(now, "carrier", "a second call for one attempt", f"attempt {attempt.id}")
    alert(book, IncidentKind.SECOND_CALL, str(attempt.id), now)


def _ended(
    book: Book, before: Attempt, attempt: Attempt, contact: Contact, now: datetime, chance: Chance
) -> None:
    disposition = attempt.disposition
    assert disposition is not None, "a call that is over has an outcome"
    if before.disposition is disposition and not before.live:
        return
    if disposition is Disposition.CARRIER_FAULT and attempt.confirmed_at is not None:
        _log.error("a call was answered, but our words were never fetched: attempt %d", attempt.id)
        alert(book, IncidentKind.UNFETCHED, str(attempt.id), now, key=_ALL)
    if spoils_address(disposition):
        book.roster.spoil(attempt.address, disposition, now)
    if contact.closed:
        return
    if disposition in _ENDS:
        close_contact(
            book, contact, disposition, reason="the call ended so", now=now, chance=chance
        )
    else:
        book.contacts.save(replace(contact, next_at=now))


def _spoken(book: Book, attempt: Attempt, contact: Contact) -> Disposition:
    if book.contacts.last_turn(attempt.id) is None:
        # Answered, but our first words were never fetched: that is ours or the carrier's fault.
        return Disposition.CARRIER_FAULT
    return worth(contact)


def worth(contact: Contact) -> Disposition:
    """What a call was worth that a person answered."""
    dialogue = contact.dialogue
    return of_dialogue(dialogue.ended, dialogue.answers, enough=ENOUGH[contact.kind])


def amend_ended(book: Book, attempt: Attempt, contact: Contact, now: datetime) -> None:
    """A key came after the news that its call was over: the call is worth what was pressed, and
    the contact is due at once, so that a refusal closes it before anybody is called again. Whoever
    was taken to have answered in part, and has answered all, has; once the inspection is weighed
    its words are out, and it stays."""
    disposition = worth(contact)
    book.contacts.save_attempt(
        replace(attempt, disposition=disposition, confirmed_at=attempt.confirmed_at or now)
    )
    if spoils_address(disposition):
        book.roster.spoil(attempt.address, disposition, now)
    if not contact.closed:
        book.contacts.save(replace(contact, next_at=now))
        return
    inspection = book.inspections.get(contact.inspection)
    completed = (contact.disposition, disposition) == (Disposition.PARTIAL, Disposition.COMPLETE)
    if completed and inspection.assessed_at is None:
        book.contacts.save(replace(contact, disposition=disposition))
        about = f"contact {contact.id}: its last key came after the news that the call was over"
        book.audit.note(now, "carrier", f"contact closed {disposition}", about)
