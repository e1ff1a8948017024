"""Revisions of forms: what every answer names, and what never changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inspection.questionnaire.media import FormFile


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


@dataclass(frozen=True, kw_only=True)
class StoredMedia:
    """A recording or picture of a revision, without what it holds."""

    name: str
    """What the form calls it."""
    digest: str
    """SHA-256 of its bytes, in hex."""
    ending: str
    size: int
    """Bytes."""
    added_at: datetime

    @property
    def file(self) -> str:
        """Our name for it."""
        return f"{self.digest}.{self.ending}"


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

    def media(self, revision: str) -> Sequence[StoredMedia]:
        """Of one revision, in the order in which they were added."""
        ...

    def file(self, digest: str) -> FormFile | None: ...
    def add_media(self, revision: str, name: str, file: FormFile, now: datetime) -> None:
        """A name that is taken keeps the file that it has."""
        ...
