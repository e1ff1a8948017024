"""Keeps a lease for as long as the process lives, and tries for it while another one has it."""

import logging
import threading
from collections.abc import Callable

from fieldwork.tenure import Tenure

TRIED_EVERY = 1.0
"""Real seconds between two tries for a lease that another process has."""
_PROLONGED_AT = 4
"""Prolonged when a quarter of its time is over."""
_log = logging.getLogger(__name__)


class Keeper:
    def __init__(
        self,
        tenure: Tenure,
        *,
        on_taken: Callable[[], None] = lambda: None,
        may: Callable[[], bool] = lambda: True,
        tried_every: float = TRIED_EVERY,
        prolonged_every: float | None = None,
    ) -> None:
        """`on_taken` is called whenever this process comes to hold the lease; as long as it `may`
        not, it leaves it to others."""
        self._tenure = tenure
        self._may = may
        self._on_taken = on_taken
        self._tried_every = tried_every
        self._prolonged_every = (
            tenure.lasts.total_seconds() / _PROLONGED_AT
            if prolonged_every is None
            else prolonged_every
        )
        self._held: bool | None = None
        """None before the first try."""
        self._troubled = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Tries once before it returns: who starts alone works at once."""
        pause = self._turn()
        self._thread = threading.Thread(target=self._run, args=(pause,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Gives the lease back. To be called when the work that needs it has ended."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        try:
            self._tenure.give_back()
        except Exception as problem:
            kind = type(problem).__name__
            _log.warning("the lease of the %s was not given back: %s", self._tenure.name, kind)

    def _run(self, pause: float) -> None:
        while not self._stopping.wait(pause):
            pause = self._turn()

    def _turn(self) -> float:
        """One try; returns the seconds until the next."""
        trouble, held = None, False
        try:
            if self._may():
                held = self._tenure.hold()
            else:
                self._tenure.give_back()
        except Exception as problem:
            # The store is busy or gone: the lease holds until its end, and no longer.
            trouble, held = type(problem).__name__, self._tenure.runs()
        if trouble is not None and not self._troubled:
            _log.warning("the lease of the %s cannot be kept: %s", self._tenure.name, trouble)
        self._troubled = trouble is not None
        self._noted(held)
        if trouble is not None or not held:
            return self._tried_every
        return self._prolonged_every

    def _noted(self, held: bool) -> None:
        if held == self._held:
            return
        before, self._held = self._held, held
        name = self._tenure.name
        if held:
            _log.info("this process is the %s now", name)
            self._on_taken()
        elif before is None:
            _log.info("another process is the %s; this one waits to take over", name)
        else:
            _log.warning("this process is the %s no longer", name)
