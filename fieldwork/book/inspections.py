"""Inspections and their findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from fieldwork.book.slots import StoredPick
from inspection.finding import Finding


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Everything that follows from one pick."""

    id: int
    pick: StoredPick
    asked_days: tuple[date, ...]
    """The days that the official and the households are asked about, earliest first."""
    policy_version: str
    opened_at: datetime
    assessed_at: datetime | None
    telephone: bool = True
    """Whether there was a telephone lane when it was opened; without one no household is asked."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An inspection as it is begun."""

    pick: int
    asked_days: tuple[date, ...]
    policy_version: str


class InspectionShelf(Protocol):
    def open_all(self, opened: Sequence[Opened], at: datetime, *, telephone: bool) -> Sequence[int]:
        """Their numbers, in that order."""
        ...

    def open(
        self,
        pick: int,
        asked_days: Sequence[date],
        policy_version: str,
        at: datetime,
        *,
        telephone: bool = True,
    ) -> int: ...
    def get(self, inspection: int) -> Inspection: ...
    def ready(self) -> Sequence[int]:
        """Not yet assessed, and every contact of it is closed."""
        ...

    def assessed(self, inspection: int, findings: Sequence[Finding], at: datetime) -> None: ...
    def findings(self, inspection: int) -> Sequence[Finding]: ...
    def between(self, start: datetime, end: datetime) -> Sequence[Inspection]:
        """Whose pick was for a moment in [start, end), in order of that moment."""
        ...

    def assessed_between(self, start: datetime, end: datetime) -> Sequence[Inspection]: ...
