"""Somebody calls the number that we showed.

The caller's number proves nothing, so nothing is asked in such a call, and nothing told: the words
are the same for everybody. Who wants to be called presses a key; the call that we then make to the
number of the register, in its own hours, is one like any other. What is heard, its effect and the
next words are committed together under (call, step), as in calls of ours.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Holder, StoredIncoming
from fieldwork.burden import YEAR
from fieldwork.opting_out import opt_out
from fieldwork.ports import Ledger, Numbering
from fieldwork.rules import Rules
from inspection.call import Turn
from inspection.incoming_call import IncomingCall
from inspection.incoming_speech import CALL_ME_KEY, ending, menu
from inspection.number import NumberRefused
from inspection.questionnaire.keypad import STOP

CALLS_AN_HOUR = 6
"""From one number; so many do people who are cut off."""
CALLS_A_MINUTE = 30
"""From all numbers together. More are turned away unanswered, which costs nothing."""
WISHES_A_DAY = 2
"""So often in a day a caller's wish brings a call of ours to that number."""
MOST_ASKED = 2
"""Menus that one call hears."""
LIVE_FOR = timedelta(minutes=2)
"""So long after we last heard of it a call is taken to go on, where its end is not told."""
_HOUR, _MINUTE, _DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@dataclass(kw_only=True)
class CallingBack:
    ledger: Ledger
    now: Callable[[], datetime]
    numbering: Numbering
    voices: Collection[str]
    patience: float = 2.5
    """Seconds to wait for a locked store: the caller hears something within three."""

    def converse(self, call: IncomingCall) -> Turn | None:
        """None: the call is turned away. Raises StoreBusy while the store is locked."""
        now = self.now()
        read = self.numbering.read(call.caller)
        number = "" if isinstance(read, NumberRefused) else read.e164
        with self.ledger.write(self.patience) as book:
            known = book.incoming.find(call.provider_id)
            if known is None:
                if _too_many(book, number, now):
                    return None
                known = book.incoming.begin(call.provider_id, number, now)
            said = book.incoming.turn(known.id, call.step)
            if said is not None:
                return said
            last = book.incoming.last_turn(known.id)
            if last is not None and call.step != last.step:
                return last  # a step that was never offered: say again what was said last
            turn = self._turn(book, known, call, number, now, first=last is None)
            book.incoming.add_turn(known.id, call.step, turn, now)
            return turn

    def _turn(
        self,
        book: Book,
        known: StoredIncoming,
        call: IncomingCall,
        number: str,
        now: datetime,
        *,
        first: bool,
    ) -> Turn:
        if first:
            return self._menu(book, call.step, now)
        match call.digits:
            case key if key in (CALL_ME_KEY, STOP) and not number:
                return self._end("hidden", call.step)
            case key if key == CALL_ME_KEY:
                _wish(book, known, number, now)
                return self._end("call me", call.step)
            case key if key == STOP:
                opt_out(book, number, "call", now)
                return self._end("stopped", call.step)
        if call.step >= MOST_ASKED:
            return self._end("goodbye", call.step)
        return self._menu(book, call.step, now)

    def _menu(self, book: Book, at: int, now: datetime) -> Turn:
        public_number = Rules.at(book, now).policy.public_number
        lines = menu(self.voices, public_number=public_number)
        return Turn(lines=lines, step=at + 1, listens=True)

    def _end(self, which: str, at: int) -> Turn:
        return Turn(lines=ending(which, self.voices), step=at + 1, listens=False)


def _too_many(book: Book, number: str, now: datetime) -> bool:
    if book.incoming.since(now - _MINUTE) >= CALLS_A_MINUTE:
        return True
    return bool(number) and book.incoming.since(now - _HOUR, number) >= CALLS_AN_HOUR


def _wish(book: Book, known: StoredIncoming, number: str, now: datetime) -> None:
    """Heard by whoever is being tried on this number; nobody else's moment moves."""
    if known.wished or book.incoming.wishes_since(now - _DAY, number) >= WISHES_A_DAY:
        return
    book.incoming.wish(known.id, now)
    wake([one for one in book.roster.holders(number) if one.now], book, now)


def call_over(book: Book, provider_id: str, now: datetime) -> None:
    """Who asked to be called may be called from now on."""
    wake(book.incoming.end(provider_id, now), book, now)


def wake(holders: Collection[Holder], book: Book, now: datetime) -> None:
    """Their open checks are looked at anew: it is decided there whether anybody is called."""
    for kind, person in sorted({(one.kind, one.person) for one in holders}):
        for contact in book.contacts.of_person(kind, person, now - YEAR):
            # One that waits for its drawn moment is left to it: it was never tried, and keeps it.
            if not contact.closed and contact.planned_at <= now:
                book.contacts.save(replace(contact, next_at=now))


def on_the_line(book: Book, address: int, now: datetime) -> bool:
    """Whether somebody with this number is calling us just now."""
    return book.incoming.live_on(address, now - LIVE_FOR)
