"""What became of a message's request, and what follows from it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book, How, Message
from fieldwork.ports import NotPlaced, Outcome, Placed, Uncertain, Withheld
from fieldwork.pursuing import rules_of
from fieldwork.rules import policy_day
from inspection.contact import AttemptState
from inspection.disposition import Disposition
from inspection.incident import IncidentKind

_log = logging.getLogger(__name__)
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
_OPERATOR_WAITS = timedelta(minutes=1)
BROKEN_WAITS = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The messenger failed in a way that it does not know itself; `kind` names the error."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`message` as it was claimed."""

    message: Message
    outcome: Outcome | Withheld | Broken


def record_all(book: Book, receipts: Sequence[Receipt], now: datetime) -> None:
    """Each, unless its message was claimed again meanwhile: then somebody else has it now."""
    fences = book.messages.fences([one.message.id for one in receipts])
    plain: list[Message] = []
    for one in receipts:
        if fences.get(one.message.id) != one.message.fence:
            _log.warning("message %d came back too late to be recorded", one.message.id)
            continue
        sent = _plainly_sent(one, now)
        if sent is None:
            _record(book, one.message, one.outcome, now)
        else:
            plain.append(sent)
    book.messages.save_all(plain)


def _plainly_sent(receipt: Receipt, now: datetime) -> Message | None:
    """The message as it is from now on, if nothing else follows from its having been sent."""
    message, outcome = receipt.message, receipt.outcome
    if message.attempt is not None or message.kind in _TELLING:
        return None
    if not isinstance(outcome, Placed) or outcome.moved_to:
        return None
    return _as_sent(message, outcome.provider_id, now)


def _record(
    book: Book, message: Message, outcome: Outcome | Withheld | Broken, now: datetime
) -> None:
    match outcome:
        case Placed(provider_id=provider_id):
            if outcome.moved_to:
                book.chats.moved(message.chat, outcome.moved_to)
                book.audit.note(now, "post", "chat moved", f"message {message.id}")
            _sent(book, message, provider_id, now)
        case Withheld():
            # Nothing left, and nobody else has it: it may leave at once.
            book.messages.save(replace(message, state="DUE", next_at=now))
        case Broken(kind=kind):
            # Only its kind: the text of an error may quote the letter.
            _log.error("message %d could not be sent: %s", message.id, kind)
            _unclear(book, message, "two requests failed", now, BROKEN_WAITS)
        case Uncertain(code=code):
            _log.warning("a message's request ended ambiguously: %s", code)
            again = _REPEAT_URGENT if message.kind in _URGENT else _REPEAT_AFTER
            _unclear(book, message, "two requests ended ambiguously", now, again)
        case NotPlaced(retry_after=float() | int() as wait):
            later = now + timedelta(seconds=max(wait, _pause(message.tries)))
            if later > _useful_until(book, message, now):
                give_up(book, message, f"code {outcome.code} until it was of no use", now)
            else:
                book.messages.save(replace(message, state="DUE", next_at=later))
        case NotPlaced():
            _refused(book, message, outcome, now)


def _unclear(book: Book, message: Message, why: str, now: datetime, again: timedelta) -> None:
    """The messenger cannot be asked what became of it: made once more, at most, and marked."""
    if message.repeated:
        give_up(book, message, why, now)
    else:
        book.messages.save(replace(message, state="DUE", repeated=True, next_at=now + again))


def _refused(book: Book, message: Message, refused: NotPlaced, now: datetime) -> None:
    if refused.lane in ("account", "settings"):
        # The bot stops, and says so. Who is to be checked is called instead; all else waits.
        later = now + _OPERATOR_WAITS
        if message.attempt is None and later <= _useful_until(book, message, now):
            book.messages.save(replace(message, state="DUE", next_at=later))
            return
    elif refused.disposition is Disposition.CARRIER_FAULT and message.kind != "tap":
        _log.error("a message (%s) was given up: code %s", message.kind, refused.code)
    if refused.disposition is Disposition.OUT_OF_SERVICE:
        book.chats.set_blocked(message.chat, True)
    fail(book, message, refused.disposition, now)


def withdraw(book: Book, message: Message, now: datetime) -> None:
    """It does not leave any more; a request that is under way is recorded all the same."""
    fail(book, message, Disposition.NOT_ATTEMPTED, now)


def set_aside(book: Book, message: Message, now: datetime) -> None:
    """Its letter cannot be opened: it goes to nobody, and an administrator is told once."""
    about = f"message {message.id}"
    book.audit.note(now, "post", "letter damaged", about)
    alert(book, IncidentKind.LETTER, str(message.id), now, key="letters")
    give_up(book, message, "its letter cannot be opened", now)


def _pause(tries: int) -> float:
    return min(_FIRST_PAUSE * 2.0 ** min(tries - 1, 10), _LONGEST_PAUSE)


def _useful_until(book: Book, message: Message, now: datetime) -> datetime:
    if message.attempt is not None:
        contact = book.contacts.get(book.contacts.attempt(message.attempt).contact)
        return rules_of(book, contact, now).close_by(contact)
    return (message.sent_at or now) + (_TAP_WAITS if message.kind == "tap" else _KEPT)


def give_up(book: Book, message: Message, why: str, now: datetime) -> None:
    _log.error("a message (%s) was given up: %s", message.kind, why)
    fail(book, message, Disposition.CARRIER_FAULT, now)


def _as_sent(message: Message, provider_id: str, now: datetime) -> Message:
    return replace(message, state="SENT", next_at=None, sent_at=now, provider_id=provider_id)


def _sent(book: Book, message: Message, provider_id: str, now: datetime) -> None:
    book.messages.save(_as_sent(message, provider_id, now))
    if message.kind in _TELLING:
        _told(book, message, "sent", now)
    if message.attempt is None:
        return
    attempt = book.contacts.attempt(message.attempt)
    if attempt.state is AttemptState.FINAL:
        # Withdrawn while its request was under way: it left, into a chat in which nobody can answer
        # any more. It stays over, does not count, and starts no time to answer.
        ended = replace(attempt, provider_id=provider_id, repeated=message.repeated)
        book.contacts.save_attempt(ended)
        return
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


def fail(book: Book, message: Message, disposition: Disposition, now: datetime) -> None:
    attempt = None if message.attempt is None else book.contacts.attempt(message.attempt)
    # A button was pressed meanwhile: then it had arrived.
    arrived = attempt is not None and attempt.confirmed_at is not None
    book.messages.save(replace(message, state="SENT" if arrived else "FAILED", next_at=None))
    if message.kind in _TELLING:
        _told(book, message, "failed", now)
    if attempt is None or arrived:
        return
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
