"""Holds: after a restore nothing is drawn or sent until an operator says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class StoredHold:
    id: int
    lost_from: datetime
    """The last moment that the restored copy knows of."""
    since: datetime
    """When it was restored."""
    reason: str
    ended_at: datetime | None = None
    ended_why: str = ""

    def lost(self, moment: datetime) -> bool:
        """Whether what happened then is not known here: it lies after the copy."""
        return self.lost_from < moment < (self.ended_at or moment.max.replace(tzinfo=moment.tzinfo))


class HoldShelf(Protocol):
    def begin(self, reason: str, at: datetime, *, lost_from: datetime) -> StoredHold:
        """The one in force goes on if there is one."""
        ...

    def current(self) -> StoredHold | None: ...

    def all(self) -> Sequence[StoredHold]: ...

    def withdraw(self, hold: StoredHold, at: datetime) -> "Withdrawn":
        """Whatever was still to be sent in the restored copy is not, since it may have been."""
        ...

    def end(self, hold: StoredHold, why: str, at: datetime) -> bool:
        """False if somebody has ended it already."""
        ...


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    messages: int
    texts: int
    attempts: int
    contacts: Sequence[int]
    """Those that are open, and to be closed."""
