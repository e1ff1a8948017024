"""Chats of the messenger, and invitations to link them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from fieldwork.book.person import PersonKind

ChatState = Literal["unknown", "pending", "linked", "blocked"]


@dataclass(frozen=True, kw_only=True)
class Chat:
    """A chat of the messenger. Its id there is sealed; `id` is ours."""

    id: int
    kind: PersonKind | None
    person: str
    state: ChatState


@dataclass(frozen=True, kw_only=True)
class Invite:
    kind: PersonKind
    person: str
    expires_at: datetime
    tries: int
    used: bool


class ChatShelf(Protocol):
    def meet(self, chat: str, at: datetime) -> Chat:
        """The chat with this id of the messenger; unknown at first."""
        ...

    def get(self, chat: int) -> Chat: ...
    def of_person(self, kind: PersonKind, person: str) -> Sequence[Chat]:
        """Linked or blocked ones."""
        ...

    def address(self, chat: int) -> str:
        """The messenger's id of the chat, opened for one request."""
        ...

    def save(self, chat: Chat) -> None: ...
    def set_blocked(self, chat: int, blocked: bool) -> None:
        """linked <-> blocked."""
        ...

    def invite(self, kind: PersonKind, person: str, code: str, expires_at: datetime) -> None:
        """A new code for this person; an older one of the same person ends."""
        ...

    def invite_of(self, code: str) -> Invite | None: ...
    def tries(self, kind: PersonKind, person: str) -> int:
        """Wrong contacts shared for the person's present invitation."""
        ...

    def invite_tried(self, kind: PersonKind, person: str) -> None: ...
    def invite_used(self, kind: PersonKind, person: str) -> None: ...
    def number_is_of(self, number: str, kind: PersonKind, person: str) -> bool:
        """Whether `number` (E.164) is registered for that person."""
        ...
