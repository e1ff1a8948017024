"""Incidents: what an administrator is told of, once each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class StoredIncident:
    id: int
    kind: str
    about: str
    opened_at: datetime
    last_at: datetime
    times: int


class IncidentShelf(Protocol):
    def seen(self, kind: str, about: str, at: datetime, *, open_since: datetime) -> StoredIncident:
        """One more occurrence: of the incident that was last seen at `open_since` or later, else
        of a new one, which then has `times` 1."""
        ...

    def latest(self, kind: str) -> StoredIncident | None:
        """The one that was last seen."""
        ...
