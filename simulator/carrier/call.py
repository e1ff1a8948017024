"""One call, from its request to its end."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from simulator.agenda import Appointment
from simulator.carrier.callee import Listener
from simulator.carrier.order import Order
from simulator.carrier.twiml import Document

Status = Literal[
    "queued", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled"
]
UNANSWERED: tuple[Status, ...] = ("queued", "ringing")
LIVE: tuple[Status, ...] = (*UNANSWERED, "in-progress")


@dataclass(frozen=True, kw_only=True)
class Pass:
    """Time goes by on the line."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The product is asked what to do next."""

    url: str
    method: Literal["GET", "POST"] = "POST"
    extra: tuple[tuple[str, str], ...] = ()
    fallback: bool = False


@dataclass(frozen=True, kw_only=True)
class Fetch:
    """A recording is fetched, to be played."""

    url: str


@dataclass(frozen=True, kw_only=True)
class Fetched:
    problem: str = ""
    """Why it cannot be played; "" if it can."""


Step = Pass | Ask | Fetch
Performance = Generator[Step, Document | Fetched | None, None]
"""What is played on the line; it is sent the document or the recording that it asked for."""


@dataclass(kw_only=True, eq=False)
class Call:
    sid: str
    order: Order
    created: datetime
    updated: datetime
    incoming: bool = False
    """Somebody calls the product."""
    status: Status = "queued"
    started: datetime | None = None
    """When it was dialled."""
    answered: datetime | None = None
    ended: datetime | None = None
    answered_by: str = ""
    sip_code: int = 0
    queue_ms: int = 0
    callbacks: int = 0
    """Status callbacks made so far: the next one's `SequenceNumber`."""
    listener: Listener | None = None
    performance: Performance | None = None
    documents: int = 0
    appointments: list[Appointment] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """What was said on the line, one entry a `Say`."""
    played: list[str] = field(default_factory=list)
    """Addresses of the recordings that were played, one entry a `Play`."""
    pressed: list[str] = field(default_factory=list)
    """What was keyed in, one entry a `Gather`; "" for silence."""
    hung_up_by: Literal["", "person", "product"] = ""

    @property
    def live(self) -> bool:
        return self.status in LIVE

    @property
    def to(self) -> str:
        return self.order.to

    @property
    def person(self) -> str:
        """The number at the other end, seen from the product."""
        return self.order.from_ if self.incoming else self.order.to

    @property
    def seconds(self) -> int:
        """Length of the conversation; 0 if there was none."""
        if self.answered is None or self.ended is None:
            return 0
        return round((self.ended - self.answered).total_seconds())
