"""Whether a message may leave at this moment: it may have waited since it was written."""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Message
from fieldwork.pursuing import rules_of
from fieldwork.questioning import interview_of
from fieldwork.receipt import fail, give_up
from fieldwork.rules import Rules
from inspection.button import read_press
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.pause import LOOK_AGAIN
from inspection.questionnaire.chat import carried

SENDING_TAKES = timedelta(seconds=60)
"""So long whoever claimed a message has it; then it counts as having ended ambiguously."""


def may_leave(book: Book, message: Message, now: datetime) -> bool:
    """If it may not, what becomes of it stands in the book."""
    if message.attempt is not None:
        return _in_time(book, message, message.attempt, now)
    return message.kind != "change" or _in_own_hours(book, message, now)


def _in_time(book: Book, message: Message, attempt_id: int, now: datetime) -> bool:
    """Hours and state are those of the moment in which the message leaves."""
    attempt = book.contacts.attempt(attempt_id)
    contact = book.contacts.get(attempt.contact)
    rules = rules_of(book, contact, now)
    if contact.closed or _answered(book, message, contact, rules, now):
        never = Disposition.CARRIER_FAULT if message.repeated else Disposition.NOT_ATTEMPTED
        fail(book, message, never, now)
        return False
    opening = rules.held_until(contact, now) or rules.window(contact.kind).next_opening(now)
    if not rules.paused and opening > rules.close_by(contact):
        give_up(book, message, "the days for it are over", now)
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


def _answered(book: Book, message: Message, contact: Contact, rules: Rules, now: datetime) -> bool:
    """Whether the question that the message puts is no longer the open one."""
    interview = interview_of(book, contact, rules, now, "chat").reopened()
    prompt = interview.prompt
    if prompt is None:
        return True
    named = {press.question for b in message.letter.buttons if (press := read_press(b.data))}
    if named:
        return carried(prompt.question.name) not in named
    return prompt.label not in message.letter.text
