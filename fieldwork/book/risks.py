"""Risk shares of teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class StoredRisk:
    id: int
    team: str
    factor_milli: int
    set_at: datetime
    last_day: date | None
    """Included; None: until it is ended."""
    reason: str
    ended_at: datetime | None = None
    ended_why: str = ""

    def in_force(self, day: date) -> bool:
        return self.ended_at is None and (self.last_day is None or day <= self.last_day)


class RiskShelf(Protocol):
    def factors(self, day: date) -> Mapping[str, int]:
        """Those in force on a day, by team, without their words."""
        ...

    def all(self) -> Sequence[StoredRisk]:
        """All there ever were, in order."""
        ...

    def begin(self, risk: StoredRisk) -> StoredRisk: ...
    def end(self, risk: int, at: datetime, why: str) -> bool:
        """Once: one that was ended stays as it is, and False is returned."""
        ...
