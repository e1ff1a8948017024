"""A call's request to the carrier, and what became of it.

A request may end ambiguously, or the process may end in the middle of it: then the carrier is
asked what it knows, and the call is never simply made again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.news import apply_call_event
from fieldwork.ports import (
    CallState,
    Carrier,
    CarrierSilent,
    Chance,
    Ledger,
    NotPlaced,
    Outcome,
    Placed,
    Uncertain,
)
from inspection.contact import Attempt, AttemptState, Contact
from inspection.disposition import Disposition
from inspection.incident import IncidentKind

_log = logging.getLogger(__name__)
CALL_TAKES = timedelta(minutes=8)
"""After so long without news the carrier is asked about a call."""
LONGEST_CALL = timedelta(minutes=30)
LONGEST_PAUSE = 600.0
"""Seconds between two requests while the carrier refuses for the time being."""
OPERATOR_PAUSE, LONGEST_OPERATOR_PAUSE = 600.0, 3600.0
"""Seconds between two requests while it refuses until an operator has acted."""
LOOK_AGAIN = timedelta(minutes=2)
"""The carrier's list may lag: it must lack a call twice, so far apart, before none was made."""


@dataclass(kw_only=True)
class CallRequests:
    ledger: Ledger
    carrier: Carrier
    chance: Chance

    def place(self, attempt: Attempt, number: str, now: datetime) -> None:
        outcome = self.carrier.call(number, attempt.token)
        with self.ledger.write() as book:
            record_placed(book, attempt.id, outcome, now)

    def ask(self, attempt: Attempt, now: datetime) -> None:
        """Nothing was heard of a call: what does the provider know of it?"""
        with self.ledger.read() as book:
            number = book.roster.number(attempt.address)
        too_long = bool(attempt.provider_id) and now - attempt.made_at > LONGEST_CALL
        try:
            known = self._known(attempt, number)
            if too_long and known and known[0].event.progress != "ended":
                # Given up while it goes on, it would be a second call beside the next one.
                self.carrier.hang_up(attempt.provider_id)
        except CarrierSilent:
            return  # asked again when the contact is due next
        with self.ledger.write() as book:
            fresh = book.contacts.attempt(attempt.id)
            ours = [s for s in known if not _bound_elsewhere(book, s.provider_id, fresh)]
            if ours:
                apply_call_event(book, ours[0].event, now=now, chance=self.chance)
            fresh = book.contacts.attempt(attempt.id)
            if fresh.live and not fresh.provider_id and not _missed_before(fresh):
                _look_again(book, fresh, now)
            elif fresh.live and (not ours or too_long):
                _give_up(book, fresh, now)

    def _known(self, attempt: Attempt, number: str) -> Sequence[CallState]:
        if not attempt.provider_id:
            return self.carrier.find(number, attempt.token, attempt.made_at)
        state = self.carrier.look(attempt.provider_id, attempt.token)
        return [state] if state is not None else []


def record_placed(book: Book, attempt_id: int, outcome: Outcome, now: datetime) -> None:
    """What the provider said to our request; news of the call may have come before it."""
    attempt = book.contacts.attempt(attempt_id)
    contact = book.contacts.get(attempt.contact)
    match outcome:
        case Placed(provider_id=provider_id):
            placed = replace(attempt, provider_id=attempt.provider_id or provider_id)
            if placed.state in (AttemptState.SENDING, AttemptState.UNCERTAIN):
                placed = replace(placed, state=AttemptState.SENT, deadline=now + CALL_TAKES)
                book.contacts.save(replace(contact, next_at=placed.deadline))
            book.contacts.save_attempt(placed)
        case Uncertain(code=code):
            _log.warning("a call's request ended ambiguously: %s", code)
            if attempt.state is AttemptState.SENDING:
                book.contacts.save_attempt(replace(attempt, state=AttemptState.UNCERTAIN))
                book.contacts.save(replace(contact, next_at=now + timedelta(seconds=30)))
        case NotPlaced() as refused:
            _refused(book, attempt, contact, refused, now)


def _refused(
    book: Book, attempt: Attempt, contact: Contact, refused: NotPlaced, now: datetime
) -> None:
    if refused.operator:
        _log.error("the carrier wants an operator: code %s", refused.code)
        book.audit.note(now, "dispatch", "carrier needs an operator", f"code {refused.code}")
        alert(book, IncidentKind.CARRIER, refused.code, now)
    wait, disposition = timedelta(0), refused.disposition
    if refused.retry_after is not None or refused.operator:
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


def _bound_elsewhere(book: Book, provider_id: str, attempt: Attempt) -> bool:
    bound = book.contacts.attempt_by_provider(provider_id)
    return bound is not None and bound.id != attempt.id


def _missed_before(attempt: Attempt) -> bool:
    """Whether the carrier's list lacked it once: only then its deadline was moved so far."""
    return attempt.deadline - attempt.made_at > LOOK_AGAIN


def _look_again(book: Book, attempt: Attempt, now: datetime) -> None:
    missed = replace(attempt, state=AttemptState.UNCERTAIN, deadline=now + LOOK_AGAIN)
    book.contacts.save_attempt(missed)
    book.contacts.save(replace(book.contacts.get(attempt.contact), next_at=missed.deadline))


def _give_up(book: Book, attempt: Attempt, now: datetime) -> None:
    """The provider knows of no such call, or it never ends: nobody is to blame for it."""
    book.contacts.save_attempt(
        replace(
            attempt,
            state=AttemptState.FINAL,
            ended_at=now,
            disposition=Disposition.CARRIER_FAULT,
        )
    )
    book.contacts.save(replace(book.contacts.get(attempt.contact), next_at=now))
