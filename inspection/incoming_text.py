"""A text message that somebody sent us, in our words."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class IncomingText:
    provider_id: str
    sender: str = field(repr=False)
    """As the carrier gives it: a number, or whatever else a sender may show. Anybody may have made
    it up."""
    ours: str = field(repr=False)
    """The number of ours that it came to."""
    words: str = field(repr=False)
    answered: bool = False
    """The carrier itself has answered it, as some do with STOP."""
