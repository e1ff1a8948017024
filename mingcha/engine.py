"""The engine: workflows as stations that are worked in order until none has anything to do."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mingcha.role import Role

_log = logging.getLogger(__name__)


Work = Callable[[datetime], int]
"""Does what is due; returns how many things were done."""
Due = Callable[[datetime], datetime | None]


@dataclass(frozen=True, kw_only=True)
class Station:
    name: str
    work: Work
    next_due: Due | None = None
    """None: it only follows from the work of others."""
    role: Role = Role.WORKER
    """Which process does it. A worker's stations are safe in any number of processes at once; the
    scheduler's are done by the one that holds the lease, and write within it alone."""


@dataclass(kw_only=True)
class Engine:
    stations: Sequence[Station]
    on_wake: Callable[[], None] | None = None
    _woken: threading.Event = field(default_factory=threading.Event)
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
            if not self._woken.is_set() and (self._next is None or now < self._next):
                return self._next
            self._woken.clear()
            try:
                while sum(station.work(now) for station in self.stations):
                    pass
                self._next = self.next_due(now)
            except BaseException:
                self._woken.set()  # what was not finished is tried at the next step
                raise
            return self._next

    def next_due(self, now: datetime) -> datetime | None:
        planned = (station.next_due(now) for station in self.stations if station.next_due)
        return min((moment for moment in planned if moment is not None), default=None)


def guarded(station: Station) -> Work:
    """The station's work for the real clock: an error is logged and the next beat tries again, so
    one broken row does not stop everything else."""

    def work(now: datetime) -> int:
        try:
            return station.work(now)
        except Exception:
            _log.exception("station %s failed; it is tried again at the next beat", station.name)
            return 0

    return work
