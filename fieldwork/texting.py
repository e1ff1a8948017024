"""Due text -> request to the carrier, and what became of it.

The intent is committed before the request leaves. One that ended ambiguously is looked for at the
carrier by its words, which hold a code of their own; only when the carrier lacks it twice is it
sent once more, and marked.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book, StoreBusy, StoreDown, Text
from fieldwork.enrol import holds
from fieldwork.ports import (
    CarrierSilent,
    Clock,
    Ledger,
    NotPlaced,
    Outcome,
    Placed,
    Texter,
    TextReport,
    Uncertain,
)
from fieldwork.rules import Rules
from fieldwork.text_news import REPORT_TAKES, apply_text_event
from inspection.contact import Address
from inspection.incident import IncidentKind
from inspection.pause import LOOK_AGAIN as PAUSE_ENDS

_log = logging.getLogger(__name__)
_AT_ONCE = 50
SENDING_TAKES = timedelta(minutes=2)
LOOK_AGAIN = timedelta(minutes=2)
"""The carrier's list may lag: it must lack a message twice, so far apart."""
UNCLEAR_FOR = timedelta(seconds=30)
NOT_LISTED = "not listed"
REPORT_WAITS = timedelta(hours=24)
"""So long a delivery is asked about; many networks never report one."""
PAUSE, LONGEST_PAUSE = 60.0, 600.0
OPERATOR_PAUSE, LONGEST_OPERATOR_PAUSE = 600.0, 3600.0
"""Seconds, doubled with each refusal."""
BROKEN_WAITS = timedelta(minutes=5)


