"""Recordings are deleted at the carrier once they are here, or nobody wants them.

That each lies there was noted before anybody listened to it, so none is forgotten when a process
ends. To delete one twice does nothing: one that the carrier does not know is gone.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import StoreBusy, StoreDown
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.fetching import BROKEN_WAITS, PASS_TAKES, held_until
from fieldwork.lane_gate import LaneGate
from fieldwork.ports import Clock, Ledger, Recordings
from inspection.media import waits
from inspection.recording import Recording

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
"""Longer than any request takes."""


@dataclass(kw_only=True)
class Clearing:
    """To be worked by one thread at a time; any number of workers may."""

    ledger: Ledger
    carriers: Mapping[str, Recordings]
    """By lane. Recordings of other lanes wait."""
    clock: Clock
    gate: LaneGate | None = None
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
            for lane in self.carriers:
                first = book.recordings.next_due([lane])
                if first is not None:
                    moments.append(max(first, self._held.get(lane, first)))
        return min(moments, default=None)

    def _next(self, now: datetime) -> bool:
        """False if nothing is left that may be deleted now."""
        free = [lane for lane in self.carriers if self._held.get(lane, now) <= now]
        with self.ledger.read() as book:
            number = book.recordings.due(now, free)
            if number is None:
                return False
            lane = book.recordings.lane_of(number)
            held = held_until(self.gate, book, lane, now)
        if held is not None:
            self._held[lane] = held
        else:
            self._taken_up(number, now)
        return True

    def _taken_up(self, number: int, now: datetime) -> None:
        """One that is broken does not stop the others: it is left alone for some minutes."""
        try:
            with self.ledger.write() as book:
                claimed = book.recordings.claim(number, now, now + LEASE)
            if claimed is not None:
                self._delete(claimed)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            _log.error("recording %d could not be looked at: %s", number, type(error).__name__)
            with self.ledger.write() as book:
                book.recordings.put_off(number, now + BROKEN_WAITS)

    def _delete(self, recording: Recording) -> None:
        code = self.carriers[recording.lane].erase(recording.recording)
        self.reached(CrashPoint.RECORDING_DELETED)
        now = self.clock.now()
        with self.ledger.write() as book:
            if not code:
                book.recordings.gone(recording, now)
            else:
                book.recordings.put_off(recording.id, now + waits(recording.noted_at, now))
        if code:
            _log.warning("recording %d could not be deleted for now: %s", recording.id, code)
