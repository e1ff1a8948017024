"""Leases: work that only one process may do at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Lease:
    name: str
    """What it is about, such as `telegram poller`."""
    holder: str
    until: datetime
    fence: int
    """Grows by one whenever the holder changes."""


class LeaseShelf(Protocol):
    def take(self, name: str, holder: str, now: datetime, until: datetime) -> Lease | None:
        """Takes the lease that is free or has ended, or prolongs the holder's own; None while
        somebody else has it."""
        ...

    def holds(self, lease: Lease) -> bool:
        """Whether nobody has taken it over since. Until the end of a unit of work that writes
        nobody can."""
        ...

    def give_back(self, lease: Lease, now: datetime) -> bool:
        """Ends it, so that nobody has to wait; False if it was somebody else's already."""
        ...

    def of(self, name: str) -> Lease | None:
        """The last lease of that name, ended or not."""
        ...
