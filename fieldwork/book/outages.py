"""Signs of life of the program, and the times in which there were none."""

from collections.abc import Sequence
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
    def note(self, outage: Standstill) -> None: ...
    def since(self, moment: datetime) -> Sequence[Standstill]:
        """Those that ended after it, in order."""
        ...
