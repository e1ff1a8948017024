"""Holding a lease: work that only one process may do is done while this says so."""

from dataclasses import dataclass, field
from datetime import timedelta

from fieldwork.book import Lease
from fieldwork.ports import Clock, Ledger


@dataclass(kw_only=True)
class Tenure:
    """`holder` is a word that no other process has; it is told to nobody who has no access to the
    store. Whoever holds the lease must ask again well before `lasts` is over."""

    ledger: Ledger
    clock: Clock
    name: str
    holder: str
    lasts: timedelta
    _lease: Lease | None = field(default=None, init=False)

    def hold(self) -> bool:
        """Takes the lease or prolongs it; False while another process has it. One that ended
        unnoticed and was not taken by anybody is simply taken again.

        Raises StoreBusy, StoreDown: then nobody knows who holds it."""
        now = self.clock.now()
        with self.ledger.write() as book:
            self._lease = book.leases.take(self.name, self.holder, now, now + self.lasts)
        return self._lease is not None

    def runs(self) -> bool:
        """Whether the lease that was taken has not ended yet, without asking the store."""
        return self._lease is not None and self.clock.now() < self._lease.until

    @property
    def lease(self) -> Lease | None:
        """The one that was taken, as long as it runs."""
        return self._lease if self.runs() else None

    def give_back(self) -> None:
        """So that the next process need not wait for its end. Raises StoreBusy, StoreDown."""
        lease, self._lease = self._lease, None
        if lease is None:
            return
        with self.ledger.write() as book:
            book.leases.give_back(lease, self.clock.now())
