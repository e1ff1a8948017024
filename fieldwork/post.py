"""Messages that are to be sent, and their sending.

A message is claimed before its request leaves. The messenger cannot be asked what became of a
request, so one that ended ambiguously is made once more, at most, and the message is marked.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Message
from fieldwork.ports import Ledger, Messenger, NotPlaced, Outcome, Placed, Uncertain
from inspection.chat import Letter
from inspection.contact import AttemptState
from inspection.disposition import Disposition

_log = logging.getLogger(__name__)
_AT_ONCE = 100
SENDING_TAKES = timedelta(seconds=60)
_REPEAT_AFTER = timedelta(seconds=5)
_MOST_TRIES = 8
"""Tries that the messenger certainly refused for the time being."""


@dataclass(kw_only=True)
class Post:
    ledger: Ledger
    messenger: Messenger

    def work(self, now: datetime) -> int:
        """Sends what is due; returns how many messages were taken up."""
        with self.ledger.read() as book:
            due = [message.id for message in book.messages.due(now, _AT_ONCE)]
        for message in due:
            self._send(message, now)
        return len(due)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.messages.next_due()

    def _send(self, message_id: int, now: datetime) -> None:
        claimed = self._claim(message_id, now)
        if claimed is None:
            return
        message, chat, letter = claimed
        outcome = self.messenger.send(chat, letter)
        with self.ledger.write() as book:
            _record(book, book.messages.get(message.id), outcome, now)

    def _claim(self, message_id: int, now: datetime) -> tuple[Message, str, Letter] | None:
        with self.ledger.write() as book:
            message = book.messages.get(message_id)
            if message.next_at is None or message.next_at > now:
                return None  # somebody else claimed it
            if message.state == "SENDING":
                # Claimed before and never recorded: the process ended in the middle of it.
                if message.repeated:
                    _fail(book, message, Disposition.CARRIER_FAULT, now)
                    return None
                message = replace(message, repeated=True)
            claimed = replace(
                message, state="SENDING", next_at=now + SENDING_TAKES, tries=message.tries + 1
            )
            book.messages.save(claimed)
            return claimed, book.chats.address(claimed.chat), claimed.letter


def _record(book: Book, message: Message, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Placed(provider_id=provider_id):
            _sent(book, message, provider_id, now)
        case Uncertain(code=code):
            _log.warning("a message's request ended ambiguously: %s", code)
            if message.repeated:
                _fail(book, message, Disposition.CARRIER_FAULT, now)
            else:
                again = now + _REPEAT_AFTER
                book.messages.save(replace(message, state="DUE", repeated=True, next_at=again))
        case NotPlaced(retry_after=float() | int() as wait) if message.tries < _MOST_TRIES:
            later = now + timedelta(seconds=wait)
            book.messages.save(replace(message, state="DUE", next_at=later))
        case NotPlaced() as refused:
            if refused.operator:
                _log.error("the messenger wants an operator: code %s", refused.code)
                book.audit.note(now, "post", "messenger needs an operator", refused.code)
            if refused.disposition is Disposition.OUT_OF_SERVICE:
                book.chats.set_blocked(message.chat, True)
            _fail(book, message, refused.disposition, now)


def _sent(book: Book, message: Message, provider_id: str, now: datetime) -> None:
    book.messages.save(
        replace(message, state="SENT", next_at=None, sent_at=now, provider_id=provider_id)
    )
    if message.kind == "rules":
        book.roster.announced(message.official, message.policy_version, now)
        book.audit.note(now, "post", "rules told", message.official)
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


def _fail(book: Book, message: Message, disposition: Disposition, now: datetime) -> None:
    book.messages.save(replace(message, state="FAILED", next_at=None))
    if message.attempt is None:
        return
    attempt = book.contacts.attempt(message.attempt)
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
