"""The hash-chained log."""

from datetime import datetime
from typing import Protocol

from inspection.log_chain import LogHead, LogProof


class AuditShelf(Protocol):
    def note(self, at: datetime, actor: str, act: str, about: str) -> None:
        """Appends to the hash-chained log. `about` holds ids, never names or numbers."""
        ...

    def head(self) -> bytes:
        """SHA-256 of the chain's last entry; 32 zero bytes at the start."""
        ...

    def newest(self) -> LogHead:
        """The head with the number of its entry. Within a unit of work that writes, nobody else
        appends until its end."""
        ...

    def at(self, index: int) -> datetime:
        """When that entry was made. Raises LookupError."""
        ...

    def proof(self, index: int, upto: int | None = None) -> LogProof:
        """That entry `index` stands in the log, up to the head after entry `upto` (None: the
        newest). Raises LookupError where there is no such entry, or `upto` comes before it."""
        ...

    def broken_at(self) -> int | None:
        """The first entry whose hash does not follow from the one before, if any."""
        ...
