"""People on the messenger and their chats with the bot."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from simulator.messenger.keyboard import Button, Keyboard


@dataclass(frozen=True, kw_only=True)
class User:
    name: str
    """Under which the world knows the person; never sent."""
    id: int
    first_name: str
    number: str
    language: str = ""

    def as_json(self) -> dict[str, Any]:
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return user | ({"language_code": self.language} if self.language else {})


@dataclass(kw_only=True, eq=False)
class Message:
    """One message in a chat, from the person or from the bot."""

    id: int
    sender: dict[str, Any]
    chat: dict[str, Any]
    date: datetime
    text: str = ""
    keyboard: Keyboard = field(default_factory=Keyboard)
    from_bot: bool = True
    edited: datetime | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    former: tuple[Button, ...] = ()
    """Buttons that it had before it was edited."""
    expected: bool = False
    """Whether a test has asked for it."""

    def as_json(self) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat,
            "date": int(self.date.timestamp()),
        }
        if self.edited:
            message["edit_date"] = int(self.edited.timestamp())
        if self.text:
            message["text"] = self.text
        if self.keyboard.markup:
            message["reply_markup"] = dict(self.keyboard.markup)
        return message | self.extra

    def button(self, text: str, *, former: bool = False) -> Button | None:
        """The inline button with this text, or else the only one that contains it."""
        buttons = [*self.keyboard.inline, *(self.former if former else ())]
        exact = [button for button in buttons if button.text == text]
        partial = [button for button in buttons if text in button.text]
        if exact:
            return exact[0]
        return partial[0] if len(partial) == 1 else None


class Correspondent(Protocol):
    """Somebody who reads what the bot writes and answers in their own time."""

    def receives(self, message: Message) -> None:
        """Called under the world's lock: may arrange things, must not act at once."""


@dataclass(kw_only=True, eq=False)
class Chat:
    user: User
    started: bool = False
    """A bot may not write to somebody who has never written to it."""
    blocked: bool = False
    messages: list[Message] = field(default_factory=list)
    reply_keyboard: tuple[Button, ...] = ()
    owner: Correspondent | None = None
    presses: int = 0
    last_id: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"id": self.user.id, "type": "private", "first_name": self.user.first_name}

    def received(self) -> list[Message]:
        """What the bot wrote, oldest first, as it stands now."""
        return [message for message in self.messages if message.from_bot]

    def add(self, message: Message) -> None:
        self.messages.append(message)
        self.last_id = message.id

    def find(self, message_id: int) -> Message | None:
        return next((m for m in self.messages if m.id == message_id), None)
