"""Declared fallbacks of the beacon, and the dice that were entered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from inspection.fallback import Fallback


@dataclass(frozen=True, kw_only=True)
class DiceEntry:
    """What one inspector has entered for a slot."""

    inspector: str
    text: str = field(repr=False)
    """Sealed at rest: the draw can be computed from it once the codes are known."""
    entered_at: datetime


class BeaconShelf(Protocol):
    def declare(self, fallback: Fallback) -> None: ...
    def declared(self, draw: str) -> Sequence[Fallback]:
        """In the order in which they were declared."""
        ...

    def dice(self, slot: int) -> Sequence[DiceEntry]:
        """In the order in which they were entered; one a person."""
        ...

    def enter(self, slot: int, entry: DiceEntry) -> None:
        """Instead of what the same person entered before."""
        ...

    def clear(self, slot: int) -> None:
        """Forgets the slot's dice."""
        ...
