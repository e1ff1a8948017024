"""Chats of the messenger, and invitations to link them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from fieldwork.book.person import PersonKind
from inspection.lane.lane import CHAT

ChatState = Literal["unknown", "pending", "linked", "blocked"]


@dataclass(frozen=True, kw_only=True)
class Chat:
    """A chat of the messenger. Its id there is sealed; `id` is ours."""

    id: int
    kind: PersonKind | None
    person: str
    state: ChatState
    bot: str = CHAT
    """The lane of the bot that it is with."""


@dataclass(frozen=True, kw_only=True)
class Invite:
    kind: PersonKind
    person: str
    expires_at: datetime
    tries: int
    used: bool
    id: int = 0
    made_at: datetime | None = None
    ended: bool = False
    """A newer code took its place."""
    late_tries: int = 0
    """Starts with the code after it held no more."""


class ChatShelf(Protocol):
    def meet(self, chat: str, at: datetime, *, bot: str = CHAT) -> Chat:
        """The chat with this id of the messenger, with that bot; unknown at first. Somebody who
        writes to two bots has two chats, with one id."""
        ...

    def get(self, chat: int) -> Chat: ...
    def of_person(self, kind: PersonKind, person: str) -> Sequence[Chat]:
        """Linked or blocked ones."""
        ...

    def of_officials(self) -> Mapping[str, Sequence[Chat]]:
        """Linked or blocked ones, by official."""
        ...

    def address(self, chat: int) -> str:
        """The messenger's id of the chat, opened for one request."""
        ...

    def addresses(self, chats: Collection[int]) -> Mapping[int, str]:
        """The same of many."""
        ...

    def moved(self, chat: int, to: str) -> None:
        """The messenger has another id for it now. Nothing changes where that id is known."""
        ...

    def save(self, chat: Chat) -> None: ...
    def set_blocked(self, chat: int, blocked: bool) -> None:
        """linked <-> blocked."""
        ...

    def accounts(self) -> Sequence[Chat]:
        """All that are linked or blocked."""
        ...

    def invite(
        self, kind: PersonKind, person: str, code: str, expires_at: datetime, at: datetime
    ) -> int:
        """A new code for this person; an older one of the same person ends, and whoever had
        started with that one starts again. Returns the invitation's id."""
        ...

    def invite_of(self, code: str) -> Invite | None: ...
    def open_invite(self, kind: PersonKind, person: str) -> Invite | None:
        """The person's present one, which may be used or expired."""
        ...

    def present_invites(self) -> Sequence[Invite]:
        """The present one of everybody who was ever invited."""
        ...

    def tried_late(self, code: str) -> Invite | None:
        """Counts a start with a code that holds no more, and gives the invitation that it was of;
        None for a code that never was."""
        ...

    def wrong_code(self, chat: int) -> int:
        """Counts one more wrong code of this chat, and says how many they are now."""
        ...

    def relinked(
        self, kind: PersonKind, person: str, voucher: str, reason: str, at: datetime
    ) -> None: ...
    def tries(self, kind: PersonKind, person: str) -> int:
        """Wrong contacts shared for the person's present invitation."""
        ...

    def invite_tried(self, kind: PersonKind, person: str) -> None: ...
    def invite_used(self, kind: PersonKind, person: str) -> None: ...
    def number_is_of(self, number: str, kind: PersonKind, person: str) -> bool:
        """Whether `number` (E.164) is registered for that person."""
        ...
