"""Due contact -> what is to be done about it. It only decides, and writes down what it decided: a
try that joins a queue, a time to wait until, an end. Nothing leaves from here.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, StoreBusy, StoreDown
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.deciding import decided
from fieldwork.exchange import Exchange
from fieldwork.heartbeat import down, leave_sign, look_back, signed
from fieldwork.ports import Chance, Clock, Ledger
from fieldwork.queueing import Queueing
from fieldwork.text_check import settle
from inspection.contact import Attempt, AttemptState, Contact

_log = logging.getLogger(__name__)
_AT_ONCE = 200
BROKEN_WAITS = timedelta(minutes=5)
UNDER_WAY = timedelta(hours=1)
"""A call that is under way wakes its contact when it ends; so often somebody looks anyway."""
ANSWERS_FIRST = timedelta(minutes=1)
"""What came in is applied before anybody is pursued, unless it is stuck."""


@dataclass(kw_only=True)
class Dispatch:
    ledger: Ledger
    exchange: Exchange
    chance: Chance
    clock: Clock
    reached: Reached = go_on

    def work(self, now: datetime) -> int:
        """Looks at every contact that is due, as long as no answer waits to be applied; returns
        how many it looked at."""
        with self.ledger.read() as book:
            was_down, fresh = down(book, now) is not None, signed(book, now)
            due = book.contacts.due(now, _AT_ONCE)
        if was_down:
            look_back(self.ledger, now)
        done = 0
        for contact in due:
            # Each look takes its time: hours are looked at when a step is taken.
            at = self.clock.now()
            with self.ledger.read() as book:
                if answers_wait(book, at):
                    break
            done += self._looked_at(contact, at)
        if not fresh:
            leave_sign(self.ledger, now)
        return done

    def _looked_at(self, contact_id: int, now: datetime) -> bool:
        """One broken contact does not stop the others: it is left alone for some minutes."""
        for step in (self._look_at, self._put_off):
            try:
                step(contact_id, now)
                return step == self._look_at
            except (StoreBusy, StoreDown):
                raise
            except Exception as error:
                # Only its kind: the text of an error may quote what is stored.
                kind = type(error).__name__
                _log.error("contact %d could not be looked at: %s", contact_id, kind)
        return False

    def _put_off(self, contact_id: int, now: datetime) -> None:
        with self.ledger.write() as book:
            contact = book.contacts.get(contact_id)
            if not contact.closed:
                book.contacts.save(replace(contact, next_at=now + BROKEN_WAITS))

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            due = book.contacts.next_due()
            return signed(book, now) and (due is None or due > now)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.contacts.next_due()

    def _look_at(self, contact_id: int, now: datetime) -> None:
        with self.ledger.write() as book:
            contact = book.contacts.get(contact_id)
            if contact.next_at is None or contact.next_at > now:
                return  # somebody else looked at it
            settle(book, contact)
            live = next((a for a in book.contacts.attempts(contact_id) if a.live), None)
            if live is not None and live.state is not AttemptState.DUE:
                book.contacts.save(replace(contact, next_at=now + UNDER_WAY))
                return
            self._decide(book, contact, live, now)
            self.reached(CrashPoint.STEP_WRITTEN)
        self.reached(CrashPoint.STEP_COMMITTED)

    def _decide(self, book: Book, contact: Contact, queued: Attempt | None, now: datetime) -> None:
        decision = decided(book, contact, now, queued=queued, reaching=self.exchange.reaching)
        queueing = Queueing(book=book, exchange=self.exchange, chance=self.chance, now=now)
        if queued is not None:
            if decision.still(queued):
                shuts = decision.rules.window(contact.kind).closing(now)
                book.contacts.save(replace(contact, next_at=shuts))
                return
            if not queueing.instead(contact, queued, decision):
                # A worker has claimed it meanwhile: before it calls it looks itself.
                book.contacts.save(replace(contact, next_at=now + UNDER_WAY))
            return
        queueing.carry_out(contact, decision)


def answers_wait(book: Book, now: datetime) -> bool:
    return book.inbox.in_between(now - ANSWERS_FIRST, now)
