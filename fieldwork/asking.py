"""Calls of which nothing is heard: the provider is asked about them, after growing pauses.

This is where a request that ended ambiguously is resolved, where a call whose news was lost is
found, and where a call is given up that the provider does not know or never ends.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book, StoreBusy, StoreDown
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.exchange import PASS_TAKES, Exchange
from fieldwork.news import apply_call_event
from fieldwork.ports import CallState, Carrier, CarrierSilent, Chance, Clock, Ledger
from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition
from inspection.incident import IncidentKind

_log = logging.getLogger(__name__)
_AT_ONCE = 100
LONGEST_CALL = timedelta(minutes=30)
LEAST_PAUSE, MOST_PAUSE = timedelta(minutes=2), timedelta(hours=1)
"""Between two questions: half the call's age, within these. The carrier's list may lag, so it must
lack a call twice, at least two minutes apart, before none was made."""
ASKED_FOR = timedelta(hours=24)
"""A carrier keeps a call in its queue for a day at most: after that none can ring any more."""
BROKEN_WAITS = timedelta(minutes=5)
_ALL = "calls"
"""What the carrier loses is one incident, however many calls it is about."""


@dataclass(kw_only=True)
class Asking:
    ledger: Ledger
    exchange: Exchange
    chance: Chance
    clock: Clock
    reached: Reached = go_on

    def work(self, now: datetime) -> int:
        """Asks about calls that stayed silent; returns how many there were."""
        with self.ledger.read() as book:
            silent = book.contacts.unheard(now, _AT_ONCE)
        asked, began = 0, self.clock.monotonic()
        for attempt in silent:
            asked += self._taken_up(attempt, self.clock.now())
            if self.clock.monotonic() - began > PASS_TAKES:
                break
        return asked

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            due = book.contacts.next_unheard()
        return due is None or due > now

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.contacts.next_unheard()

    def _taken_up(self, attempt_id: int, now: datetime) -> bool:
        """One broken call does not stop the others: it is left alone for some minutes."""
        try:
            self._ask(attempt_id, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            _log.error("call %d could not be asked about: %s", attempt_id, type(error).__name__)
            with self.ledger.write() as book:
                attempt = book.contacts.attempt(attempt_id)
                if attempt.live:
                    book.contacts.save_attempt(replace(attempt, deadline=now + BROKEN_WAITS))
            return False
        return True

    def _ask(self, attempt_id: int, now: datetime) -> None:
        with self.ledger.write() as book:
            attempt = book.contacts.attempt(attempt_id)
            if not attempt.live or attempt.deadline > now:
                return  # heard of meanwhile, or somebody else asks
            attempt = _taken_over(attempt, now)
            book.contacts.save_attempt(attempt)
            number = book.roster.number(attempt.address)
            carrier = self.exchange.carrier_of(book, attempt.token)
        self.reached(CrashPoint.QUESTION_ANNOUNCED)
        too_long = bool(attempt.provider_id) and now - attempt.made_at > LONGEST_CALL
        try:
            known = _known(carrier, attempt, number)
            if too_long and known and known[0].event.progress != "ended":
                # Given up while it goes on, it would be a second call beside the next one.
                carrier.hang_up(attempt.provider_id)
        except CarrierSilent:
            if now - attempt.made_at > ASKED_FOR:
                with self.ledger.write() as book:
                    _give_up(book, book.contacts.attempt(attempt.id), now, lost=True)
            return
        self.reached(CrashPoint.QUESTION_ANSWERED)
        with self.ledger.write() as book:
            self._learn(book, attempt, known, now, too_long=too_long)
        self.reached(CrashPoint.QUESTION_RECORDED)

    def _learn(
        self,
        book: Book,
        asked: Attempt,
        known: Sequence[CallState],
        now: datetime,
        *,
        too_long: bool,
    ) -> None:
        before = book.contacts.attempt(asked.id)
        ours = [state for state in known if not _bound_elsewhere(book, state, before)]
        if ours:
            apply_call_event(book, ours[0].event, now=now, chance=self.chance)
        fresh = book.contacts.attempt(asked.id)
        if before.live and before.provider_id and not fresh.live:
            alert(book, IncidentKind.UNHEARD, str(asked.id), now, key=_ALL)
        if not fresh.live:
            return
        if not ours and not fresh.provider_id and not fresh.missed:
            book.contacts.save_attempt(replace(fresh, missed=1))
        elif not ours or too_long:
            _give_up(book, fresh, now, lost=bool(fresh.provider_id) and not ours)


def _known(carrier: Carrier, attempt: Attempt, number: str) -> Sequence[CallState]:
    if not attempt.provider_id:
        return carrier.find(number, attempt.token, attempt.made_at)
    state = carrier.look(attempt.provider_id, attempt.token)
    return [state] if state is not None else []


def _taken_over(attempt: Attempt, now: datetime) -> Attempt:
    """Announced before it is asked about: whoever sent it and has not recorded anything yet is out
    of date from now on, and no second worker asks."""
    pause = min(MOST_PAUSE, max(LEAST_PAUSE, (now - attempt.made_at) / 2))
    if attempt.state is AttemptState.SENDING:
        attempt = replace(attempt, state=AttemptState.UNCERTAIN, fence=attempt.fence + 1)
        pause = LEAST_PAUSE
    return replace(attempt, deadline=now + pause)


def _bound_elsewhere(book: Book, state: CallState, attempt: Attempt) -> bool:
    bound = book.contacts.attempt_by_provider(state.provider_id)
    return bound is not None and bound.id != attempt.id


def _give_up(book: Book, attempt: Attempt, now: datetime, *, lost: bool) -> None:
    """The provider knows of no such call, or it never ends: nobody is to blame for it."""
    if not attempt.live:
        return
    if lost:
        _log.error("the carrier does not know a call that it took: attempt %d", attempt.id)
        alert(book, IncidentKind.LOST, str(attempt.id), now, key=_ALL)
    if not attempt.provider_id:
        book.lanes.release(attempt.token, now)  # there never was a call
    ended = replace(attempt, state=AttemptState.FINAL, ended_at=now)
    book.contacts.save_attempt(replace(ended, disposition=Disposition.CARRIER_FAULT))
    contact = book.contacts.get(attempt.contact)
    if not contact.closed:
        book.contacts.save(replace(contact, next_at=now))
