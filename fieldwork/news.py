"""News of a call, from whichever side it comes: callback, or the provider's answer to a question.

Events may come twice, late, early and out of order; the row they leave is the same for every
order. The later sequence wins, and an attempt that is final stays as it is.
"""

import logging
from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book
from fieldwork.closing import close_contact
from fieldwork.ports import Chance
from inspection.call import CallEvent
from inspection.contact import Attempt, AttemptState, Contact
from inspection.disposition import Disposition, of_dialogue
from inspection.pursuit import ENOUGH, spoils_address

_log = logging.getLogger(__name__)
_STATES = {
    "dialling": AttemptState.SENT,
    "ringing": AttemptState.RINGING,
    "answered": AttemptState.ANSWERED,
}
_ORDER = list(AttemptState)
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
    attempt = book.contacts.attempt_by_token(event.token)
    if attempt is None:
        return False
    if attempt.provider_id and attempt.provider_id != event.provider_id:
        book.audit.note(now, "carrier", "a second call for one attempt", f"attempt {attempt.id}")
        return False
    if attempt.state is AttemptState.FINAL:
        return True
    attempt = replace(attempt, provider_id=event.provider_id)
    if event.progress == "ended":
        _end(book, attempt, event, now, chance)
    else:
        book.contacts.save_attempt(_advance(attempt, event, now))
    return True


def _advance(attempt: Attempt, event: CallEvent, now: datetime) -> Attempt:
    state = _STATES[event.progress]
    if _ORDER.index(state) < _ORDER.index(attempt.state):
        state = attempt.state
    confirmed = attempt.confirmed_at
    if confirmed is None and event.progress in ("ringing", "answered"):
        confirmed = now
    return replace(
        attempt,
        state=state,
        sequence=max(attempt.sequence, event.sequence),
        confirmed_at=confirmed,
        disposition=Disposition.ANSWERING_MACHINE if event.machine else attempt.disposition,
    )


def _end(book: Book, attempt: Attempt, event: CallEvent, now: datetime, chance: Chance) -> None:
    contact = book.contacts.get(attempt.contact)
    disposition = _outcome(book, attempt, contact, event)
    # Without a word for its end somebody picked up, whatever they heard then.
    reached = event.ended not in (Disposition.CARRIER_FAULT, Disposition.OUT_OF_SERVICE)
    if event.ended is None and disposition is Disposition.CARRIER_FAULT:
        _log.error("a call was answered, but our words were never fetched: attempt %d", attempt.id)
    ended = replace(
        attempt,
        state=AttemptState.FINAL,
        sequence=max(attempt.sequence, event.sequence),
        ended_at=now,
        disposition=disposition,
        confirmed_at=attempt.confirmed_at or (now if reached else None),
    )
    book.contacts.save_attempt(ended)
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


def _outcome(book: Book, attempt: Attempt, contact: Contact, event: CallEvent) -> Disposition:
    if event.ended is not None:
        return event.ended
    if event.machine or attempt.disposition is Disposition.ANSWERING_MACHINE:
        return Disposition.ANSWERING_MACHINE
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
    the contact is due at once, so that a refusal closes it before anybody is called again."""
    disposition = worth(contact)
    book.contacts.save_attempt(
        replace(attempt, disposition=disposition, confirmed_at=attempt.confirmed_at or now)
    )
    if spoils_address(disposition):
        book.roster.spoil(attempt.address, disposition, now)
    if not contact.closed:
        book.contacts.save(replace(contact, next_at=now))
