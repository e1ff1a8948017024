"""Recordings are deleted at the carrier once they are here, or nobody wants them.

That each lies there was noted before anybody listened to it, so none is forgotten when a process
ends. To delete one twice does nothing: one that the carrier does not know is gone.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.book.recordings import RecordingShelf
from fieldwork.crash_point import CrashPoint
from fieldwork.ports import Recordings
from fieldwork.rounds import Rounds
from inspection.media import waits
from inspection.recording import Recording

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
"""Longer than any request takes."""


@dataclass(kw_only=True)
class Clearing(Rounds):
    carriers: Mapping[str, Recordings]
    """By lane."""

    def _lanes(self) -> Collection[str]:
        return self.carriers

    def _shelf(self, book: Book) -> RecordingShelf:
        return book.recordings

    def _tell_broken(self, number: int, kind: str) -> None:
        _log.error("recording %d could not be looked at: %s", number, kind)

    def _do(self, number: int, now: datetime) -> None:
        with self.ledger.write() as book:
            claimed = book.recordings.claim(number, now, now + LEASE)
        if claimed is not None:
            self._delete(claimed)

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
