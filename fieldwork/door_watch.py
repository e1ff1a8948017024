"""Whether what people write to the bot reaches us from outside: the messenger is asked every few
minutes where it delivers to, what waits there, and what went wrong.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book
from fieldwork.lane_gate import Errand, LaneGate
from fieldwork.ports import Ledger, MessengerSilent, WebhookAsked
from inspection.door import DoorLook, Unreached, unreached
from inspection.incident import IncidentKind
from inspection.lane.verdict import Go

_log = logging.getLogger(__name__)
EVERY = timedelta(minutes=3)
FIRST = timedelta(minutes=1)
"""After a start, so that the messenger has been told where we are."""
LONGEST = timedelta(minutes=30)
"""Between two looks while the messenger does not answer."""
FORGOTTEN = timedelta(hours=1)
"""So long a look that found trouble holds, if nobody looks again."""
LATELY = timedelta(minutes=15)
_DOOR = "door"
_BOT = Errand(channel="chat")
_KINDS = {
    Unreached.ELSEWHERE: IncidentKind.TAKEN,
    Unreached.FAILING: IncidentKind.DOOR,
    Unreached.PILING: IncidentKind.DOOR,
}


@dataclass(kw_only=True)
class DoorWatch:
    """Of one process. By lane of a bot: who is asked, and the address that they were told."""

    ledger: Ledger
    messengers: Mapping[str, WebhookAsked]
    ours: Mapping[str, str]
    gate: LaneGate
    _before: dict[str, DoorLook] = field(default_factory=dict, init=False)
    _asked: datetime | None = field(default=None, init=False)
    _pause: timedelta = field(default=FIRST, init=False)

    def rests(self, now: datetime) -> bool:
        return self._asked is not None and self._asked <= now < self._asked + self._pause

    def work(self, now: datetime) -> int:
        if self.rests(now):
            return 0
        first, self._asked = self._asked is None, now
        if not first:
            looks = {bot: look for bot in self.messengers if (look := self._look(bot, now))}
            # Nobody answers, or nobody may be asked: then it is tried less and less often.
            self._pause = EVERY if looks else min(max(2 * self._pause, EVERY), LONGEST)
            self._note(looks, now)
        return 0

    def _look(self, bot: str, now: datetime) -> DoorLook | None:
        """None while the bot is stopped, the messenger wants peace, or does not answer."""
        with self.ledger.read() as book:
            verdict = self.gate.ask(book, bot, _BOT, now)
        if not isinstance(verdict, Go):
            return None
        try:
            state = self.messengers[bot].webhook()
        except MessengerSilent:
            return None
        return DoorLook(url=state.url, waiting=state.waiting, failed_at=state.failed_at, at=now)

    def _note(self, looks: Mapping[str, DoorLook], now: datetime) -> None:
        found = {
            bot: why
            for bot, look in looks.items()
            if (why := unreached(self.ours[bot], look, self._before.get(bot)))
        }
        self._before |= looks
        if not looks:
            return
        with self.ledger.write() as book:
            if not found and len(looks) == len(self.messengers):
                _good(book, now)
            for bot, why in found.items():
                _bad(book, bot, why, looks[bot])


def calls_unheard(book: Book, now: datetime) -> bool:
    """Whether the carrier could not reach us lately: it told nothing of a call's end, or could not
    fetch what we say."""
    found = map(book.incidents.latest, (IncidentKind.UNHEARD, IncidentKind.UNFETCHED))
    return any(last is not None and now - last.last_at <= LATELY for last in found)


def door_trouble(book: Book, now: datetime) -> IncidentKind | None:
    """What the last look found, whichever process looked."""
    good = book.outages.sign(_DOOR)
    found = (book.incidents.latest(kind) for kind in sorted(set(_KINDS.values())))
    for last in found:
        if last is None or now - last.last_at > FORGOTTEN:
            continue
        if good is None or good < last.last_at:
            return IncidentKind(last.kind)
    return None


def _good(book: Book, now: datetime) -> None:
    if door_trouble(book, now) is not None:
        _log.info("what people write reaches us again")
        book.audit.note(now, "intake", "what people write reaches us again", _DOOR)
    book.outages.beat(_DOOR, now)


def _bad(book: Book, bot: str, why: Unreached, look: DoorLook) -> None:
    now = look.at
    if door_trouble(book, now) is None:
        _log.error("what people write to the bot of lane %s does not reach us: %s", bot, why)
        book.audit.note(now, "intake", "what people write does not reach us", f"{bot}: {why}")
    alert(book, _KINDS[why], str(look.waiting), now, key=f"{_DOOR} {bot}")
