"""A bot as a lane: whether it may send now, and what each answer says about it.

It sends hundreds of letters a second, so it is not asked for each of them as a telephone is: it is
asked once a second, and told of answers many at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.lane_gate import Errand, LaneGate, said_of_lane
from fieldwork.ports import Outcome
from inspection.lane.lane import CHAT
from inspection.lane.outcome import Taken
from inspection.lane.verdict import Go, Hold, Reason

_ASKED_AGAIN = timedelta(seconds=1)
_LOOK_AGAIN = timedelta(minutes=1)
"""After so long it is looked whether somebody has acted."""
_BOT = Errand(channel="chat")


@dataclass(kw_only=True)
class ChatLane:
    gate: LaneGate
    name: str = CHAT
    _held: datetime | None = field(default=None, init=False)
    _asked: datetime | None = field(default=None, init=False)
    _probe: bool = field(default=False, init=False)
    _stopped: bool = field(default=False, init=False)
    _watched: bool = field(default=True, init=False)
    """Whether something has gone wrong lately, so that what goes well must be told too."""

    def held(self, now: datetime) -> datetime | None:
        """When to ask again; None if letters may leave now. Outside of any unit of work."""
        if self._held is not None and now < self._held:
            return self._held
        self._held = None
        if self._asked is None or not self._asked <= now < self._asked + _ASKED_AGAIN:
            self._ask(now)
        return self._held

    @property
    def stopped(self) -> bool:
        """Whether it is held by a refusal of the account or by an operator: not for moments."""
        return self._stopped and self._held is not None

    def room(self, book: Book, room: int, under_way: int, now: datetime) -> int:
        """How many letters may leave now, after what came back has been `heard`: one alone where
        it tries whether the lane goes again."""
        if self._asked is None:
            self._look(book, now)
        if self._held is not None and now < self._held:
            return 0
        if not self._probe:
            return room
        return min(room, 0 if under_way else 1)

    def leaves(self, book: Book, now: datetime) -> None:
        """A letter is about to try the lane."""
        if self._probe:
            self.gate.admit(book, self.name, _BOT, now)
            self._asked = None

    def owns(self) -> bool:
        """Right before a request."""
        return self.gate.owns(self.name)

    def heard(self, book: Book, outcomes: Sequence[Outcome], now: datetime) -> None:
        plain = all(isinstance(said_of_lane(one), Taken) for one in outcomes)
        if not outcomes or (plain and not self._watched):
            return
        for one in outcomes:
            self.gate.heard(book, self.name, "chat", one, now)
        state = self.gate.state(book, self.name)
        failed = any(not ok for _, ok in state.outcomes.recent)
        self._watched = bool(failed or state.barriers or state.too_fast)
        self._asked = None

    def _ask(self, now: datetime) -> None:
        if not self.gate.own(self.name):
            # What it heard while the lane was its own is out of date.
            self._stopped = False
            self._held = now + (self.gate.lasts or _LOOK_AGAIN) / 4
            return
        with self.gate.ledger.read() as book:
            self._look(book, now)

    def _look(self, book: Book, now: datetime) -> None:
        verdict = self.gate.ask(book, self.name, _BOT, now)
        if isinstance(verdict, Go):
            self._asked, self._probe = now, verdict.probe
            self._watched = self._watched or verdict.probe
            return
        self._stopped = verdict.why in (Reason.CONFIGURATION, Reason.OPERATOR)
        until = verdict.until if isinstance(verdict, Hold) else now + _LOOK_AGAIN
        self._held = min(until, now + _LOOK_AGAIN)
