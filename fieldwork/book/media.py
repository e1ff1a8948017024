"""Files that people sent as answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from inspection.media import MediaFile


class MediaShelf(Protocol):
    def want(self, file: MediaFile) -> MediaFile:
        """Stores a new one, within the unit of work that keeps the answer; `id` and `before` are
        given anew. One of the same name is the same file sent once more: it stays as it is, or is
        wanted again where it was lost, or is still wanted from another bot."""
        ...

    def get(self, file: int) -> MediaFile:
        """Raises LookupError."""
        ...

    def of_contact(self, contact: int) -> Sequence[MediaFile]:
        """In the order in which they came."""
        ...

    def of_inspection(self, inspection: int) -> Sequence[MediaFile]: ...
    def latest(self, limit: int, *, assessed_only: bool = False) -> Sequence[MediaFile]:
        """Newest first; of all inspections, or of those that are assessed."""
        ...

    def due(self, now: datetime, lanes: Sequence[str]) -> int | None:
        """The one that has been due for longest on one of these lanes."""
        ...

    def lane_of(self, file: int) -> str:
        """Without opening anything of it. Raises LookupError."""
        ...

    def next_due(self, lanes: Sequence[str]) -> datetime | None: ...
    def claim(self, file: int, now: datetime, until: datetime) -> MediaFile | None:
        """None if somebody else has it, or it is not wanted any more. Until then nobody else gets
        it; it has a fence of its own."""
        ...

    def keep(self, file: MediaFile, content: bytes) -> bool:
        """Stores what was fetched, sealed; `before` is given where an earlier file has the same
        digest, and to later ones that have it. False, and nothing is stored, if `file` was claimed
        by somebody else meanwhile."""
        ...

    def record(self, file: MediaFile) -> bool:
        """What became of a try that brought nothing; False as in `keep`."""
        ...

    def put_off(self, file: int, until: datetime) -> None:
        """Without reading it. One that is not wanted any more stays as it is."""
        ...

    def content(self, file: int) -> bytes:
        """Raises LookupError unless it is here."""
        ...

    def erase(self, file: int, at: datetime) -> bool:
        """The bytes and the provider's id are gone for good, the row stays; False if they were."""
        ...

    def expired(self, before: datetime, limit: int) -> Sequence[int]:
        """Files wanted before then that are here, or wanted still; oldest first."""
        ...
