"""The inbox: raw deliveries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A raw delivery in the inbox."""

    id: int
    source: str
    key: str
    body: bytes
    received_at: datetime
    tries: int


class InboxShelf(Protocol):
    def waiting(self, limit: int) -> Sequence[Delivery]:
        """Not done and not quarantined, in order of arrival."""
        ...

    def in_between(self, after: datetime, before: datetime) -> bool:
        """Whether one that came in (after, before) still waits."""
        ...

    def done(self, delivery: int, at: datetime) -> bool:
        """Marks it as applied; False if it was already, or is quarantined."""
        ...

    def failed(self, delivery: int, error: str, at: datetime, *, most_tries: int) -> bool:
        """Counts a failed try; True when that was the last and the item is quarantined."""
        ...

    def counts(self) -> Mapping[str, int]:
        """waiting, done, quarantined."""
        ...
