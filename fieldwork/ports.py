"""What the workflows need from the outside: small protocols, each met by one adapter."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from fieldwork import fetched
from fieldwork.book import Book, StoreBusy
from inspection.beacon import BeaconKind, BeaconValue
from inspection.call import CallEvent
from inspection.chat import Letter
from inspection.commitment import Commitment, Opening
from inspection.disposition import Disposition
from inspection.number import Numbering
from inspection.text_event import TextEvent

__all__ = [
    "Beacon",
    "BeaconSilent",
    "CallState",
    "Carrier",
    "CarrierSilent",
    "Chance",
    "Clock",
    "Custodian",
    "CustodianSilent",
    "Inbox",
    "LaneWord",
    "Ledger",
    "Media",
    "Messenger",
    "MessengerSilent",
    "NotPlaced",
    "Numbering",
    "Outcome",
    "Placed",
    "Recordings",
    "StoreBusy",
    "Tally",
    "TextReport",
    "Texter",
    "Uncertain",
    "Withheld",
]


class Clock(Protocol):
    """The one clock of the product."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds; never goes back."""
        ...


class Chance(Protocol):
    """The one source of chance of the product."""

    def token(self, size: int) -> bytes: ...


class Ledger(Protocol):
    """The supervision store as units of work."""

    def write(self, patience: float | None = None) -> AbstractContextManager[Book]:
        """One short transaction that may write: committed at the end, undone by an exception.

        Raises StoreBusy if the store stays locked for `patience` seconds (None: its own time)."""
        ...

    def read(self) -> AbstractContextManager[Book]:
        """A consistent look; never waits for a writer. Writing through it raises."""
        ...

    def at_one_moment(self) -> AbstractContextManager[None]:
        """All looks of this thread until the end of the block are one and the same. For questions
        alone: inside it nothing is sent, and what is written meanwhile is not seen."""
        ...


