"""How the work stands: counts and moments, nobody's name, number or words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from fieldwork.book.leases import Lease

QueueName = Literal["contacts", "attempts", "messages", "texts", "deliveries", "files"]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """`waiting`: all that is still to be done; `due`: what of it could be done already, the first
    of it since `oldest`."""

    name: QueueName
    waiting: int
    due: int
    oldest: datetime | None


@dataclass(frozen=True, kw_only=True)
class OutcomeCount:
    """So many attempts or messages of one channel that ended so; `under way` has not ended."""

    what: Literal["attempt", "message"]
    channel: str
    outcome: str
    count: int


class VitalsShelf(Protocol):
    def queues(self, now: datetime) -> Sequence[Queue]: ...

    def quarantined(self) -> int:
        """Deliveries that were set aside since they could not be applied."""
        ...

    def untold(self, before: datetime) -> int:
        """Inspections that were assessed before then, and have no summary yet."""
        ...

    def unfetched(self, before: datetime) -> int:
        """Files that people sent before then, and that were not fetched yet."""
        ...

    def oldest_unfetched(self) -> datetime | None:
        """When the first of all that are not fetched yet was sent."""
        ...

    def outcomes(self, since: datetime) -> Sequence[OutcomeCount]:
        """Of the newest ten thousand of each kind, those made since then."""
        ...

    def beats(self) -> Mapping[str, datetime]:
        """All signs of life, by name."""
        ...

    def leases(self) -> Sequence[Lease]:
        """The last of each name, ended or not."""
        ...

    def log_head_at(self) -> datetime | None:
        """When the newest entry of the audit log was written; None of an empty one."""
        ...