@dataclass(kw_only=True)
class Texting:
    ledger: Ledger
    texter: Texter
    clock: Clock

    def work(self, now: datetime) -> int:
        """Returns how many texts were taken up."""
        with self.ledger.read() as book:
            due = book.texts.due(now, _AT_ONCE)
        return sum(self._taken_up(text, self.clock.now()) for text in due)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.texts.next_due()

    def _taken_up(self, text_id: int, now: datetime) -> bool:
        """One broken row does not stop the others: it is left alone for some minutes."""
        try:
            self._look_at(text_id, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote the message.
            _log.error("text %d could not be looked at: %s", text_id, type(error).__name__)
            with self.ledger.write() as book:
                text = book.texts.get(text_id)
                book.texts.save(replace(text, next_at=now + BROKEN_WAITS))
            return False
        return True

    def _look_at(self, text_id: int, now: datetime) -> None:
        number = ""
        with self.ledger.write() as book:
            text = book.texts.get(text_id)
            if text.next_at is None or text.next_at > now:
                return  # somebody else looked at it
            if text.state == "DUE":
                claimed = _claimed(book, text, now, synthetic=self.texter.takes_synthetic)
                book.texts.save(claimed)
                if claimed.state != "SENDING":
                    return
                number = book.roster.number(text.address)
            else:
                book.texts.save(replace(text, next_at=now + LOOK_AGAIN))
        if number:
            outcome = self.texter.text(number, text.body, text.token)
            with self.ledger.write() as book:
                record(book, book.texts.get(text.id), outcome, self.clock.now())
        else:
            self._ask(text, now)

    def _ask(self, text: Text, now: datetime) -> None:
        with self.ledger.read() as book:
            number = book.roster.number(text.address)
        try:
            known = self._known(text, number)
        except CarrierSilent:
            return  # asked again when it is due next
        with self.ledger.write() as book:
            fresh = book.texts.get(text.id)
            if fresh.ended_at is not None:
                return
            if known is not None and not _bound_elsewhere(book, known, fresh):
                apply_text_event(book, known.event, now=now)
                _wait_for_report(book, book.texts.get(text.id), now)
            elif fresh.provider_id:
                _fail(book, fresh, "unknown to the carrier", now)
            else:
                _missed(book, fresh, now)

    def _known(self, text: Text, number: str) -> TextReport | None:
        if text.provider_id:
            return self.texter.look_text(text.provider_id, text.token)
        since = text.sent_at or text.made_at
        found = self.texter.find_texts(number, text.body, text.token, since)
        return next(iter(found), None)


def _claimed(book: Book, text: Text, now: datetime, *, synthetic: bool) -> Text:
    """The text with its request announced, put off to its hours, or ended with the reason."""
    over = _hindrance(book, text, now, synthetic=synthetic)
    if over:
        return replace(text, state="CANCELLED", why=over, body="", next_at=None, ended_at=now)
    rules = Rules.at(book, now, _region(book, text, now))
    if rules.paused:
        return replace(text, next_at=now + PAUSE_ENDS)
    opening = rules.official_window.next_opening(now)
    if opening > now:
        return replace(text, next_at=opening)
    return replace(
        text,
        state="SENDING",
        next_at=now + SENDING_TAKES,
        tries=text.tries + 1,
        sent_at=text.sent_at or now,
    )


def _hindrance(book: Book, text: Text, now: datetime, *, synthetic: bool) -> str:
    """Why the text may not leave any more; "" if it may."""
    invite = book.chats.open_invite(text.kind, text.person)
    if invite is None or invite.id != text.invite:
        return "a newer invitation"
    if not holds(invite, now):
        return "linked meanwhile" if invite.used else "expired"
    address = address_of(book, text)
    if address is None:
        return "number changed"
    if address.synthetic and not synthetic:
        return "invented number"
    return "" if address.usable else "number out of service"


def address_of(book: Book, text: Text) -> Address | None:
    numbers = book.roster.voice_addresses(text.kind, text.person)
    return next((one for one in numbers if one.id == text.address), None)


def _region(book: Book, text: Text, now: datetime) -> str:
    if text.kind == "official":
        return book.roster.region_of(text.person, now)
    found = (one.region for one in book.roster.supervisors() if one.id == text.person)
    return next(found, "")


def record(book: Book, text: Text, outcome: Outcome, now: datetime) -> None:
    """What the carrier said to our request; news of the message may have come before it."""
    if text.ended_at is not None:
        return
    match outcome:
        case Placed(provider_id=provider_id):
            state = text.state if text.state == "SENT" else "TAKEN"
            taken = replace(text, state=state, provider_id=text.provider_id or provider_id, body="")
            book.texts.save(replace(taken, next_at=now + REPORT_TAKES))
        case Uncertain(code=code):
            _log.warning("a text's request ended ambiguously: %s", code)
            if text.state == "SENDING":
                book.texts.save(replace(text, state="UNCERTAIN", next_at=now + UNCLEAR_FOR))
        case NotPlaced() as refused:
            _refused(book, text, refused, now)


def _refused(book: Book, text: Text, refused: NotPlaced, now: datetime) -> None:
    if refused.operator:
        _log.error("the carrier wants an operator: code %s", refused.code)
        book.audit.note(now, "texting", "carrier needs an operator", f"code {refused.code}")
        alert(book, IncidentKind.CARRIER, refused.code, now)
    if refused.retry_after is None and not refused.operator:
        _fail(book, text, refused.code, now)
        return
    until = now + timedelta(seconds=_pause(text.tries, refused))
    book.texts.save(replace(text, state="DUE", next_at=until, why=f"code {refused.code}"))
    if refused.operator:
        # The same would be said to every other: the lane stops.
        book.texts.put_off(until)


def _pause(tries: int, refused: NotPlaced) -> float:
    first, most = (
        (OPERATOR_PAUSE, LONGEST_OPERATOR_PAUSE) if refused.operator else (PAUSE, LONGEST_PAUSE)
    )
    return max(refused.retry_after or 0.0, min(first * 2.0 ** min(tries - 1, 10), most))


def _missed(book: Book, text: Text, now: datetime) -> None:
    """The carrier does not know of it."""
    if text.why != NOT_LISTED:
        later = now + LOOK_AGAIN
        book.texts.save(replace(text, state="UNCERTAIN", why=NOT_LISTED, next_at=later))
    elif text.repeated:
        _fail(book, text, "unclear twice", now)
    else:
        book.texts.save(replace(text, state="DUE", why="", repeated=True, next_at=now))


def _wait_for_report(book: Book, text: Text, now: datetime) -> None:
    """Asked about again after ten minutes, then each hour, for a day."""
    if text.ended_at is not None or text.sent_at is None:
        return
    if now - text.sent_at > REPORT_WAITS:
        # It left; whether it arrived nobody will tell any more.
        book.texts.save(replace(text, next_at=None, ended_at=now, why="no report"))
        return
    book.texts.save(replace(text, next_at=now + timedelta(hours=1)))


def _fail(book: Book, text: Text, why: str, now: datetime) -> None:
    book.texts.save(replace(text, state="FAILED", why=why, body="", next_at=None, ended_at=now))


def _bound_elsewhere(book: Book, known: TextReport, text: Text) -> bool:
    bound = book.texts.bound_to(known.event.provider_id)
    return bound is not None and bound.id != text.id
