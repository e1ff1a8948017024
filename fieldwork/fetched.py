"""What a provider says when it is asked for a file."""

from dataclasses import dataclass, field

from inspection.media import Lost


@dataclass(frozen=True, kw_only=True)
class Fetched:
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Missing:
    """It can never be had, for certain."""

    why: Lost


@dataclass(frozen=True, kw_only=True)
class NotNow:
    """Another time perhaps."""

    code: str
    """Of the provider, or a word of ours; never anything of the file."""
    broke_off: bool = False
    """It began to come and did not end: that is a try, and there are only some. Whatever else goes
    wrong is the provider's trouble, and nobody's file is lost by it."""
    why: Lost = Lost.BROKEN_OFF
    """Why it is lost, where this was the last try."""
    retry_after: float | None = None
    """Seconds for which the provider asks to be left alone, for all files."""


Answer = Fetched | Missing | NotNow
