"""The inbox: raw deliveries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

DeliveryState = Literal["waiting", "done", "set aside"]


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A raw delivery in the inbox; its body is opened apart."""

    id: int
    source: str
    key: str
    received_at: datetime
    tries: int


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What may be told of a delivery without opening it."""

    id: int
    source: str
    state: DeliveryState
    received_at: datetime
    tries: int
    next_at: datetime | None
    """When it may be tried (again); None unless it waits."""
    error: str
    """The kind of the last error, never its text; "" if there was none."""
    size: int
    """Bytes, as it is stored."""


class InboxShelf(Protocol):
    """Deliveries of one strand (a chat, an attempt) are applied in order of arrival; the oldest
    that is neither done nor set aside is its head, and nothing behind it may be taken."""

    def due(self, now: datetime) -> bool:
        """Whether the head of any strand may be tried."""
        ...

    def take(self, now: datetime) -> Delivery | None:
        """The oldest head that may be tried; within a unit of work that writes it is held, so that
        no other worker takes it or anything of its strand. None if there is nothing (left)."""
        ...

    def next_try(self, now: datetime) -> datetime | None:
        """The first moment after `now` at which one that failed may be tried again."""
        ...

    def body(self, delivery: int) -> bytes:
        """As it came. Raises LookupError."""
        ...

    def in_between(self, after: datetime, before: datetime) -> bool:
        """Whether one that came in (after, before) still waits to be tried for the first time."""
        ...

    def done(self, delivery: int, at: datetime) -> bool:
        """Marks it as applied; False if it was already, or is set aside."""
        ...

    def failed(self, delivery: Delivery, error: str, at: datetime, again: datetime | None) -> bool:
        """Counts a failed try; it waits until `again`, with those behind it in its strand, or is
        set aside (None). False, and nothing changed, if somebody else has tried it since it was
        taken."""
        ...

    def counts(self) -> Mapping[str, int]:
        """waiting, done, quarantined."""
        ...

    def listed(self, states: Collection[DeliveryState], limit: int) -> Sequence[Filed]:
        """Newest first."""
        ...

    def filed(self, delivery: int) -> Filed | None: ...

    def retry(self, delivery: int, at: datetime) -> bool:
        """Back to waiting, with all its tries, before all that came after it in its strand. False
        unless it was set aside."""
        ...

    def retry_all(self, at: datetime) -> int:
        """All that are set aside; returns how many."""
        ...

    def drop(self, delivery: int, at: datetime) -> bool:
        """Done without effect, and its body emptied; its key stays known. False unless it was set
        aside."""
        ...

    def forget(self, source: str, before: datetime, limit: int) -> int:
        """Deletes the oldest done ones that came before then, key and body; returns how many."""
        ...
