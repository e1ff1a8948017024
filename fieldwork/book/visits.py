"""Visits, the inspectors assigned to them, and their reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fieldwork.book.slots import StoredPick
from inspection.assignment import Assignment
from inspection.visit import Outcome, Plan, Unvisited


@dataclass(frozen=True, kw_only=True)
class StoredVisit:
    """Everything that follows from one pick of the draw of visits."""

    id: int
    pick: StoredPick
    places: int
    policy_version: str
    opened_at: datetime
    tell_at: datetime
    tell_until: datetime
    report_by: datetime
    next_at: datetime | None
    outcome: Outcome | None = None
    """None as long as it is not over."""
    unvisited: Unvisited | None = None
    closed_at: datetime | None = None

    @property
    def plan(self) -> Plan:
        return Plan(
            order=self.pick.inspectors,
            places=self.places,
            tell_at=self.tell_at,
            tell_until=self.tell_until,
            report_by=self.report_by,
        )


class VisitShelf(Protocol):
    def open(self, visit: StoredVisit) -> StoredVisit:
        """`visit.id` is ignored and given anew."""
        ...

    def get(self, visit: int) -> StoredVisit:
        """Held to the end of a unit of work that writes. Raises LookupError."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[int]: ...
    def next_due(self) -> datetime | None: ...
    def save(self, visit: StoredVisit) -> None:
        """Writes next_at, outcome, unvisited, closed_at."""
        ...

    def of_slot(self, slot: int) -> Sequence[StoredVisit]:
        """In the order of their tickets."""
        ...

    def between(self, start: datetime, end: datetime) -> Sequence[StoredVisit]:
        """Drawn for a moment in [start, end), in that order."""
        ...

    def closed_between(self, start: datetime, end: datetime) -> Sequence[StoredVisit]: ...
    def assign(self, assignment: Assignment) -> Assignment:
        """`assignment.id` is ignored and given anew."""
        ...

    def assignments(self, visit: int) -> Sequence[Assignment]:
        """In order of rank."""
        ...

    def visit_of(self, token: str) -> int | None:
        """The visit of the assignment with this token."""
        ...

    def open_of(self, inspector: str) -> Sequence[Assignment]:
        """The person's assignments that are told or accepted, newest first."""
        ...

    def assigned_since(self, inspector: str, since: datetime) -> bool:
        """Whether the person was told of a visit since then, whatever became of it."""
        ...

    def save_assignment(self, assignment: Assignment) -> None: ...
    def add_note(self, assignment: int, words: str, at: datetime) -> None: ...
    def notes(self, assignment: int) -> Sequence[str]:
        """What was written of the visit, in order."""
        ...
