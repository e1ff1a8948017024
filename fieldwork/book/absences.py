"""Absences of officials on file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from inspection.absence import Absence


@dataclass(frozen=True, kw_only=True)
class StoredAbsence:
    id: int
    absence: Absence
    note: str
    """In somebody's own words; sealed at rest."""
    recorded_at: datetime
    recorded_by: str
    cancelled_at: datetime | None = None
    cancelled_by: str = ""


class AbsenceShelf(Protocol):
    def add(self, absence: StoredAbsence) -> StoredAbsence:
        """`absence.id` is ignored and given anew."""
        ...

    def get(self, absence: int) -> StoredAbsence:
        """Raises LookupError."""
        ...

    def cancel(self, absence: int, *, at: datetime, by: str, entry: int) -> None:
        """Once: one that was cancelled stays as it is. `entry`: the log's, which tells of it."""
        ...

    def touching(self, first_day: date, last_day: date) -> Sequence[Absence]:
        """All that hold on any of these days, cancelled ones too, without their notes."""
        ...

    def of_official(self, official: str) -> Sequence[StoredAbsence]:
        """Cancelled ones too, in order."""
        ...

    def on(self, first_day: date, last_day: date) -> Sequence[StoredAbsence]:
        """As `touching`, with everything."""
        ...
