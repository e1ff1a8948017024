"""Calls that people make to us."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fieldwork.book.opt_outs import Holder
from inspection.call import Turn


@dataclass(frozen=True, kw_only=True)
class StoredIncoming:
    id: int
    began_at: datetime
    wished: bool
    """The caller asked to be called."""


class IncomingShelf(Protocol):
    def find(self, provider_id: str) -> StoredIncoming | None:
        """Held to the end of a unit of work that writes."""
        ...

    def begin(self, provider_id: str, number: str, at: datetime) -> StoredIncoming:
        """`number`: E.164; "" where it is not shown."""
        ...

    def since(self, at: datetime, number: str = "") -> int:
        """How many began since then: from this number, or from all."""
        ...

    def turn(self, call: int, step: int) -> Turn | None: ...
    def last_turn(self, call: int) -> Turn | None: ...
    def add_turn(self, call: int, step: int, turn: Turn, at: datetime) -> None: ...
    def wish(self, call: int, at: datetime) -> None:
        """The caller asks to be called, on the number of the call."""
        ...

    def wishes_since(self, at: datetime, number: str) -> int: ...
    def wished_on(self, addresses: Collection[int]) -> datetime | None:
        """When the latest caller from one of these numbers asked to be called."""
        ...

    def end(self, provider_id: str, at: datetime) -> Sequence[Holder]:
        """The call is over; who has the number now, if its caller asked to be called."""
        ...

    def live_on(self, address: int, since: datetime) -> bool:
        """Whether a call from the number of this address goes on, of which something was heard
        since then. Within a unit of work that writes, nobody else on that number begins one before
        its end."""
        ...

    def forget(self, before: datetime, limit: int) -> int:
        """Drops calls that began before then; returns how many."""
        ...
