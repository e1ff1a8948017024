"""Policy and calendar."""

from collections.abc import Sequence
from typing import Protocol

from inspection.calendar import Calendar
from inspection.policy import PolicyRow


class PolicyShelf(Protocol):
    def rows(self) -> Sequence[PolicyRow]: ...
    def set(self, row: PolicyRow) -> None:
        """Puts a row in force; closes what it replaces the day before it begins."""
        ...

    def calendar(self) -> Calendar: ...
    def set_calendar(self, calendar: Calendar) -> None: ...
