"""Due contact -> attempt.

The intent is committed before the request leaves, so a crash in between leaves a trace: a call
whose request may have been taken is looked for at the provider and never simply made again.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.absent import away_until
from fieldwork.book import Book, Message, StoreBusy, StoreDown
from fieldwork.closing import close_contact
from fieldwork.placing import CallRequests
from fieldwork.ports import (
    Carrier,
    Chance,
    Clock,
    Ledger,
)
from fieldwork.pursuing import pursuit_of, rules_of
from fieldwork.rules import Rules
from inspection import writing
from inspection.chat import Letter
from inspection.contact import Attempt, AttemptState, Contact, Unbegun
from inspection.disposition import Disposition
from inspection.form import Complete, current
from inspection.next_step import next_step
from inspection.official_pursuit import answer_by
from inspection.pursuit import Close, Pursuit, Try, Wait
from inspection.questions import FORMS

_log = logging.getLogger(__name__)
_AT_ONCE = 200
_TOKEN_BYTES = 16
CHAT_ASKS = frozenset({"select_one", "text"})
SENDING_TAKES = timedelta(minutes=2)
"""After so long without an outcome a request counts as having ended ambiguously."""
ASK_AGAIN = timedelta(minutes=2)
NUMBER_IN_USE = timedelta(minutes=5)
LINES_BUSY = timedelta(minutes=1)
BROKEN_WAITS = timedelta(minutes=5)
_ANSWERS_FIRST = timedelta(minutes=1)
"""What came in is applied before anybody is pursued, unless it is stuck."""


@dataclass(kw_only=True)
class Dispatch:
    ledger: Ledger
    carrier: Carrier
    chance: Chance
    clock: Clock

    def __post_init__(self) -> None:
        self._requests = CallRequests(ledger=self.ledger, carrier=self.carrier, chance=self.chance)

    def work(self, now: datetime) -> int:
        """Looks at every contact that is due, as long as no answer waits to be applied; returns
        how many it looked at."""
        with self.ledger.read() as book:
            due = book.contacts.due(now, _AT_ONCE)
        done = 0
        for contact in due:
            # Each request takes its time: hours are looked at when a step is taken.
            at = self.clock.now()
            if self._answers_wait(at):
                break
            done += self._looked_at(contact, at)
        return done

    def _answers_wait(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            return book.inbox.in_between(now - _ANSWERS_FIRST, now)

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

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.contacts.next_due()

    def _look_at(self, contact_id: int, now: datetime) -> None:
        call: tuple[Attempt, str] | None = None
        silent: Attempt | None = None
        with self.ledger.write() as book:
            contact = book.contacts.get(contact_id)
            if contact.next_at is None or contact.next_at > now:
                return  # somebody else looked at it
            live = next((a for a in book.contacts.attempts(contact_id) if a.live), None)
            if live is not None:
                silent = live
                book.contacts.save(replace(contact, next_at=now + ASK_AGAIN))
            else:
                call = self._next(book, contact, now)
        if silent is not None:
            self._requests.ask(silent, now)
        if call is not None:
            self._requests.place(*call, now)

    def _next(self, book: Book, contact: Contact, now: datetime) -> tuple[Attempt, str] | None:
        """Takes the next step in the book; returns the call to be placed after the commit."""
        rules = rules_of(book, contact, now)
        held = rules.held_until(contact, now)
        if held is not None:
            book.contacts.save(replace(contact, next_at=held))
            return None
        back = away_until(book, contact, rules, now)
        if back is not None:
            book.contacts.save(replace(contact, next_at=back))
            return None
        pursuit = pursuit_of(book, contact, rules, now)
        match next_step(pursuit, now):
            case Wait(until=until):
                book.contacts.save(replace(contact, next_at=until))
            case Close(disposition=disposition, reason=reason):
                close_contact(
                    book, contact, disposition, reason=reason, now=now, chance=self.chance
                )
            case Try(address=address, purpose="ask") as attempt if address.channel == "voice":
                return self._call(book, contact, attempt, rules, now)
            case Try() as attempt:
                self._write(book, contact, attempt, pursuit, rules, now)
        return None

    def _call(
        self, book: Book, contact: Contact, step: Try, rules: Rules, now: datetime
    ) -> tuple[Attempt, str] | None:
        address = step.address
        if book.contacts.live_on(book.roster.same_number(address.id)):
            # One live call a number: the neighbour who shares it is on the line.
            book.contacts.save(replace(contact, next_at=now + NUMBER_IN_USE))
            return None
        if book.contacts.live_calls() >= rules.policy.lane_calls_at_once:
            # Looked at again in the order in which they came: what is lost is lost by lot.
            waits = replace(contact, next_at=now + LINES_BUSY, why=Unbegun.CAPACITY)
            book.contacts.save(waits)
            return None
        if address.synthetic and not self.carrier.takes_synthetic:
            _log.error("synthetic number refused: this carrier reaches real telephones")
            book.roster.spoil(address.id, Disposition.OUT_OF_SERVICE, now)
            book.audit.note(now, "dispatch", "synthetic number refused", f"contact {contact.id}")
            return None
        attempt = self._begin(book, contact, step, now)
        return attempt, book.roster.number(address.id)

    def _begin(self, book: Book, contact: Contact, step: Try, now: datetime) -> Attempt:
        attempt = book.contacts.try_on(
            Attempt(
                id=0,
                contact=contact.id,
                channel=step.address.channel,
                address=step.address.id,
                purpose=step.purpose,
                token=self.chance.token(_TOKEN_BYTES).hex(),
                state=AttemptState.SENDING,
                made_at=now,
                deadline=now + SENDING_TAKES,
            )
        )
        book.contacts.save(replace(contact, next_at=attempt.deadline, why=None))
        return attempt

    def _write(
        self, book: Book, contact: Contact, step: Try, pursuit: Pursuit, rules: Rules, now: datetime
    ) -> None:
        letter = _letter(contact, step, pursuit, rules, now)
        attempt = self._begin(book, contact, step, now)
        book.messages.post(
            Message(
                id=0,
                chat=step.address.id,
                kind="check" if step.purpose == "ask" else "reminder",
                letter=letter,
                key=f"attempt:{attempt.id}",
                state="DUE",
                next_at=now,
                tries=0,
                repeated=False,
                attempt=attempt.id,
            )
        )


def _letter(contact: Contact, step: Try, pursuit: Pursuit, rules: Rules, now: datetime) -> Letter:
    form = FORMS[contact.dialogue.form]
    prompt = current(form, contact.dialogue, askable=CHAT_ASKS)
    assert not isinstance(prompt, Complete), "a contact whose dialogue is complete is closed"
    allowed = timedelta(minutes=rules.policy.official_answer_minutes)
    until = answer_by(pursuit) or pursuit.window.add_working(now, allowed)
    local = until.astimezone(rules.zone)
    if step.purpose == "remind":
        return writing.reminder(contact.language, contact.token, prompt, answer_by=local)
    return writing.check(
        contact.language,
        contact.token,
        prompt,
        answer_by=local,
        most_a_month=rules.policy.official_contacts_a_month,
        statement_days=rules.policy.case_statement_days,
        public_number=rules.policy.public_number,
    )
