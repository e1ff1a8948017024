"""Units of work: one to write, one to look."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fieldwork.book import Book
from inspection.calendar import Calendar
from storage.engine import Engines
from storage.ledger.book import SqlBook
from storage.ledger.work import UnitOfWork
from storage.seal import Seal

_CALENDARS: dict[bytes, Calendar] = {}
"""Of all stores of the process: each is found by the digest of its days."""


class SqlLedger:
    """Exceptions of the database leave it as StoreBusy, StoreDown or StoreRefused."""

    def __init__(self, engines: Engines, seal: Seal) -> None:
        self._engines = engines
        self._seal = seal
        self._held = threading.local()

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        with self._engines.writing(patience) as connection:
            book = SqlBook(
                UnitOfWork(
                    connection=connection,
                    seal=self._seal,
                    writing=True,
                    calendars=_CALENDARS,
                )
            )
            yield book
            book.audit.append_notes()

    @contextmanager
    def read(self) -> Iterator[Book]:
        held: Book | None = getattr(self._held, "book", None)
        if held is not None:
            yield held
            return
        with self._engines.reading() as connection:
            yield SqlBook(
                UnitOfWork(
                    connection=connection,
                    seal=self._seal,
                    writing=False,
                    calendars=_CALENDARS,
                )
            )

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        if getattr(self._held, "book", None) is not None:
            yield
            return
        with self.read() as book:
            self._held.book = book
            try:
                yield
            finally:
                self._held.book = None
