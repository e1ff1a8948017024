"""Files that people sent are fetched from whoever keeps them, one after the other.

A file is claimed before it is asked for, for a time (its lease) and under a number (its fence), so
that two workers never fetch the same one and whoever was stopped for longer records nothing. What
came is stored as it came: nothing here opens it.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from fieldwork.book import Book
from fieldwork.book.media import MediaShelf
from fieldwork.crash_point import CrashPoint
from fieldwork.fetched import Answer, Fetched, Missing, NotNow
from fieldwork.ports import Media
from fieldwork.rounds import Rounds
from inspection import media
from inspection.media import Lost, MediaFile, MediaState

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
"""Longer than any file takes: then it counts as not fetched."""


@dataclass(kw_only=True)
class Fetching(Rounds):
    sources: Mapping[str, Media]
    """By lane: who keeps what was sent on it."""

    def _lanes(self) -> Collection[str]:
        return self.sources

    def _shelf(self, book: Book) -> MediaShelf:
        return book.media

    def _tell_broken(self, number: int, kind: str) -> None:
        _log.error("file %d could not be looked at: %s", number, kind)

    def _do(self, number: int, now: datetime) -> None:
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
