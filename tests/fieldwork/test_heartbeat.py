"""An outage is noted once, by whichever of several workers comes back first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fieldwork.book import Book
from fieldwork.heartbeat import CYCLE, look_back
from storage.ledger import SqlLedger
from storage.store import Store
from tests.databases import OpenStore
from tests.storage.samples import NOW, ROSTER, contact_of, open_inspection

BACK = NOW + timedelta(hours=5)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
WAITS = 0.3
"""Seconds in which the other worker would be through, if it did not wait."""


@dataclass(kw_only=True)
class Crowded:
    """A ledger: right before what it wrote is committed, another worker looks back too."""

    ledger: SqlLedger
    other: SqlLedger
    threads: list[threading.Thread] = field(default_factory=list)

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        with self.ledger.write(patience) as book:
            yield book
            thread = threading.Thread(target=look_back, args=(self.other, BACK))
            thread.start()
            thread.join(WAITS)
            self.threads.append(thread)

    @contextmanager
    def read(self) -> Iterator[Book]:
        with self.ledger.read() as book:
            yield book

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        with self.ledger.at_one_moment():
            yield


def test_two_workers_that_come_back_together_note_one_outage(
    store: Store, database: str, open_store: OpenStore
) -> None:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        book.contacts.open(contact_of(open_inspection(book)))
        book.outages.beat(CYCLE, NOW)
    crowded = Crowded(ledger=store.ledger, other=open_store(database).ledger)
    look_back(crowded, BACK)
    (other,) = crowded.threads
    other.join()
    with store.ledger.read() as book:
        assert [(one.start, one.end) for one in book.outages.since(LONG_AGO)] == [(NOW, BACK)]
