"""Numbers whose owners asked to be left alone."""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from fieldwork.book.person import PersonKind

OptOutHow = Literal["text", "call", "office", "carrier"]
"""By a text message, by a key pressed in a call, by word to the office, or as the carrier has it,
who refuses our texts to whoever wrote STOP."""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who has a number, or had it."""

    kind: PersonKind
    person: str
    address: int
    now: bool
    """Whether it is theirs still."""


@dataclass(frozen=True, kw_only=True)
class StoredOptOut:
    """`holders`: who has the number now, by the register."""

    id: int
    how: OptOutHow
    since: datetime
    holders: tuple[Holder, ...]


class OptOutShelf(Protocol):
    def begin(self, number: str, how: OptOutHow, at: datetime) -> bool:
        """Of a number (E.164), whoever has it. False if it holds already."""
        ...

    def end(self, number: str, how: OptOutHow, at: datetime) -> bool:
        """False if none holds."""
        ...

    def holds(self, number: str) -> bool: ...
    def holds_on(self, address: int) -> bool:
        """For the number of this address."""
        ...

    def households(self, named: Collection[str]) -> Set[str]:
        """Those of them who asked for it on any number that they have."""
        ...

    def current(self) -> Sequence[StoredOptOut]:
        """All that hold, oldest first."""
        ...
