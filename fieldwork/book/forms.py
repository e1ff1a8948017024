"""Revisions of forms: what every answer names, and what never changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class StoredRevision:
    id: int
    revision: str
    """SHA-256 of `xml`, in hex."""
    form: str
    """The id that its author gave the form."""
    version: str
    title: str
    workbook: str
    """Name of the file that it was made from."""
    xml: bytes
    added_at: datetime


class FormShelf(Protocol):
    def all(self) -> Sequence[StoredRevision]:
        """In the order in which they were added."""
        ...

    def find(self, beginning: str) -> Sequence[StoredRevision]:
        """Those whose hash begins so."""
        ...

    def of(self, form: str) -> Sequence[StoredRevision]:
        """The newest first."""
        ...

    def in_use(self) -> Mapping[str, str]:
        """Kind of contact -> the revision that is asked; "" or none for the programme's own."""
        ...

    def kept(self, revisions: Iterable[str]) -> Collection[str]:
        """Those of them that are there."""
        ...

    def use(self, kind: str, revision: str, now: datetime) -> None:
        """From now on; "" for the programme's own again."""
        ...

    def add(self, revision: StoredRevision) -> StoredRevision: ...
