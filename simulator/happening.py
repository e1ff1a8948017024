"""What was seen and heard in the simulated world, for a transcript."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "call placed",
    "called us",
    "ringing",
    "answered",
    "heard",
    "played",
    "pressed",
    "spoke",
    "hung up",
    "call ended",
    "text received",
    "wrote a text",
    "started",
    "message received",
    "message edited",
    "message deleted",
    "tapped",
    "typed",
    "shared contact",
    "sent a file",
    "sent a place",
    "notice",
    "blocked",
    "unblocked",
]


@dataclass(frozen=True, kw_only=True)
class Happening:
    at: datetime
    kind: Kind
    who: str
    """The number of a phone, or the name under which a chat is known to the world."""
    text: str = ""
    call: str = ""
    """The call's sid, for what happened on the phone."""
