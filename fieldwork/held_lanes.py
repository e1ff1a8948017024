"""Lanes of one channel as one worker sees them: which are held, and on which a request leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.exchange import Exchange
from fieldwork.lane_gate import LEASE_LASTS, Errand
from inspection.lane.lane import Lane
from inspection.lane.state import Channel
from inspection.lane.verdict import Go, Hold

LOOK_AGAIN = timedelta(minutes=1)
"""A lane that is held is asked again after so long at the latest: somebody may have acted."""


@dataclass(frozen=True, kw_only=True)
class Leaving:
    lane: str
    errand: Errand


@dataclass(kw_only=True)
class HeldLanes:
    """In memory alone, so that a lane that is held is not asked for each request that waits."""

    exchange: Exchange
    channel: Channel
    held: dict[str, datetime] = field(default_factory=dict)

    def own(self, now: datetime) -> bool:
        """Takes or prolongs the leases of all lanes of the channel; another worker's are as good
        as held. False if none is left. Outside of any unit of work."""
        for lane in self._lanes:
            if not self.exchange.gate.own(lane.name):
                self.held[lane.name] = now + (self.exchange.gate.lasts or LEASE_LASTS) / 4
        return self.until(now) is None

    def until(self, now: datetime) -> datetime | None:
        """When the first lane may be asked again; None if one may now, or none is set up."""
        ends = [self.held.get(lane.name, now) for lane in self._lanes]
        return min(ends) if ends and min(ends) > now else None

    def room(self, now: datetime) -> int:
        """How many requests the lanes that are not held let out at once, at most."""
        open_now = [lane for lane in self._lanes if self.held.get(lane.name, now) <= now]
        return sum(lane.limits[self.channel].most for lane in open_now) if self._lanes else 1

    def admitted(
        self, book: Book, lanes: Sequence[Lane], errand: Errand, now: datetime
    ) -> Leaving | datetime:
        """On the first of the lanes that takes the request now; when to ask again if none does."""
        again = now + LOOK_AGAIN
        for lane in lanes:
            held = self.held.get(lane.name, now)
            if held <= now:
                verdict = self.exchange.gate.admit(book, lane.name, errand, now)
                if isinstance(verdict, Go):
                    return Leaving(lane=lane.name, errand=errand)
                held = now + LOOK_AGAIN
                if isinstance(verdict, Hold):
                    held = min(verdict.until, held)
                if not (isinstance(verdict, Hold) and verdict.alone):
                    # A number that is too dear, or has no price, holds nobody but itself.
                    self.held[lane.name] = held
            again = min(again, held)
        return again

    @property
    def _lanes(self) -> tuple[Lane, ...]:
        return self.exchange.reaching.having(self.channel)
