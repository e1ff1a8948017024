"""A decision is written down: a call joins the queue of its lane, a message that of the post."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Message
from fieldwork.calling_back import LIVE_FOR, on_the_line
from fieldwork.closing import close_contact
from fieldwork.deciding import Decision
from fieldwork.exchange import Exchange
from fieldwork.ports import Chance
from fieldwork.questioning import interview_of, media_of
from fieldwork.rules import Rules
from fieldwork.text_check import queue_check
from inspection import writing
from inspection.chat import Letter
from inspection.contact import Attempt, AttemptState, Contact, Unbegun
from inspection.disposition import Disposition
from inspection.lane.order import Priority
from inspection.official_pursuit import answer_by
from inspection.pursuit import Close, Pursuit, Try, Wait
from inspection.questionnaire import chat, sms
from inspection.region import county_of
from inspection.text_check_words import check_by_text

_log = logging.getLogger(__name__)
_TOKEN_BYTES = 16
VOICE = "voice"
"""The queue of all telephones: on which lane a call leaves is decided when it does."""
SENDING_TAKES = timedelta(minutes=2)
"""After so long without an outcome a request counts as having ended ambiguously."""
NUMBER_IN_USE = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Queueing:
    """Within one unit of work."""

    book: Book
    exchange: Exchange
    chance: Chance
    now: datetime

    def carry_out(self, contact: Contact, decision: Decision) -> None:
        match decision.step:
            case Wait(until=until):
                self.book.contacts.save(replace(contact, next_at=until))
            case Close(disposition=disposition, reason=reason, outage=outage):
                close_contact(
                    self.book,
                    replace(contact, why=decision.why or contact.why),
                    disposition,
                    reason=reason,
                    now=self.now,
                    chance=self.chance,
                    outage=outage,
                )
            case Try(address=address, purpose="ask") as step if address.channel == "voice":
                self._queue_call(contact, step, decision)
            case Try(address=address) as step if address.channel == "sms":
                assert decision.pursuit is not None, "a try comes from a pursuit"
                self._queue_text(contact, step, decision.pursuit, decision)
            case Try() as step:
                assert decision.pursuit is not None, "a try comes from a pursuit"
                self._queue_message(contact, step, decision.pursuit, decision)

    def instead(self, contact: Contact, queued: Attempt, decision: Decision) -> bool:
        """What is to be done in place of a try that waited, and is no longer the one to be made.
        False, and nothing is changed, if somebody else has it meanwhile."""
        if not self.book.contacts.withdraw(queued):
            return False
        ours = isinstance(decision.step, Close) and decision.step.disposition is Disposition.OUTAGE
        if decision.pursuit is not None and not ours:
            # Its hours are over: in all of them no line took it.
            contact = replace(contact, why=Unbegun.CAPACITY)
        self.carry_out(contact, decision)
        return True

    def refused_synthetic(self, contact: Contact, step: Try) -> bool:
        """Invented numbers are struck out where a real telephone could ring."""
        if not step.address.synthetic or self.exchange.takes_synthetic:
            return False
        _log.error("synthetic number refused: this carrier reaches real telephones")
        self.book.roster.spoil(step.address.id, Disposition.OUT_OF_SERVICE, self.now)
        about = f"contact {contact.id}"
        self.book.audit.note(self.now, "dispatch", "synthetic number refused", about)
        self.book.contacts.save(replace(contact, next_at=self.now))
        return True

    def _queue_call(self, contact: Contact, step: Try, decision: Decision) -> None:
        same = self.book.roster.same_number(step.address.id)
        if self.book.contacts.live_on(same):
            # One live call a number: the neighbour who shares it is on the line, or is to be.
            self.book.contacts.save(replace(contact, next_at=self.now + NUMBER_IN_USE))
            return
        if on_the_line(self.book, step.address.id, self.now):
            self.book.contacts.save(replace(contact, next_at=self.now + LIVE_FOR))
            return
        if self.refused_synthetic(contact, step):
            return
        attempt = self._begin(contact, step, AttemptState.DUE, self.now, priority_of(decision))
        shuts = decision.rules.window(contact.kind).closing(self.now)
        self.book.contacts.save(replace(contact, next_at=max(shuts, attempt.deadline)))

    def _queue_message(
        self, contact: Contact, step: Try, pursuit: Pursuit, decision: Decision
    ) -> None:
        letter = self._letter(contact, step, pursuit, decision.rules)
        deadline = self.now + SENDING_TAKES
        attempt = self._begin(contact, step, AttemptState.SENDING, deadline, priority_of(decision))
        self.book.contacts.save(replace(contact, next_at=deadline, why=None))
        self.book.messages.post(
            Message(
                id=0,
                chat=step.address.id,
                kind="check" if step.purpose == "ask" else "reminder",
                letter=letter,
                key=f"attempt:{attempt.id}",
                state="DUE",
                next_at=self.now,
                tries=0,
                repeated=False,
                attempt=attempt.id,
                region=county_of(self.book.inspections.get(contact.inspection).pick.village),
            )
        )

    def _queue_text(
        self, contact: Contact, step: Try, pursuit: Pursuit, decision: Decision
    ) -> None:
        rules = decision.rules
        interview = interview_of(self.book, contact, rules, self.now, "sms")
        assert interview.prompt is not None, "a contact whose dialogue is complete is closed"
        body = check_by_text(
            contact.language,
            step.purpose,
            sms.asked(interview.turn, contact.language),
            answer_by=self._until(pursuit, rules),
            public_number=rules.policy.public_number,
        )
        deadline = self.now + SENDING_TAKES
        attempt = self._begin(contact, step, AttemptState.SENDING, deadline, priority_of(decision))
        queue_check(self.book, contact, attempt, body, self.now)
        self.book.contacts.save(replace(contact, next_at=deadline, why=None))

    def _until(self, pursuit: Pursuit, rules: Rules) -> datetime:
        """Local."""
        allowed = timedelta(minutes=rules.policy.official_answer_minutes)
        until = answer_by(pursuit) or pursuit.window.add_working(self.now, allowed)
        return until.astimezone(rules.zone)

    def _letter(self, contact: Contact, step: Try, pursuit: Pursuit, rules: Rules) -> Letter:
        interview = interview_of(self.book, contact, rules, self.now, "chat")
        assert interview.prompt is not None, "a contact whose dialogue is complete is closed"
        media = media_of(self.book, interview.form)
        question = chat.letters(interview.turn, contact.token, contact.language, media)
        local = self._until(pursuit, rules)
        if step.purpose == "remind":
            return writing.reminder(contact.language, question, answer_by=local)
        return writing.check(
            contact.language,
            question,
            answer_by=local,
            most_a_month=rules.policy.official_contacts_a_month,
            statement_days=rules.policy.case_statement_days,
            public_number=rules.policy.public_number,
        )

    def _begin(
        self,
        contact: Contact,
        step: Try,
        state: AttemptState,
        deadline: datetime,
        priority: Priority,
    ) -> Attempt:
        return self.book.contacts.try_on(
            Attempt(
                id=0,
                contact=contact.id,
                channel=step.address.channel,
                address=step.address.id,
                purpose=step.purpose,
                token=self.chance.token(_TOKEN_BYTES).hex(),
                state=state,
                made_at=self.now,
                deadline=deadline,
                lane=VOICE if step.address.channel == "voice" else "",
                priority=priority,
            )
        )


def priority_of(decision: Decision) -> Priority:
    """Who asked to be called later, or was cut off, waits for us; then who was tried before."""
    if decision.pursuit is not None and decision.pursuit.wanted is not None:
        return Priority.REPLY
    attempts = decision.pursuit.attempts if decision.pursuit else ()
    if any(a.disposition in (Disposition.LATER, Disposition.BROKE_OFF) for a in attempts):
        return Priority.REPLY
    return Priority.RETRY if attempts else Priority.FIRST
