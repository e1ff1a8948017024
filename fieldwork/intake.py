"""Inbox -> effect. One delivery at a time: its effect and its done-mark commit together, so a
delivery that is applied again after a crash was never applied before.

A poison delivery is counted and, after three tries, set aside; those behind it go on.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fieldwork.alerts import alert
from fieldwork.answering import Answering
from fieldwork.book import Book, Delivery, StoreBusy, StoreDown
from fieldwork.enrol import Desk
from fieldwork.news import apply_call_event
from fieldwork.ports import Chance, Ledger, Numbering
from fieldwork.text_news import apply_text_event
from fieldwork.visit_desk import VisitDesk
from inspection.call import CallEvent
from inspection.chat import (
    Blocked,
    ChatEvent,
    ContactShared,
    Ignored,
    Said,
    Started,
    Tapped,
)
from inspection.incident import IncidentKind
from inspection.text_event import TextEvent
from inspection.visit_button import read_visit_press

_log = logging.getLogger(__name__)
_AT_ONCE = 100
MOST_TRIES = 3
TELEGRAM, CARRIER, TEXT = "telegram", "carrier", "text"


@dataclass(kw_only=True)
class Intake:
    ledger: Ledger
    chance: Chance
    numbering: Numbering
    read_chat: Callable[[bytes], ChatEvent]
    read_call: Callable[[bytes], CallEvent]
    read_text: Callable[[bytes], TextEvent]

    def work(self, now: datetime) -> int:
        """Applies what waits, in order of arrival; returns how many deliveries were taken up."""
        with self.ledger.read() as book:
            waiting = book.inbox.waiting(_AT_ONCE)
        for delivery in waiting:
            self._apply(delivery, now)
        return len(waiting)

    def _apply(self, delivery: Delivery, now: datetime) -> None:
        try:
            with self.ledger.write() as book:
                if not book.inbox.done(delivery.id, now):
                    return  # somebody else applied it
                self._effect(book, delivery, now)
        except (StoreBusy, StoreDown):
            raise  # the delivery is not to blame: it waits
        except Exception as error:
            # Whatever it is, the deliveries behind it must go on. Only its kind is logged: the
            # text of an error may quote the delivery.
            with self.ledger.write() as book:
                last = book.inbox.failed(
                    delivery.id, type(error).__name__, now, most_tries=MOST_TRIES
                )
                if last:
                    alert(book, IncidentKind.DELIVERY, delivery.source, now)
            _log.warning(
                "delivery %d could not be applied: %s%s",
                delivery.id,
                type(error).__name__,
                "; set aside" if last else "",
            )

    def _effect(self, book: Book, delivery: Delivery, now: datetime) -> None:
        if delivery.source == CARRIER:
            apply_call_event(book, self.read_call(delivery.body), now=now, chance=self.chance)
        elif delivery.source == TEXT:
            apply_text_event(book, self.read_text(delivery.body), now=now)
        elif delivery.source == TELEGRAM:
            self._chat(book, delivery, now)
        else:
            raise ValueError(f"deliveries come from {TELEGRAM}, {CARRIER} or {TEXT}")

    def _chat(self, book: Book, delivery: Delivery, now: datetime) -> None:
        event, key = self.read_chat(delivery.body), f"update:{delivery.key}"
        if isinstance(event, Ignored):
            return
        chat = book.chats.meet(event.chat, now)
        desk = Desk(book=book, numbering=self.numbering, now=now)
        # Whoever answered in time is not late because we were slow to read it.
        answering = Answering(book=book, chance=self.chance, now=delivery.received_at, key=key)
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
            case Said():
                desk.say(chat, event, key)
            case Blocked(blocked=blocked):
                if chat.state in ("linked", "blocked"):
                    book.chats.set_blocked(chat.id, blocked)
                    desk.tell_who_was_not(book.chats.get(chat.id), key)
