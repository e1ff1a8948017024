"""The hash-chained log."""

from datetime import datetime
from typing import Protocol


class AuditShelf(Protocol):
    def note(self, at: datetime, actor: str, act: str, about: str) -> None:
        """Appends to the hash-chained log. `about` holds ids, never names or numbers."""
        ...

    def head(self) -> bytes:
        """SHA-256 of the chain's last entry; 32 zero bytes at the start."""
        ...

    def broken_at(self) -> int | None:
        """The first entry whose hash does not follow from the one before, if any."""
        ...
