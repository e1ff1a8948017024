"""Tells the other processes, through the store, when this one last completed a cycle, and that it
takes in what providers send."""

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from fieldwork.hearing import heard
from fieldwork.ports import Clock, Ledger
from mingcha.health.passes import Passes
from mingcha.role import Role

EVERY = 5.0
"""Real seconds between two signs."""
_FIRST = 0.5
"""Until the first cycle is complete it is looked more often: others wait for that."""
_PATIENCE = 2.0
_log = logging.getLogger(__name__)


BEAT = "cycle "


def beat_of(role: Role) -> str:
    """The name of its sign of life in the store."""
    return f"{BEAT}{role}"


class Pulse:
    """`stations`: those of each role that this process has; `on_duty` says whether it has the
    scheduler's lease: whoever merely waits for it completes no cycle. `also` is done with each
    sign. `hears`: bots whose updates come in through this process's web server."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        clock: Clock,
        passes: Passes,
        stations: Mapping[Role, Sequence[str]],
        on_duty: Callable[[], bool],
        also: Callable[[], None] = lambda: None,
        hears: Collection[str] = (),
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._passes = passes
        self._stations = stations
        self._on_duty = on_duty
        self._also = also
        self._hears = hears
        self._stopping = threading.Event()
        self._told = False
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY if self._told else _FIRST):
            try:
                self.beat()
                self._also()
            except Exception as problem:
                # The stations say themselves that the store is gone, and readiness is red then.
                _log.info("no sign of life could be left: %s", type(problem).__name__)

    def beat(self) -> None:
        """Raises StoreBusy, StoreDown."""
        if self._hears:
            # Who cannot write this cannot keep what comes in either.
            heard(self._ledger, self._clock.now(), self._hears)
        moments = {role: self._completed(role) for role in self._stations}
        due = {role: at for role, at in moments.items() if at is not None}
        self._told = len(due) == len(self._stations)
        if not due:
            return
        now = self._clock.now()
        with self._ledger.write(_PATIENCE) as book:
            for role, at in due.items():
                last = book.outages.last_beat(beat_of(role))
                # One that lies ahead is of a clock that was put back.
                if last is None or last < at or last > now:
                    book.outages.beat(beat_of(role), at)

    def _completed(self, role: Role) -> datetime | None:
        if role is Role.SCHEDULER and not self._on_duty():
            return None
        age = self._passes.cycle_age(self._stations[role])
        return None if age is None else self._clock.now() - timedelta(seconds=age)
