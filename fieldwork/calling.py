"""Queued call -> request to the carrier.

Calls are claimed by changing their rows, with a lease. Right before a call leaves everything is
looked at once more that may have changed while it waited; then the intent is committed, the lease
is held against the clock, and the request goes out. Whatever happens after the intent was
committed, the call is asked about and never simply made again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, StoreBusy, StoreDown
from fieldwork.calling_back import LIVE_FOR, on_the_line
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.deciding import decided
from fieldwork.dispatch import ANSWERS_FIRST, BROKEN_WAITS, UNDER_WAY, answers_wait
from fieldwork.exchange import Exchange
from fieldwork.held_lanes import HeldLanes, Leaving
from fieldwork.lane_gate import Errand
from fieldwork.placing import record_placed
from fieldwork.ports import Chance, Clock, Ledger
from fieldwork.queueing import SENDING_TAKES, VOICE, Queueing
from fieldwork.rules import Rules
from inspection.contact import Attempt, AttemptState, Contact
from inspection.lane.lane import Unreachable
from inspection.lane.order import Due, Turns
from inspection.pursuit import Try

_log = logging.getLogger(__name__)
_AT_ONCE = 20
_IN_SIGHT = 1000
"""Among so many of the oldest, regions take turns."""
CLAIM_LASTS = timedelta(minutes=1)
"""What a worker has not begun by then is free for the next one."""
MUST_LEAVE = timedelta(minutes=1)
"""So long after its intent was committed a request may leave: well before anybody looks for it."""
LINES_BUSY = timedelta(minutes=1)


@dataclass(kw_only=True)
class Calling:
    ledger: Ledger
    exchange: Exchange
    chance: Chance
    clock: Clock
    holder: str
    """A word that no other worker has."""
    reached: Reached = go_on
    _held_until: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._lanes = HeldLanes(exchange=self.exchange, channel="voice")
        self._turns = Turns()
        self._mine: dict[int, Due[int]] = {}

    def work(self, now: datetime) -> int:
        """Places the calls that are due; returns how many were taken up."""
        if self.rests(now):
            return 0
        if not self._lanes.own(now):
            self._held_until = self._lanes.until(now)
            return 0
        claimed = self._claimed(now)
        for attempt in claimed:
            self._taken_up(attempt)
        if self._held_until is None:
            self._held_until = self._lanes.until(self.clock.now())
        return len(claimed)

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            return answers_wait(book, now) or not book.contacts.claimable(VOICE, now)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            due = book.contacts.next_claimable(VOICE, now)
            if due is not None and answers_wait(book, now):
                return max(due, now + ANSWERS_FIRST)
        if due is None or self._held_until is None:
            return due
        return max(due, self._held_until)

    def _claimed(self, now: datetime) -> Sequence[Attempt]:
        with self.ledger.write() as book:
            book.contacts.claims_alone()
            book.contacts.released(now)
            room = self._room(book, now)
            self._held_until = None if room > 0 else now + LINES_BUSY
            if room <= 0:
                return ()
            turns = self._turns.order(book.contacts.waiting(VOICE, now, _IN_SIGHT))
            mine = turns[: min(room, _AT_ONCE)]
            claimed = book.contacts.claim([one.id for one in mine], self.holder, now + CLAIM_LASTS)
        if claimed:
            self.reached(CrashPoint.CALLS_CLAIMED)
        self._mine = {one.id: one for one in mine}
        return claimed

    def _room(self, book: Book, now: datetime) -> int:
        """How many calls the lanes take now; each is asked again when its call leaves."""
        free = Rules.at(book, now).policy.lane_calls_at_once - book.contacts.live_calls()
        return min(free, self._lanes.room(now))

    def _taken_up(self, attempt: Attempt) -> None:
        """One broken call does not stop the others: it is left alone for some minutes."""
        try:
            self._call(attempt)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            _log.error("call %d could not be placed: %s", attempt.id, type(error).__name__)
            self._put_off(attempt, self.clock.now() + BROKEN_WAITS)

    def _call(self, attempt: Attempt) -> None:
        at, beat = self.clock.now(), self.clock.monotonic()
        with self.ledger.write() as book:
            begun = self._begun(book, attempt, at)
            leaving = None if begun is None else self._admitted(book, begun, at)
        if begun is None or leaving is None:
            return
        self.reached(CrashPoint.CALL_ANNOUNCED)
        # By both clocks: a worker that was stopped in between must not call, nor one whose clock
        # was turned back meanwhile.
        late = self.clock.monotonic() - beat > MUST_LEAVE.total_seconds()
        gate, errand = self.exchange.gate, leaving.errand
        if late or self.clock.now() > at + MUST_LEAVE or not gate.owns(leaving.lane):
            self._give_back(begun, errand)
            return
        # What is given back was not served: its region's turn stays.
        self._turns.served(self._mine[begun.id])
        outcome = self.exchange.carrier(leaving.lane).call(errand.number, begun.token)
        self.reached(CrashPoint.CALL_ANSWERED)
        with self.ledger.write() as book:
            gate.record(book, leaving.lane, errand, outcome, self.clock.now())
            record_placed(book, begun, outcome, self.clock.now(), self.chance)
            self.reached(CrashPoint.CALL_WRITTEN)
        self.reached(CrashPoint.CALL_RECORDED)

    def _admitted(self, book: Book, begun: Attempt, at: datetime) -> Leaving | None:
        """The lane on which it leaves; None where each that reaches the number is held: then it
        waits again."""
        contact = book.contacts.get(begun.contact)
        address = next(
            one
            for one in book.roster.voice_addresses(contact.kind, contact.person)
            if one.id == begun.address
        )
        village = book.inspections.get(contact.inspection).pick.village
        found = self.exchange.reaching.lanes_to(book, address, "voice", village)
        number = book.roster.number(begun.address)
        errand = Errand(channel="voice", token=begun.token, number=number)
        lanes = () if isinstance(found, Unreachable) else found
        leaving = self._lanes.admitted(book, lanes, errand, at)
        if isinstance(leaving, Leaving):
            return leaving
        book.contacts.save_attempt(_due_again(begun, leaving))
        return None

    def _begun(self, book: Book, claimed: Attempt, at: datetime) -> Attempt | None:
        """The attempt as it is sent now; None where it is not, or not by us."""
        contact, attempt = _still_claimed(book, claimed)
        if attempt is None or at >= claimed.deadline:
            return None  # its time was over: somebody else has it, or may have it
        if contact.closed:
            book.contacts.withdraw(attempt)
            return None
        if answers_wait(book, at):
            book.contacts.save_attempt(_due_again(attempt, at + timedelta(seconds=1)))
            return None
        if on_the_line(book, attempt.address, at):
            book.contacts.save_attempt(_due_again(attempt, at + LIVE_FOR))
            return None
        if not self._still_wanted(book, contact, attempt, at):
            return None
        begun = replace(
            attempt, state=AttemptState.SENDING, made_at=at, deadline=at + SENDING_TAKES
        )
        book.contacts.save_attempt(begun)
        book.contacts.save(replace(contact, next_at=at + UNDER_WAY, why=None))
        return begun

    def _still_wanted(self, book: Book, contact: Contact, attempt: Attempt, at: datetime) -> bool:
        """Hours, pauses, absences, burden, the register: whatever changed while it waited is
        carried out in its place."""
        decision = decided(book, contact, at, queued=attempt, reaching=self.exchange.reaching)
        queueing = Queueing(book=book, exchange=self.exchange, chance=self.chance, now=at)
        step = decision.step
        if not decision.still(attempt):
            queueing.instead(contact, attempt, decision)
            return False
        if isinstance(step, Try) and queueing.refused_synthetic(contact, step):
            book.contacts.withdraw(attempt)
            return False
        return True

    def _give_back(self, begun: Attempt, errand: Errand) -> None:
        """It never left: it waits again, unless somebody has taken it for lost meanwhile."""
        with self.ledger.write() as book:
            self.exchange.gate.withdraw(book, errand, self.clock.now())
            attempt = book.contacts.attempt(begun.id)
            if attempt.fence == begun.fence and attempt.state is AttemptState.SENDING:
                book.contacts.save_attempt(_due_again(attempt, self.clock.now()))
                contact = book.contacts.get(attempt.contact)
                book.contacts.save(replace(contact, next_at=self.clock.now()))

    def _put_off(self, claimed: Attempt, until: datetime) -> None:
        with self.ledger.write() as book:
            _, attempt = _still_claimed(book, claimed)
            if attempt is not None and attempt.state is AttemptState.CLAIMED:
                book.contacts.save_attempt(_due_again(attempt, until))


def _still_claimed(book: Book, claimed: Attempt) -> tuple[Contact, Attempt | None]:
    """None if somebody else has it, or has withdrawn it, since it was claimed."""
    contact = book.contacts.get(claimed.contact)
    attempts = book.contacts.attempts(claimed.contact)
    same = (one for one in attempts if one.id == claimed.id and one.fence == claimed.fence)
    return contact, next(same, None)


def _due_again(attempt: Attempt, at: datetime) -> Attempt:
    return replace(attempt, state=AttemptState.DUE, holder="", deadline=at, fence=attempt.fence + 1)
