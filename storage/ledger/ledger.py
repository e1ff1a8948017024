"""Units of work: one to write, one to look."""

from collections.abc import Iterator
from contextlib import contextmanager

from fieldwork.book import Book
from inspection.calendar import Calendar
from storage.engine import Engines
from storage.ledger.book import SqlBook
from storage.ledger.work import UnitOfWork
from storage.seal import Seal


class SqlLedger:
    """Exceptions of the database leave it as StoreBusy, StoreDown or StoreRefused."""

    def __init__(self, engines: Engines, seal: Seal) -> None:
        self._engines = engines
        self._seal = seal
        self._calendars: dict[bytes, Calendar] = {}

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        with self._engines.writing(patience) as connection:
            book = SqlBook(
                UnitOfWork(
                    connection=connection,
                    seal=self._seal,
                    writing=True,
                    calendars=self._calendars,
                )
            )
            yield book
            book.audit.append_notes()

    @contextmanager
    def read(self) -> Iterator[Book]:
        with self._engines.reading() as connection:
            yield SqlBook(
                UnitOfWork(
                    connection=connection,
                    seal=self._seal,
                    writing=False,
                    calendars=self._calendars,
                )
            )
