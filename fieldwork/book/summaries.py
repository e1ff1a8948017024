"""Summaries and digests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class StoredSummary:
    inspection: int
    inspector: str
    text: str
    made_at: datetime


class SummaryShelf(Protocol):
    def missing(self) -> Sequence[int]:
        """Inspections that are assessed and have no summary yet."""
        ...

    def add(self, summary: StoredSummary) -> None: ...
    def of_inspection(self, inspection: int) -> Sequence[StoredSummary]: ...
    def add_digest(self, inspector: str, day: date, text: str, at: datetime) -> bool:
        """False if that inspector has that day's digest already."""
        ...

    def latest_digest(self) -> date | None:
        """The latest day that any inspector had a digest of."""
        ...

    def latest_digest_at(self, before: date) -> datetime | None:
        """When the latest digest of a day before this one was made."""
        ...
