"""What became of a call's request to the carrier: recorded by the worker that made it."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.news import apply_call_event
from fieldwork.ports import Chance, NotPlaced, Outcome, Placed, Uncertain
from inspection.call import CallEvent
from inspection.call_news import CALL_TAKES
from inspection.contact import Attempt, AttemptState, Contact
from inspection.disposition import Disposition
from inspection.incident import IncidentKind

_log = logging.getLogger(__name__)
UNCLEAR_FOR = timedelta(seconds=30)
LONGEST_PAUSE = 600.0
"""Seconds between two requests while the carrier refuses for the time being."""
OPERATOR_PAUSE, LONGEST_OPERATOR_PAUSE = 600.0, 3600.0
"""Seconds between two requests while it refuses until an operator has acted."""
_REQUESTED = (AttemptState.SENDING, AttemptState.UNCERTAIN)


def record_placed(
    book: Book, sent: Attempt, outcome: Outcome, now: datetime, chance: Chance
) -> None:
    """What the provider said to our request; news of the call may have come before it.

    `sent`: the attempt as this worker sent it. Where it has changed hands since, what its next
    holder recorded stands, and the answer is only news like any other."""
    attempt = book.contacts.attempt(sent.id)
    if attempt.fence != sent.fence:
        if isinstance(outcome, Placed):
            late = _taken(sent, outcome.provider_id)
            apply_call_event(book, late, now=now, chance=chance)
        return
    match outcome:
        case Placed(provider_id=provider_id):
            placed = replace(attempt, provider_id=attempt.provider_id or provider_id)
            if placed.state in _REQUESTED:
                placed = replace(placed, state=AttemptState.SENT, deadline=now + CALL_TAKES)
            book.contacts.save_attempt(placed)
        case Uncertain(code=code):
            _log.warning("a call's request ended ambiguously: %s", code)
            if attempt.state is AttemptState.SENDING:
                unclear = replace(attempt, state=AttemptState.UNCERTAIN)
                book.contacts.save_attempt(replace(unclear, deadline=now + UNCLEAR_FOR))
        case NotPlaced() as refused if attempt.state in _REQUESTED:
            _refused(book, attempt, book.contacts.get(attempt.contact), refused, now)


def _taken(sent: Attempt, provider_id: str) -> CallEvent:
    return CallEvent(token=sent.token, provider_id=provider_id, progress="dialling", sequence=0)


def _refused(
    book: Book, attempt: Attempt, contact: Contact, refused: NotPlaced, now: datetime
) -> None:
    if refused.operator and refused.lane == "goes on":
        # Otherwise its lane stops, and says so.
        _log.error("the carrier wants an operator: code %s", refused.code)
        book.audit.note(now, "dispatch", "carrier needs an operator", f"code {refused.code}")
        alert(book, IncidentKind.CARRIER, refused.code, now)
    wait, disposition = timedelta(0), refused.disposition
    if refused.retry_after is not None or refused.lane != "goes on":
        # Too early or our own matter: no try was made, and none is used up.
        wait, disposition = _pause(book, contact, refused), Disposition.NOT_ATTEMPTED
    ended = replace(attempt, state=AttemptState.FINAL, ended_at=now, disposition=disposition)
    book.contacts.save_attempt(ended)
    if disposition is Disposition.OUT_OF_SERVICE:
        book.roster.spoil(attempt.address, disposition, now)
    book.contacts.save(replace(contact, next_at=now + wait))


def _pause(book: Book, contact: Contact, refused: NotPlaced) -> timedelta:
    """Twice as long after each refusal in a row."""
    seconds, most = OPERATOR_PAUSE, LONGEST_OPERATOR_PAUSE
    if refused.retry_after is not None:
        seconds, most = refused.retry_after, LONGEST_PAUSE
    before = reversed(book.contacts.attempts(contact.id)[:-1])
    for _ in takewhile(lambda a: a.disposition is Disposition.NOT_ATTEMPTED, before):
        seconds = min(seconds * 2, most)
    return timedelta(seconds=seconds)
