"""Who was told which rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

How = Literal["sent", "given", "failed"]
"""`sent` by the bot, `given` on paper, or `failed`: tried, and the person's chat was gone."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Which version of the policy an official was told last, for a day."""

    version: str
    from_day: date
    """From which day on that version holds for the person."""
    how: How
    ever: bool
    """Whether the person was told any rules at all, by bot or on paper."""


class AnnouncementShelf(Protocol):
    def add(self, official: str, version: str, *, how: How, from_day: date, at: datetime) -> bool:
        """False where the same was noted already."""
        ...

    def latest(self, day: date, officials: Collection[str] | None = None) -> Mapping[str, Told]:
        """What each official (of these; None: all) was told last of what holds on that day."""
        ...

    def count(self, official: str) -> int:
        """How often something was noted about that person."""
        ...

    def keep(self, version: str, document: Mapping[str, str | int]) -> None:
        """Keeps what a version of the policy says, by key."""
        ...

    def document(self, version: str) -> Mapping[str, str | int] | None:
        """None for a version that nobody was told of while documents were kept."""
        ...
