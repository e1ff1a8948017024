"""Signs of life of the program, and the times in which there were none."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from inspection.pause import Standstill


class OutageShelf(Protocol):
    def last_beat(self, name: str) -> datetime | None:
        """When a cycle of that name was last completed, by whichever process."""
        ...

    def sign(self, name: str) -> datetime | None:
        """The same, for whoever only looks: keeps nobody waiting who leaves one."""
        ...

    def beat(self, name: str, at: datetime) -> None: ...
    def note(self, outage: Standstill, bot: str = "") -> None:
        """Of everybody, or of one bot's people."""
        ...

    def since(self, moment: datetime, bots: Collection[str] = ()) -> Sequence[Standstill]:
        """Those that ended after it, in order: everybody's, and those of these bots."""
        ...
