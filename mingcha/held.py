"""Whether nothing may be drawn or sent, since the store was restored from a copy."""

from dataclasses import dataclass, field

from fieldwork.ports import Clock, Ledger

ASKED_EVERY = 1.0
"""Seconds."""


@dataclass(kw_only=True)
class Held:
    """The store is asked at most once a second: every beat of every station wants to know."""

    ledger: Ledger
    clock: Clock
    _asked_at: float | None = field(default=None, init=False)
    _held: bool = field(default=False, init=False)

    def now(self) -> bool:
        """Raises StoreBusy, StoreDown."""
        moment = self.clock.monotonic()
        if self._asked_at is None or moment - self._asked_at >= ASKED_EVERY:
            with self.ledger.read() as book:
                self._held = book.holds.current() is not None
            self._asked_at = moment
        return self._held
