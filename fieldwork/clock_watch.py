"""Whether the time of this machine can be believed.

Windows, slots and quiet hours are nothing without it: somebody rung at three in the morning because
a clock was set wrong was rung by us. The wall clock is held against the machine's own count of
seconds, which nobody sets. Where they part by more than ten minutes, nobody is drawn, called or
asked until the clock is put right again, or has run evenly for an hour: then the new time holds (a
machine that slept wakes so), and an administrator had that hour to look at it.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.ports import Clock, Ledger
from inspection.incident import IncidentKind

_log = logging.getLogger(__name__)
JUMP = timedelta(minutes=10)
EVEN = timedelta(hours=1)
KEY = "clock"


@dataclass(kw_only=True)
class ClockWatch:
    """One a process: each sees the jump by itself, and the administrators are told once."""

    ledger: Ledger
    clock: Clock
    _anchor: tuple[datetime, float] | None = field(default=None, init=False)
    """Both clocks at a moment at which they were believed."""
    _doubted: tuple[timedelta, float] | None = field(default=None, init=False)
    """By how much the wall clock stands apart, and since when by the machine's count."""
    _untold: timedelta | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def steady(self) -> bool:
        """Raises StoreBusy, StoreDown where a jump cannot be told: then it is told later."""
        with self._lock:
            steady = self._look()
            self._tell()
        return steady

    @property
    def doubted(self) -> bool:
        """Whether the time could not be believed at the last look."""
        return self._doubted is not None

    def held(self, work: Callable[[datetime], int]) -> Callable[[datetime], int]:
        """The work, as long as the time can be believed."""

        def when_steady(now: datetime) -> int:
            return work(now) if self.steady() else 0

        return when_steady

    def _look(self) -> bool:
        now, beat = self.clock.now(), self.clock.monotonic()
        if self._anchor is None:
            self._anchor = now, beat
        passed = timedelta(seconds=beat - self._anchor[1])
        apart = now - self._anchor[0] - passed
        if abs(apart) <= JUMP:
            if self._doubted is not None:
                _log.warning("the clock was put right: whoever is due is pursued again")
            if self._doubted is not None or passed > EVEN:
                # From here on, or the small steps of months would add up to a jump.
                self._anchor = now, beat
            self._doubted = None
            return True
        if self._doubted is None or abs(apart - self._doubted[0]) > JUMP:
            self._doubted, self._untold = (apart, beat), apart
            return False
        if beat - self._doubted[1] < EVEN.total_seconds():
            return False
        _log.warning("the clock ran evenly for an hour since it jumped: its time holds")
        self._anchor, self._doubted = (now, beat), None
        return True

    def _tell(self) -> None:
        if self._untold is None:
            return
        minutes = f"{self._untold / timedelta(minutes=1):+.0f}"
        _log.error("the clock jumped by %s minutes: nobody is drawn, called or asked now", minutes)
        now = self.clock.now()
        with self.ledger.write() as book:
            book.audit.note(now, "clock", "the clock jumped", f"{minutes} minutes")
            alert(book, IncidentKind.CLOCK, minutes, now, key=KEY)
        self._untold = None
