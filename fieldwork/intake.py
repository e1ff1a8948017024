"""Inbox -> effect. One delivery at a time: its effect and its done-mark commit together, so a
delivery that is applied again after a crash was never applied before.

Any number of workers take deliveries, each of another strand; within a strand (a chat, an attempt)
they are applied in order of arrival. One that fails is tried again after a pause, in which only
those behind it in its strand wait; after three tries it is set aside, and these go on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.answering import Answering
from fieldwork.book import Book, Delivery, StoreBusy, StoreDown
from fieldwork.calling_back import call_over
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.enrol import Desk
from fieldwork.handing_in import HandingIn
from fieldwork.news import apply_call_event
from fieldwork.passed_over import PassedOver
from fieldwork.ports import Chance, Ledger, Numbering, Tally
from fieldwork.recording import note_recording
from fieldwork.text_conversation import TextConversation
from fieldwork.text_news import apply_text_event
from fieldwork.visit_desk import VisitDesk
from fieldwork.whose_bot import bot_in
from inspection.call import CallEvent
from inspection.chat import (
    Blocked,
    ChatEvent,
    ContactShared,
    FileSent,
    Ignored,
    PlaceSent,
    Said,
    Started,
    Tapped,
)
from inspection.incident import IncidentKind
from inspection.incoming_text import IncomingText
from inspection.recording import RecordingNews
from inspection.text_event import TextEvent
from inspection.visit_button import read_visit_press

_log = logging.getLogger(__name__)
_AT_ONCE = 100
PAUSES = (timedelta(seconds=10), timedelta(minutes=1))
"""Before the second and the third try; a third that fails is the last."""
MOST_TRIES = len(PAUSES) + 1
TELEGRAM, CARRIER, TEXT = "telegram", "carrier", "text"
SMS, CALL_OVER, RECORDING = "sms", "call over", "recording"
SOURCES = (TELEGRAM, CARRIER, TEXT, SMS, CALL_OVER, RECORDING)
"""SMS: what people write; TEXT: what the carrier says of the texts that we wrote. CALL_OVER: the
end of a call that somebody made to us; CARRIER: news of those that we made; RECORDING: that the
carrier has recorded an answer."""


@dataclass(kw_only=True)
class Intake:
    ledger: Ledger
    chance: Chance
    numbering: Numbering
    read_chat: Callable[[bytes], ChatEvent]
    read_call: Callable[[bytes], CallEvent]
    read_text: Callable[[bytes], TextEvent]
    read_sms: Callable[[bytes], IncomingText]
    read_over: Callable[[bytes], str]
    """The carrier's id of a call to us that is over."""
    read_recording: Callable[[bytes], RecordingNews | None]
    texts: TextConversation
    tally: Tally = field(default_factory=PassedOver)
    reached: Reached = go_on

    def work(self, now: datetime) -> int:
        """Applies what may be applied; returns how many deliveries were taken up."""
        if self.rests(now):
            return 0
        taken = 0
        while taken < _AT_ONCE and self._next(now):
            taken += 1
        return taken

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            return not book.inbox.due(now)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            return book.inbox.next_try(now)

    def _next(self, now: datetime) -> bool:
        """False if nothing was left to be taken."""
        delivery: Delivery | None = None
        try:
            with self.ledger.write() as book:
                delivery = book.inbox.take(now)
                if delivery is None:
                    return False
                self.reached(CrashPoint.DELIVERY_TAKEN)
                self._effect(book, delivery, book.inbox.body(delivery.id), now)
                book.inbox.done(delivery.id, now)
                self.reached(CrashPoint.EFFECT_WRITTEN)
            self.reached(CrashPoint.EFFECT_COMMITTED)
        except (StoreBusy, StoreDown):
            raise  # the delivery is not to blame: it waits
        except Exception as error:
            if delivery is None:
                raise
            # Whatever it is, the others must go on. Only its kind is logged: the text of an error
            # may quote the delivery.
            self._failed(delivery, type(error).__name__, now)
        return True

    def _failed(self, delivery: Delivery, error: str, now: datetime) -> None:
        last = delivery.tries + 1 >= MOST_TRIES
        again = None if last else now + PAUSES[delivery.tries]
        with self.ledger.write() as book:
            if not book.inbox.failed(delivery, error, now, again):
                return  # somebody else took it meanwhile, and it is theirs to count
            if last:
                alert(book, IncidentKind.DELIVERY, delivery.source, now)
        _log.warning(
            "delivery %d could not be applied: %s%s",
            delivery.id,
            error,
            "; set aside" if last else "",
        )

    def _effect(self, book: Book, delivery: Delivery, body: bytes, now: datetime) -> None:
        if delivery.source == CARRIER:
            if not apply_call_event(book, self.read_call(body), now=now, chance=self.chance):
                self.tally.passed_over(CARRIER, "no call of ours")
        elif delivery.source == TEXT:
            if not apply_text_event(book, self.read_text(body), now=now):
                self.tally.passed_over(TEXT, "no message of ours")
        elif delivery.source == SMS:
            # When it came, not when we come to it: whoever answered in time is not late.
            why = self.texts.heard(book, self.read_sms(body), delivery.received_at)
            if why:
                self.tally.passed_over(SMS, why)
        elif delivery.source == CALL_OVER:
            call_over(book, self.read_over(body), now)
        elif delivery.source == RECORDING:
            news = self.read_recording(body)
            if news is None or not note_recording(book, news, now):
                self.tally.passed_over(RECORDING, "no recording of ours")
        elif delivery.source == TELEGRAM:
            self._chat(book, delivery, body, now)
        else:
            raise ValueError(f"deliveries come from {', '.join(SOURCES)}")

    def _chat(self, book: Book, delivery: Delivery, body: bytes, now: datetime) -> None:
        event = self.read_chat(body)
        if isinstance(event, Ignored):
            self.tally.passed_over(TELEGRAM, event.reason)
            return
        # Not the messenger's id: after a quiet week it may give an old one once more.
        key = f"delivery:{delivery.id}"
        chat = book.chats.meet(event.chat, now, bot=bot_in(delivery.key))
        desk = Desk(book=book, numbering=self.numbering, now=now)
        # Whoever answered in time is not late because we were slow to read it.
        answering = Answering(
            book=book,
            chance=self.chance,
            now=delivery.received_at,
            key=key,
            written_at=event.written_at if isinstance(event, Said | FileSent | PlaceSent) else None,
        )
        visits = VisitDesk(book=book, now=delivery.received_at, key=key)
        match event:
            case Started():
                desk.start(chat, event, key)
            case ContactShared():
                desk.share(chat, event, key)
            case Tapped():
                press = read_visit_press(event.data)
                if press is None:
                    answering.tap(chat, event)
                else:
                    visits.tap(chat, event, press)
            case Said() if chat.state in ("linked", "blocked"):
                if not visits.say(chat, event):
                    answering.say(chat, event)
            case FileSent() | PlaceSent() if chat.state in ("linked", "blocked"):
                HandingIn(answering=answering).take(chat, event)
            case Said():
                desk.say(chat, event, key)
            case FileSent() | PlaceSent():
                desk.say(chat, _without_words(event), key)
            case Blocked(blocked=blocked):
                if chat.state in ("linked", "blocked"):
                    book.chats.set_blocked(chat.id, blocked)
                    desk.tell_who_was_not(book.chats.get(chat.id), key)


def _without_words(event: FileSent | PlaceSent) -> Said:
    """Of somebody who is not linked: they are told the same as on words that are no code."""
    return Said(chat=event.chat, user=event.user, text="", forwarded=event.second_hand)
