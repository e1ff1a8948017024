"""Messages that are to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from inspection.chat import Letter

MessageKind = Literal[
    "check", "reminder", "prompt", "rules", "change", "notice", "summary", "digest", "tap", "alert"
]
MessageState = Literal["DUE", "SENDING", "SENT", "FAILED"]


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


class MessageShelf(Protocol):
    def post(self, message: Message) -> bool:
        """Stores a message that is to be sent; False if one with its key is there already."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Message]: ...
    def next_due(self) -> datetime | None: ...
    def get(self, message: int) -> Message: ...
    def save(self, message: Message) -> None: ...
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