class Inbox(Protocol):
    """Raw deliveries, made durable before they are acknowledged. `strand` says whose it is (a chat,
    an attempt): those of one strand are applied in order of arrival. "" is nobody's: it waits for
    no other one."""

    def append(self, source: str, key: str, body: bytes, at: datetime, *, strand: str = "") -> bool:
        """False if it was there already. Raises StoreBusy or StoreDown: then it must not be
        acknowledged."""
        ...

    def begin(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> "Future[bool]":
        """As `append`, for a caller that has several; may itself raise StoreBusy or StoreDown."""
        ...

    async def keep(
        self, source: str, key: str, body: bytes, at: datetime, *, strand: str = ""
    ) -> bool:
        """As `append`, for a caller that has an event loop; no thread waits for it."""
        ...


class Tally(Protocol):
    """Counts what came in and had no effect."""

    def passed_over(self, source: str, why: str) -> None:
        """`why` is one of our own words, never anything of what came."""
        ...


@dataclass(frozen=True, kw_only=True)
class Placed:
    provider_id: str
    moved_to: str = ""
    """Where the messenger says that the chat is now, if it moved."""


LaneWord = Literal["goes on", "too fast", "no connection", "account", "settings"]
"""What a refusal says about the lane: nothing; that it goes too fast; that nobody was reached; that
it is refused until the account is put right there, or our settings are changed here."""


@dataclass(frozen=True, kw_only=True)
class NotPlaced:
    """The provider did not take it, for certain."""

    code: str
    retry_after: float | None = None
    """Seconds to wait before trying again; None: never again so."""
    disposition: Disposition = Disposition.CARRIER_FAULT
    operator: bool = False
    """An operator must look at it."""
    lane: LaneWord = "goes on"
    alone: bool = False
    """Whether that is said of this channel of the lane alone: of texts and not of calls."""
    stopped: bool = False
    """Whether the person has told the provider that they want no texts from us."""


@dataclass(frozen=True, kw_only=True)
class Uncertain:
    """The request ended ambiguously: it may have been taken."""

    code: str


Outcome = Placed | NotPlaced | Uncertain


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """The request was not made: whoever asked for it may no longer make it."""


@dataclass(frozen=True, kw_only=True)
class CallState:
    """A call as the provider knows it."""

    provider_id: str
    made_at: datetime
    event: CallEvent


class Carrier(Protocol):
    @property
    def takes_synthetic(self) -> bool:
        """Whether invented numbers may be dialled: only where no real telephone can ring."""
        ...

    def call(self, number: str, token: str) -> Outcome:
        """Rings `number` (E.164). The provider gets the token, never a name."""
        ...

    def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
        """Calls to `number` made since then, for an attempt whose request ended ambiguously."""
        ...

    def look(self, provider_id: str, token: str) -> CallState | None:
        """The call with this id, or None if the provider does not know it.

        Raises CarrierSilent if the provider cannot be asked now."""
        ...

    def hang_up(self, provider_id: str) -> None: ...


@dataclass(frozen=True, kw_only=True)
class TextReport:
    """A text message as the provider knows it."""

    made_at: datetime
    event: TextEvent


class Texter(Protocol):
    """The part of a carrier that sends text messages."""

    @property
    def takes_synthetic(self) -> bool:
        """Whether invented numbers may be written to: only where no real telephone is."""
        ...

    def text(self, number: str, body: str, token: str) -> Outcome:
        """Sends `body` to `number` (E.164). News of it comes under the token."""
        ...

    def find_texts(
        self, number: str, body: str, token: str, since: datetime
    ) -> Sequence[TextReport]:
        """Messages with exactly these words to `number`, made since then, for a request that ended
        ambiguously. Raises CarrierSilent."""
        ...

    def look_text(self, provider_id: str, token: str) -> TextReport | None:
        """Raises CarrierSilent if the provider cannot be asked now."""
        ...


class CarrierSilent(Exception):
    """The provider cannot be asked now; nothing is known about the call."""


@dataclass(frozen=True, kw_only=True)
class WebhookState:
    url: str
    """"" if updates are to be fetched."""
    waiting: int
    """Updates that were not delivered yet."""
    failed_at: datetime | None
    """When a delivery failed last, if one did since the webhook was set."""
    failure: str


class MessengerSilent(Exception):
    """The messenger could not be asked, or did not say."""


class WebhookAsked(Protocol):
    def webhook(self) -> WebhookState:
        """Where updates are delivered to now. Raises MessengerSilent."""
        ...


class Messenger(Protocol):
    def begin(
        self, chat: str, letter: Letter, *, may_leave: Callable[[], bool]
    ) -> "Future[Outcome | Withheld]":
        """Delivers one letter; a permanent refusal has disposition OUT_OF_SERVICE.

        `may_leave` is asked right before the request, perhaps from another thread."""
        ...


class Media(Protocol):
    """Whoever keeps what people sent: the messenger, a carrier. Asked from several threads."""

    def fetch(self, provider_id: str, most_bytes: int) -> fetched.Answer:
        """The whole file, as it came. One that is larger than `most_bytes` is Missing, and no more
        than that of it is ever read; nor for longer than a minute. Never raises."""
        ...


class Recordings(Protocol):
    """A carrier, which keeps what it recorded until somebody deletes it."""

    def erase(self, provider_id: str) -> str:
        """ "" once it is gone, also if it was before; else a code. Never raises."""
        ...


class Beacon(Protocol):
    @property
    def kind(self) -> BeaconKind: ...

    @property
    def source(self) -> str:
        """The one word that is declared before a slot opens: which beacon, which chain of it."""
        ...

    def randomness(self, opens_at: datetime) -> BeaconValue:
        """Raises BeaconSilent while the slot's value cannot be had; no other one replaces it."""
        ...


class BeaconSilent(Exception):
    """The beacon's value for the slot cannot be had now; the text says why."""


class CustodianSilent(Exception):
    """The custodian cannot be asked now; whether it took what was sent is not known."""


class Custodian(Protocol):
    """Asked from several threads, never twice at the same time. Both acts may be repeated; they
    raise CustodianRefusal for good (NotYetOpen until the slot opens) or CustodianSilent for now."""

    @property
    def name(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def start(self) -> datetime: ...
    @property
    def anchor(self) -> bytes: ...
    @property
    def degraded(self) -> str: ...

    def commit(self, commitment: Commitment) -> None: ...
    def open(self, draw: str, slot_label: str, k: int, now: datetime) -> Opening: ...
