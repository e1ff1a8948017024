"""Messages that are to be sent, and their sending.

A message is claimed before its request leaves. The messenger cannot be asked what became of a
request, so one that ended ambiguously is made once more, at most, and the message is marked.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book, How, Message, StoreBusy, StoreDown
from fieldwork.dispatch import CHAT_ASKS
from fieldwork.ports import Clock, Ledger, Messenger, NotPlaced, Outcome, Placed, Uncertain
from fieldwork.pursuing import rules_of
from fieldwork.rules import Rules, policy_day
from inspection.chat import Letter
from inspection.contact import AttemptState, Contact
from inspection.disposition import Disposition
from inspection.form import Complete, current
from inspection.incident import IncidentKind
from inspection.pause import LOOK_AGAIN
from inspection.questions import FORMS
from inspection.wording import worded

_log = logging.getLogger(__name__)
_AT_ONCE = 100
SENDING_TAKES = timedelta(seconds=60)
_TELLING = frozenset({"rules", "change"})
_URGENT = frozenset({"check", "reminder", "prompt", "tap"})
"""Somebody waits for these, or time runs for them."""
_REPEAT_URGENT = timedelta(seconds=5)
_REPEAT_AFTER = timedelta(seconds=60)
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 600.0
"""Seconds between two tries that the messenger certainly refused; twice as long each time."""
_TAP_WAITS = timedelta(minutes=2)
"""A tap that was not acknowledged by then shows nothing any more."""
_KEPT = timedelta(days=3)
_OPERATOR_WAITS = timedelta(minutes=10)
BROKEN_WAITS = timedelta(minutes=5)


@dataclass(kw_only=True)
class Post:
    ledger: Ledger
    messenger: Messenger
    clock: Clock

    def work(self, now: datetime) -> int:
        """Sends what is due; returns how many messages were taken up."""
        with self.ledger.read() as book:
            due = [message.id for message in book.messages.due(now, _AT_ONCE)]
        # Each request takes its time: hours and states are looked at when a message leaves.
        return sum(self._taken_up(message, self.clock.now()) for message in due)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.messages.next_due()

    def _taken_up(self, message_id: int, now: datetime) -> bool:
        """One broken row does not stop the others: it is left alone for some minutes."""
        try:
            self._send(message_id, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote the letter.
            _log.error("message %d could not be sent: %s", message_id, type(error).__name__)
            with self.ledger.write() as book:
                book.messages.put_off(message_id, now + BROKEN_WAITS)
            return False
        return True

    def _send(self, message_id: int, now: datetime) -> None:
        claimed = self._claim(message_id, now)
        if claimed is None:
            return
        message, chat, letter = claimed
        outcome = self.messenger.send(chat, letter)
        with self.ledger.write() as book:
            _record(book, book.messages.get(message.id), outcome, self.clock.now())

    def _claim(self, message_id: int, now: datetime) -> tuple[Message, str, Letter] | None:
        with self.ledger.write() as book:
            message = book.messages.get(message_id)
            if message.next_at is None or message.next_at > now:
                return None  # somebody else claimed it
            if message.state == "SENDING":
                # Claimed before and never recorded: the process ended in the middle of it.
                if message.repeated:
                    _give_up(book, message, "nothing was heard of two requests", now)
                    return None
                message = replace(message, repeated=True)
            if message.attempt is not None and not _may_leave(book, message, message.attempt, now):
                return None
            if message.kind == "change" and not _in_own_hours(book, message, now):
                return None
            claimed = replace(
                message,
                state="SENDING",
                next_at=now + SENDING_TAKES,
                tries=message.tries + 1,
                sent_at=message.sent_at or now,
            )
            book.messages.save(claimed)
            return claimed, book.chats.address(claimed.chat), claimed.letter


def _may_leave(book: Book, message: Message, attempt_id: int, now: datetime) -> bool:
    """Hours and state are those of the moment in which the message leaves: it may have waited."""
    attempt = book.contacts.attempt(attempt_id)
    contact = book.contacts.get(attempt.contact)
    if contact.closed or _answered(message, contact):
        never = Disposition.CARRIER_FAULT if message.repeated else Disposition.NOT_ATTEMPTED
        _fail(book, message, never, now)
        return False
    rules = rules_of(book, contact, now)
    opening = rules.held_until(contact, now) or rules.window(contact.kind).next_opening(now)
    if not rules.paused and opening > rules.close_by(contact):
        _give_up(book, message, "the days for it are over", now)
        return False
    if opening > now:
        book.messages.save(replace(message, state="DUE", next_at=opening))
        book.contacts.save_attempt(replace(attempt, deadline=opening + SENDING_TAKES))
        return False
    return True


def _in_own_hours(book: Book, message: Message, now: datetime) -> bool:
    """A change of the rules may have waited for the messenger: it comes in working hours."""
    rules = Rules.at(book, now, book.roster.region_of(message.official, now))
    opening = rules.official_window.next_opening(now)
    if rules.paused:
        opening = now + LOOK_AGAIN
    if opening > now:
        book.messages.save(replace(message, state="DUE", next_at=opening))
    return opening <= now


def _answered(message: Message, contact: Contact) -> bool:
    """Whether the question that the message puts is no longer the open one."""
    dialogue = replace(contact.dialogue, ended="")
    prompt = current(FORMS[dialogue.form], dialogue, askable=CHAT_ASKS)
    if isinstance(prompt, Complete):
        return True
    return worded(prompt.question.label, contact.language, {}) not in message.letter.text


def _record(book: Book, message: Message, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Placed(provider_id=provider_id):
            _sent(book, message, provider_id, now)
        case Uncertain(code=code):
            _log.warning("a message's request ended ambiguously: %s", code)
            if message.repeated:
                _give_up(book, message, "two requests ended ambiguously", now)
            else:
                again = now + (_REPEAT_URGENT if message.kind in _URGENT else _REPEAT_AFTER)
                book.messages.save(replace(message, state="DUE", repeated=True, next_at=again))
        case NotPlaced(retry_after=float() | int() as wait):
            later = now + timedelta(seconds=max(wait, _pause(message.tries)))
            if later > _useful_until(book, message, now):
                _give_up(book, message, f"code {outcome.code} until it was of no use", now)
            else:
                book.messages.save(replace(message, state="DUE", next_at=later))
        case NotPlaced():
            _refused(book, message, outcome, now)


def _refused(book: Book, message: Message, refused: NotPlaced, now: datetime) -> None:
    if refused.operator:
        _log.error("the messenger wants an operator: code %s", refused.code)
        book.audit.note(now, "post", "messenger needs an operator", refused.code)
        alert(book, IncidentKind.MESSENGER, refused.code, now)
        later = now + _OPERATOR_WAITS
        if message.kind == "alert" and later <= _useful_until(book, message, now):
            # Told once the messenger takes messages again: nobody else would say it.
            book.messages.save(replace(message, state="DUE", next_at=later))
            return
    elif refused.disposition is Disposition.CARRIER_FAULT and message.kind != "tap":
        _log.error("a message (%s) was given up: code %s", message.kind, refused.code)
    if refused.disposition is Disposition.OUT_OF_SERVICE:
        book.chats.set_blocked(message.chat, True)
    _fail(book, message, refused.disposition, now)


def withdraw(book: Book, message: Message, now: datetime) -> None:
    """It does not leave any more; a request that is under way is recorded all the same."""
    _fail(book, message, Disposition.NOT_ATTEMPTED, now)


def _pause(tries: int) -> float:
    return min(_FIRST_PAUSE * 2.0 ** min(tries - 1, 10), _LONGEST_PAUSE)


def _useful_until(book: Book, message: Message, now: datetime) -> datetime:
    if message.attempt is not None:
        contact = book.contacts.get(book.contacts.attempt(message.attempt).contact)
        return rules_of(book, contact, now).close_by(contact)
    return (message.sent_at or now) + (_TAP_WAITS if message.kind == "tap" else _KEPT)


def _give_up(book: Book, message: Message, why: str, now: datetime) -> None:
    _log.error("a message (%s) was given up: %s", message.kind, why)
    _fail(book, message, Disposition.CARRIER_FAULT, now)


def _sent(book: Book, message: Message, provider_id: str, now: datetime) -> None:
    book.messages.save(
        replace(message, state="SENT", next_at=None, sent_at=now, provider_id=provider_id)
    )
    if message.kind in _TELLING:
        _told(book, message, "sent", now)
    if message.attempt is None:
        return
    attempt = book.contacts.attempt(message.attempt)
    book.contacts.save_attempt(
        replace(
            attempt,
            state=AttemptState.SENT,
            provider_id=provider_id,
            confirmed_at=now,
            repeated=message.repeated,
        )
    )
    _look_again(book, attempt.contact, now)


def _told(book: Book, message: Message, how: How, now: datetime) -> None:
    """Also what could not be delivered is noted: it was tried, and who has blocked the bot does
    not escape by it."""
    day = message.from_day or policy_day(book, now)
    book.announcements.add(message.official, message.policy_version, how=how, from_day=day, at=now)
    act = "rules told" if how == "sent" else "rules not told"
    book.audit.note(now, "post", act, message.official)


def _fail(book: Book, message: Message, disposition: Disposition, now: datetime) -> None:
    book.messages.save(replace(message, state="FAILED", next_at=None))
    if message.kind in _TELLING:
        _told(book, message, "failed", now)
    if message.attempt is None:
        return
    attempt = book.contacts.attempt(message.attempt)
    if attempt.confirmed_at is not None:
        return  # a button was pressed meanwhile, so it had arrived
    book.contacts.save_attempt(
        replace(
            attempt,
            state=AttemptState.FINAL,
            ended_at=now,
            disposition=disposition,
            repeated=message.repeated,
        )
    )
    _look_again(book, attempt.contact, now)


def _look_again(book: Book, contact_id: int, now: datetime) -> None:
    contact = book.contacts.get(contact_id)
    if not contact.closed:
        book.contacts.save(replace(contact, next_at=now))
