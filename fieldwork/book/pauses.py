"""Pauses of regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inspection.pause import Pause


@dataclass(frozen=True, kw_only=True)
class StoredPause:
    id: int
    region: str
    """A code's beginning; "" everywhere."""
    reason: str
    began_at: datetime
    until: datetime | None
    """Midnight after its last day; None: until it is ended."""
    ended_at: datetime | None = None
    """When it was ended, or when its end was noted."""
    ended_why: str = ""

    @property
    def pause(self) -> Pause:
        ends = [moment for moment in (self.until, self.ended_at) if moment is not None]
        return Pause(
            region=self.region, began_at=self.began_at, ends_at=min(ends) if ends else None
        )

    def in_force(self, at: datetime) -> bool:
        return self.pause.holds(self.region, at)


class PauseShelf(Protocol):
    def known(self) -> Sequence[Pause]:
        """All there ever were, in order, without their words."""
        ...

    def all(self) -> Sequence[StoredPause]:
        """In order."""
        ...

    def begin(self, pause: StoredPause) -> StoredPause: ...
    def end(self, pause: int, at: datetime, why: str) -> bool:
        """Once: one that was ended stays as it is, and False is returned."""
        ...
