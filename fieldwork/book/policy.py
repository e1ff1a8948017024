"""Policy and calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inspection.calendar import Calendar
from inspection.policy import PolicyRow


@dataclass(frozen=True, kw_only=True)
class PolicyChange:
    """A row as somebody put it in force. `by` is an id, `reason` in their own words."""

    at: datetime
    by: str
    reason: str
    row: PolicyRow


class PolicyShelf(Protocol):
    def rows(self) -> Sequence[PolicyRow]: ...
    def set(self, row: PolicyRow) -> None:
        """Puts a row in force; closes what it replaces the day before it begins."""
        ...

    def note_change(self, change: PolicyChange) -> int:
        """Its number."""
        ...

    def changes(self, key: str) -> Sequence[PolicyChange]:
        """Oldest first."""
        ...

    def calendar(self, region: str = "") -> Calendar:
        """Of a region (a code or its beginning), the days in which it differs included."""
        ...

    def own_days(self, region: str) -> Calendar:
        """Only what was set for exactly this region."""
        ...

    def regions_with_days(self) -> Sequence[str]:
        """The regions that differ on some day from the calendar that holds everywhere."""
        ...

    def set_calendar(self, calendar: Calendar, region: str = "") -> None:
        """The whole calendar, or all days in which the region differs."""
        ...
