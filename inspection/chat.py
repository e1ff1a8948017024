"""What people do in a chat, in our words, and what we write to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from inspection.media import OTHER, MediaKind


@dataclass(frozen=True, kw_only=True)
class Started:
    """`/start`, with the invite code that the link carried ("" without one)."""

    chat: str
    user: str
    code: str


@dataclass(frozen=True, kw_only=True)
class ContactShared:
    chat: str
    user: str
    number: str
    owner: str
    """The messenger's user id of the shared contact; only one's own proves anything."""


@dataclass(frozen=True, kw_only=True)
class Tapped:
    chat: str
    user: str
    query: str
    """Id of the tap itself, to be acknowledged."""
    data: str


@dataclass(frozen=True, kw_only=True)
class Said:
    chat: str
    user: str
    text: str
    forwarded: bool
    """Forwarded or sent by a bot or on schedule: kept, but no evidence."""
    written_at: datetime | None = None
    """By the messenger's own clock, to the second."""


@dataclass(frozen=True, kw_only=True)
class FileSent:
    chat: str
    user: str
    kind: MediaKind | Literal["other"]
    """"other" answers no question: a video, a sticker, any file that is no picture and no sound."""
    file_id: str = field(default="", repr=False)
    """Under which the messenger gives it, for a while."""
    unique_id: str = field(default="", repr=False)
    """The same whenever the same file is sent again."""
    size: int | None = None
    """Bytes, as the messenger says."""
    media_type: str = OTHER
    second_hand: bool = False
    """Forwarded, sent by a bot or on schedule."""
    caption: str = ""
    """What the person wrote under it."""
    album: str = ""
    """The same for all that were sent together."""
    written_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceSent:
    """Degrees, and metres of accuracy where the messenger says them."""

    chat: str
    user: str
    latitude: float
    longitude: float
    accuracy: float | None = None
    second_hand: bool = False
    """As a file; or one that moves on, or was taken from a list."""
    written_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Blocked:
    """The person blocked the bot, or took the block away (`blocked` False)."""

    chat: str
    blocked: bool


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """Something that we do not know; it is kept and answered with nothing."""

    reason: str


ChatEvent = Started | ContactShared | Tapped | Said | FileSent | PlaceSent | Blocked | Ignored


@dataclass(frozen=True, kw_only=True)
class Button:
    text: str
    data: str
    """At most 64 bytes."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message to one chat: plain text, never markup, since people's own words are in it."""

    text: str
    buttons: tuple[Button, ...] = ()
    ask_contact: str = ""
    """Caption of a button that shares the person's own contact; "" shows none."""
    acknowledges: str = ""
    """Id of a tap that this acknowledges (the text is then shown as a short notice)."""
    files: tuple[str, ...] = ()
    """Recordings and pictures that go before the text, by our names for them."""

    def as_json(self) -> dict[str, Any]:
        stored: dict[str, Any] = {
            "text": self.text,
            "buttons": [[button.text, button.data] for button in self.buttons],
            "ask_contact": self.ask_contact,
            "acknowledges": self.acknowledges,
        }
        return stored | ({"files": list(self.files)} if self.files else {})

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Letter":
        return cls(
            text=stored["text"],
            buttons=tuple(Button(text=text, data=data) for text, data in stored["buttons"]),
            ask_contact=stored["ask_contact"],
            acknowledges=stored["acknowledges"],
            files=tuple(stored.get("files", ())),
        )
