"""Messages that are to be sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from inspection.chat import Letter
from inspection.lane.lane import CHAT
from inspection.lane.order import Priority

MessageKind = Literal[
    "check", "reminder", "prompt", "rules", "change", "notice", "summary", "digest", "tap", "alert"
]
MessageState = Literal["DUE", "SENDING", "SENT", "FAILED"]
PRIORITIES: Mapping[MessageKind, Priority] = {
    "tap": Priority.REPLY,
    "prompt": Priority.REPLY,
    "notice": Priority.REPLY,
    "rules": Priority.REPLY,
    "reminder": Priority.RETRY,
    "alert": Priority.RETRY,
    "check": Priority.FIRST,
    "change": Priority.NEWS,
    "summary": Priority.NEWS,
    "digest": Priority.NEWS,
}


@dataclass(frozen=True, kw_only=True)
class Message:
    id: int
    chat: int
    kind: MessageKind
    letter: Letter
    key: str
    """Unique: writing the same message again changes nothing."""
    state: MessageState
    next_at: datetime | None
    tries: int
    repeated: bool
    """Its first request ended ambiguously, so the person may have it twice."""
    attempt: int | None = None
    official: str = ""
    """Whom it tells the rules, for kinds `rules` and `change`."""
    policy_version: str = ""
    from_day: date | None = None
    """From which day on that version holds."""
    sent_at: datetime | None = None
    """When it was sent; until then, when its first request left."""
    provider_id: str = ""
    fence: int = 0
    """How often it was claimed: what was found out under an older claim is not recorded."""
    region: str = ""
    """The county by which turns are taken; "" is one of its own."""
    damaged: bool = False
    """Its letter cannot be opened any more, and is empty here."""

    @property
    def priority(self) -> Priority:
        """A further try goes before what was never tried."""
        usual = PRIORITIES[self.kind]
        return min(usual, Priority.RETRY) if self.tries else usual


@dataclass(frozen=True, kw_only=True)
class Due:
    """A message that may leave, before its letter is opened."""

    id: int
    chat: int
    priority: Priority
    next_at: datetime
    region: str = ""
    line: bool = True
    """Whether it writes something into the chat: an acknowledgement of a tap does not."""


class MessageShelf(Protocol):
    def post(self, message: Message) -> bool:
        """Stores a message that is to be sent; False if one with its key is there already."""
        ...

    def has(self, key: str) -> bool:
        """Whether one with this key was ever posted."""
        ...

    def due(self, now: datetime, limit: int, *, after: str = "", bot: str = CHAT) -> Sequence[Due]:
        """The oldest of each of a bot's chats that are due, unless one of it is under way; by
        priority, then by time. One that waits behind an older one lends it its own priority.

        For first questions and news regions take turns, beginning behind region `after`."""
        ...

    def asking(self, now: datetime, limit: int, *, bot: str = CHAT) -> Sequence[int]:
        """Those in a bot's chats that are due and ask somebody who is being checked, whatever else
        waits in their chats before them."""
        ...

    def overdue(self, before: datetime, limit: int, *, bot: str = CHAT) -> Sequence[int]:
        """Those of a bot that have been due since then, the longest first."""
        ...

    def bots(self) -> Sequence[str]:
        """Those at whose chats something waits."""
        ...

    def next_due(self, after: datetime | None = None, *, bot: str = CHAT) -> datetime | None:
        """The first moment at which one of that bot's is due (`after`: only later ones)."""
        ...

    def get(self, message: int) -> Message: ...
    def take(self, messages: Collection[int], now: datetime) -> Sequence[Message]:
        """Those that are still due, in the given order and held until the end of the unit of work;
        what another one holds is left out."""
        ...

    def fences(self, messages: Collection[int]) -> Mapping[int, int]:
        """By message, which is held until the end of the unit of work."""
        ...

    def save(self, message: Message) -> None:
        """Raises Overtaken if it was claimed since it was read."""
        ...

    def save_all(self, messages: Sequence[Message]) -> None:
        """The same of many, each read with `take` or found among `fences` before."""
        ...

    def claim_all(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Saves them with the next fence, and gives them with it."""
        ...

    def put_off(self, message: int, until: datetime) -> None:
        """Without reading it. One that is not to be sent any more stays as it is."""
        ...

    def telling(self) -> set[str]:
        """The officials to whom rules, or changes of them, are under way."""
        ...

    def awaited(self, chat: int) -> Sequence[Message]:
        """Neither sent nor given up."""
        ...

    def sent_to(self, chat: int) -> Sequence[Message]: ...
