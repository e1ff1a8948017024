"""What providers are asked beside calls and letters, one thing after the other: files are fetched,
recordings deleted. A lane that is held is left alone, and one that is broken stops nobody else."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from fieldwork.book import Book, StoreBusy, StoreDown
from fieldwork.crash_point import Reached, go_on
from fieldwork.lane_gate import Errand, LaneGate
from fieldwork.ports import Clock, Ledger
from inspection.lane.verdict import Go, Hold, Reason

PASS_TAKES = 5.0
"""Seconds; then no further one is begun before whoever works the stations had its turn."""
BROKEN_WAITS = timedelta(minutes=5)
_LOOK_AGAIN = timedelta(minutes=1)
"""After so long it is looked whether a lane that is held goes again."""
_HOLDING = frozenset({Reason.ASKED, Reason.ERRORS, Reason.CONFIGURATION, Reason.OPERATOR})
"""Why nothing is asked of the provider. What a lane's pace and budget allow, these do not use."""


class Shelf(Protocol):
    """Where what is to be done waits."""

    def due(self, now: datetime, lanes: Sequence[str]) -> int | None: ...
    def next_due(self, lanes: Sequence[str]) -> datetime | None: ...
    def lane_of(self, number: int, /) -> str: ...
    def put_off(self, number: int, until: datetime, /) -> None: ...


@dataclass(kw_only=True)
class Rounds(ABC):
    """To be worked by one thread at a time; any number of workers may."""

    ledger: Ledger
    clock: Clock
    gate: LaneGate | None = None
    """None where no lane is ever held."""
    reached: Reached = go_on
    _held: dict[str, datetime] = field(default_factory=dict, init=False)
    """Lanes on which nothing is asked before then."""

    def work(self, now: datetime) -> int:
        """Returns how many were taken up."""
        taken, began = 0, self.clock.monotonic()
        while self.clock.monotonic() - began < PASS_TAKES and self._next(self.clock.now()):
            taken += 1
        return taken

    def rests(self, now: datetime) -> bool:
        due = self.next_due(now)
        return due is None or due > now

    def next_due(self, now: datetime) -> datetime | None:
        moments = []
        with self.ledger.read() as book:
            for lane in self._lanes():
                first = self._shelf(book).next_due([lane])
                if first is not None:
                    moments.append(max(first, self._held.get(lane, first)))
        return min(moments, default=None)

    @abstractmethod
    def _lanes(self) -> Collection[str]:
        """Those that are set up. What is of others waits."""

    @abstractmethod
    def _shelf(self, book: Book) -> Shelf: ...

    @abstractmethod
    def _do(self, number: int, now: datetime) -> None:
        """Claims it, asks the provider outside of any unit of work, and records what came."""

    @abstractmethod
    def _tell_broken(self, number: int, kind: str) -> None:
        """`kind` of error alone: the text of one may quote what is stored."""

    def _next(self, now: datetime) -> bool:
        """False if nothing is left that may be done now."""
        free = [lane for lane in self._lanes() if self._held.get(lane, now) <= now]
        with self.ledger.read() as book:
            shelf = self._shelf(book)
            number = shelf.due(now, free)
            if number is None:
                return False
            lane = shelf.lane_of(number)
            held = _held_until(self.gate, book, lane, now)
        if held is not None:
            self._held[lane] = held
        else:
            self._taken_up(number, now)
        return True

    def _taken_up(self, number: int, now: datetime) -> None:
        """One that is broken does not stop the others: it is left alone for some minutes."""
        try:
            self._do(number, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            self._tell_broken(number, type(error).__name__)
            with self.ledger.write() as book:
                self._shelf(book).put_off(number, now + BROKEN_WAITS)


def _held_until(gate: LaneGate | None, book: Book, lane: str, now: datetime) -> datetime | None:
    """When the lane is looked at again; None if its provider may be asked."""
    known = gate.lane(lane) if gate is not None else None
    if gate is None or known is None:
        return None
    errand = Errand(channel="chat" if "chat" in known.limits else "voice")
    verdict = gate.ask(book, lane, errand, now)
    if isinstance(verdict, Go) or verdict.why not in _HOLDING:
        return None
    until = verdict.until if isinstance(verdict, Hold) else now + _LOOK_AGAIN
    return min(until, now + _LOOK_AGAIN)
