"""Files that people sent are fetched from whoever keeps them, one after the other.

A file is claimed before it is asked for, for a time (its lease) and under a number (its fence), so
that two workers never fetch the same one and whoever was stopped for longer records nothing. What
came is stored as it came: nothing here opens it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from fieldwork.book import Book, StoreBusy, StoreDown
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.fetched import Answer, Fetched, Missing, NotNow
from fieldwork.lane_gate import Errand, LaneGate
from fieldwork.ports import Clock, Ledger, Media
from inspection import media
from inspection.lane.verdict import Go, Hold, Reason
from inspection.media import Lost, MediaFile, MediaState

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
"""Longer than any file takes: then it counts as not fetched."""
PASS_TAKES = 5.0
"""Seconds; then no further one is begun before whoever works the stations had its turn."""
BROKEN_WAITS = timedelta(minutes=5)
_LOOK_AGAIN = timedelta(minutes=1)
"""After so long it is looked whether a lane that is held goes again."""
_HOLDING = frozenset({Reason.ASKED, Reason.ERRORS, Reason.CONFIGURATION, Reason.OPERATOR})
"""Why nothing is asked of the provider. What a lane's pace and budget allow, files do not use."""


@dataclass(kw_only=True)
class Fetching:
    """To be worked by one thread at a time; any number of workers may."""

    ledger: Ledger
    sources: Mapping[str, Media]
    """By lane: who keeps what was sent on it. Files of other lanes wait."""
    clock: Clock
    gate: LaneGate | None = None
    """None where no lane is ever held."""
    reached: Reached = go_on
    _held: dict[str, datetime] = field(default_factory=dict, init=False)
    """Lanes on which nothing is asked before then."""

    def work(self, now: datetime) -> int:
        """Returns how many files were asked for."""
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
            for lane in self.sources:
                first = book.media.next_due([lane])
                if first is not None:
                    moments.append(max(first, self._held.get(lane, first)))
        return min(moments, default=None)

    def _next(self, now: datetime) -> bool:
        """False if nothing is left that may be asked for."""
        free = [lane for lane in self.sources if self._held.get(lane, now) <= now]
        with self.ledger.read() as book:
            number = book.media.due(now, free)
            if number is None:
                return False
            lane = book.media.lane_of(number)
            held = held_until(self.gate, book, lane, now)
        if held is not None:
            self._held[lane] = held
        else:
            self._taken_up(number, now)
        return True

    def _taken_up(self, number: int, now: datetime) -> None:
        """One that is broken does not stop the others: it is left alone for some minutes."""
        try:
            self._fetch(number, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            _log.error("file %d could not be looked at: %s", number, type(error).__name__)
            with self.ledger.write() as book:
                book.media.put_off(number, now + BROKEN_WAITS)

    def _fetch(self, number: int, now: datetime) -> None:
        with self.ledger.write() as book:
            file = book.media.claim(number, now, now + LEASE)
        if file is None:
            return
        self.reached(CrashPoint.FILE_CLAIMED)
        answer = self.sources[file.lane].fetch(file.provider_id, media.MOST_BYTES)
        self.reached(CrashPoint.FILE_FETCHED)
        after = self.clock.now()
        with self.ledger.write() as book:
            if isinstance(answer, Fetched):
                book.media.keep(_here(file, answer.content, after), answer.content)
            else:
                self._record(book, file, answer, after)

    def _record(self, book: Book, file: MediaFile, answer: Answer, now: datetime) -> None:
        match answer:
            case Missing(why=why):
                self._lose(book, file, why, now)
            case NotNow(broke_off=True, code=code, why=why):
                pause = media.pause(file.tries + 1)
                if pause is None:
                    self._lose(book, file, why, now)
                else:
                    later = replace(file, tries=file.tries + 1, next_at=now + pause, problem=code)
                    _wait(book, later, code)
            case NotNow(code=code, retry_after=seconds):
                pause = media.waits(file.wanted_at, now)
                if seconds is not None:
                    pause = timedelta(seconds=seconds)
                    self._held[file.lane] = now + pause
                _wait(book, replace(file, next_at=now + pause, problem=code), code)

    def _lose(self, book: Book, file: MediaFile, why: Lost, now: datetime) -> None:
        lost = replace(file, state=MediaState.LOST, next_at=None, ended_at=now, problem=why.value)
        if book.media.record(lost):
            _log.warning("file %d is lost: %s", file.id, why)


def held_until(gate: LaneGate | None, book: Book, lane: str, now: datetime) -> datetime | None:
    """When the lane is looked at again; None if its provider may be asked for files."""
    known = gate.lane(lane) if gate is not None else None
    if gate is None or known is None:
        return None
    errand = Errand(channel="chat" if "chat" in known.limits else "voice")
    verdict = gate.ask(book, lane, errand, now)
    if isinstance(verdict, Go) or verdict.why not in _HOLDING:
        return None
    until = verdict.until if isinstance(verdict, Hold) else now + _LOOK_AGAIN
    return min(until, now + _LOOK_AGAIN)


def _wait(book: Book, file: MediaFile, code: str) -> None:
    if book.media.record(file):
        _log.warning("file %d could not be fetched for now: %s", file.id, code)


def _here(file: MediaFile, content: bytes, now: datetime) -> MediaFile:
    told = media.type_of(content)
    return replace(
        file,
        state=MediaState.HERE,
        next_at=None,
        media_type=told if told != media.OTHER else file.media_type,
        size=len(content),
        digest=sha256(content).digest(),
        here_at=now,
        problem="",
    )
