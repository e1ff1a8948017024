"""Recordings that lie at a carrier, each of which is to be deleted there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from inspection.recording import Recording


class RecordingShelf(Protocol):
    def note(
        self, lane: str, recording: str, at: datetime, *, file: int | None, due: datetime
    ) -> None:
        """There is this recording: it is deleted from `due` on, but not before `file` (which it is
        fetched for) is here, or lost. Noted again it gets a file, where it had none."""
        ...

    def due(self, now: datetime, lanes: Sequence[str]) -> int | None:
        """The one that has been due for longest on one of these lanes."""
        ...

    def next_due(self, lanes: Sequence[str]) -> datetime | None: ...
    def lane_of(self, recording: int) -> str:
        """Without opening anything of it. Raises LookupError."""
        ...

    def claim(self, recording: int, now: datetime, until: datetime) -> Recording | None:
        """None if somebody else has it, or it is gone. Until then nobody else gets it."""
        ...

    def gone(self, recording: Recording, at: datetime) -> None:
        """For good, at the carrier; its id is forgotten."""
        ...

    def put_off(self, recording: int, until: datetime) -> None:
        """One that is gone stays so."""
        ...

    def left(self, before: datetime) -> int:
        """How many were noted before then and are not gone."""
        ...
