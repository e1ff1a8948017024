"""The engine: workflows as stations that are worked in order until none has anything to do."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle, islice

from fieldwork.book import StoreBusy, StoreDown
from mingcha.role import Role

_log = logging.getLogger(__name__)


Work = Callable[[datetime], int]
"""Does what is due; returns how many things were done."""
Due = Callable[[datetime], datetime | None]
Rests = Callable[[datetime], bool]
"""Whether it would find nothing to do. A look alone: it writes nothing and asks nobody."""


def never(_: datetime) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Station:
    name: str
    work: Work
    next_due: Due | None = None
    """None: it only follows from the work of others."""
    rests: Rests = never
    role: Role = Role.WORKER
    """Which process does it. A worker's stations are safe in any number of processes at once; the
    scheduler's are done by the one that holds the lease, and write within it alone."""
    while_held: bool = False
    """Worked too while nothing may be drawn or sent, since the store was restored from a copy."""


@dataclass(kw_only=True)
class Engine:
    stations: Sequence[Station]
    on_wake: Callable[[], None] | None = None
    look: Callable[[], AbstractContextManager[object]] = nullcontext
    """Entered while the stations are asked whether they rest, and what they plan: what they read
    then is read at once."""
    _woken: threading.Event = field(default_factory=threading.Event)
    _rested_at: datetime | None = None
    _planned: bool = False
    """Whether it is known when something is due next: asked only if somebody wants to know."""
    _next: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._woken.set()

    def wake(self) -> None:
        """Something came in: the next step works even if nothing is due."""
        self._woken.set()
        if self.on_wake is not None:
            self.on_wake()

    def step(self, now: datetime) -> datetime | None:
        """Works until idle; returns when something is due next, None if nothing is planned."""
        with self._lock:
            self._settle(now, plans=True)
            return self._due(now)

    def settle(self, now: datetime) -> None:
        """Works until idle, for whoever does not ask what comes next."""
        with self._lock:
            self._settle(now, plans=False)

    def next_due(self, now: datetime) -> datetime | None:
        with self.look():
            planned = [one.next_due(now) for one in self.stations if one.next_due]
        return min((moment for moment in planned if moment is not None), default=None)

    def _settle(self, now: datetime, *, plans: bool) -> None:
        if not self._woken.is_set() and not self._is_due(now):
            return
        self._woken.clear()
        self._planned = False
        try:
            self._work(now, plans)
        except BaseException:
            self._woken.set()  # what was not finished is tried at the next step
            raise
        self._rested_at = now

    def _work(self, now: datetime, plans: bool) -> None:
        """Round and round, until every station has found nothing since the last one that did."""
        idle, turn = 0, cycle(self.stations)
        while idle < len(self.stations):
            station, resting = self._next_awake(turn, len(self.stations) - idle, now, plans)
            idle += resting
            if station is not None:
                idle = 0 if station.work(now) else idle + 1

    def _next_awake(
        self, turn: Iterator[Station], most: int, now: datetime, plans: bool
    ) -> tuple[Station | None, int]:
        """The next one that does not rest, of so many at most; and how many before it do.

        Most of them rest at most times: one look at the store is enough for all of these, and for
        what they plan once the last of them does."""
        with self.look():
            for resting, station in enumerate(islice(turn, most)):
                if not station.rests(now):
                    return station, resting
            if plans:
                self._next, self._planned = self.next_due(now), True
        return None, most

    def _is_due(self, now: datetime) -> bool:
        if now == self._rested_at and not self._planned:
            return False  # it has just come to rest at this very moment
        due = self._due(now)
        return due is not None and now >= due

    def _due(self, now: datetime) -> datetime | None:
        if not self._planned:
            self._next = self.next_due(self._rested_at or now)
            self._planned = True
        return self._next


def guarded(station: Station) -> Work:
    """The station's work for the real clock: an error is logged and the next beat tries again, so
    one broken row does not stop everything else."""

    def work(now: datetime) -> int:
        try:
            return station.work(now)
        except (StoreBusy, StoreDown) as problem:
            # The store's matter, not the station's: no row is broken.
            _log.warning("station %s waits for the store: %s", station.name, problem)
            return 0
        except Exception:
            _log.exception("station %s failed; it is tried again at the next beat", station.name)
            return 0

    return work
