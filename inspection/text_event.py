"""News of a text message, in our words."""

from dataclasses import dataclass
from typing import Literal

TextProgress = Literal["taken", "sent", "delivered", "failed"]


@dataclass(frozen=True, kw_only=True)
class TextEvent:
    token: str
    provider_id: str
    progress: TextProgress
    code: str = ""
    """The carrier's code of a failure."""
    stopped: bool = False
    """Whether it failed because the person told the carrier that they want no texts from us."""
