"""CLOSED -> REVEALED: from then on a slot may be shown to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldwork.book import Overtaken, StoredSlot
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.issue import CALLS
from fieldwork.ports import Ledger
from inspection.reveal import revealable
from inspection.visit import VISITS


@dataclass(frozen=True, kw_only=True)
class Reveal:
    """Shows nothing itself: it settles what an export may show."""

    ledger: Ledger
    draws: Sequence[str] = (CALLS, VISITS)
    reached: Reached = go_on

    def work(self, now: datetime) -> int:
        """Reveals what may be revealed; returns how many slots."""
        ready = self._ready()
        for slot in ready:
            try:
                with self.ledger.write() as book:
                    book.slots.revealed(slot.id)
                    book.audit.note(now, "scheduler", "slot revealed", slot.label)
                    self.reached(CrashPoint.REVEAL_WRITTEN)
                self.reached(CrashPoint.REVEAL_COMMITTED)
            except Overtaken:
                continue
        return len(ready)

    def rests(self, _: datetime) -> bool:
        return not self._ready()

    def _ready(self) -> Sequence[StoredSlot]:
        with self.ledger.read() as book:
            closed = [slot for draw in self.draws for slot in book.slots.in_state(draw, "CLOSED")]
            unsettled = book.slots.unsettled_from() if closed else None
        return [slot for slot in closed if revealable(slot.opens_at, unsettled)]
