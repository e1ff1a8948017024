"""The store for work that only the holder of a lease may do: each of its transactions asks whether
the lease is still the one under which the work was begun.

A process can be stopped at any moment, between looking at its lease and writing too, and go on an
hour later as if nothing had been. What it then wants to write is refused.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fieldwork.book import Book, Lease, StoreBusy
from fieldwork.ports import Ledger
from fieldwork.tenure import Tenure


class LeaseLost(StoreBusy):
    """The lease has ended, or somebody else has it: nothing was written. Like a store that is
    busy: what was to be done waits for whoever does it next."""


class FencedLedger:
    """Reads whatever is asked, and writes within `shift` alone. Each thread has shifts of its
    own."""

    def __init__(self, ledger: Ledger, tenure: Tenure) -> None:
        self._ledger = ledger
        self._tenure = tenure
        self._here = threading.local()

    @contextmanager
    def shift(self) -> Iterator[bool]:
        """Work under the lease that runs now, to the end of the block; False if none does. One
        that is lost and taken anew meanwhile is another lease: what was read before it is old."""
        self._here.lease = self._tenure.lease
        try:
            yield self._here.lease is not None
        finally:
            self._here.lease = None

    @contextmanager
    def write(self, patience: float | None = None) -> Iterator[Book]:
        """Raises LeaseLost outside a shift and after its lease is lost."""
        lease: Lease | None = getattr(self._here, "lease", None)
        if lease is None or not self._tenure.runs():
            raise LeaseLost("no lease is held for this; whoever holds it goes on with the work")
        with self._ledger.write(patience) as book:
            if not book.leases.holds(lease):
                raise LeaseLost(f"the lease {lease.name!r} was taken over by another process")
            yield book

    @contextmanager
    def read(self) -> Iterator[Book]:
        with self._ledger.read() as book:
            yield book

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        with self._ledger.at_one_moment():
            yield
