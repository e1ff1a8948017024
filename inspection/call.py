"""A phone call in our words: what is ordered, what is heard of it, what is said in it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from inspection.disposition import Disposition

Progress = Literal["dialling", "ringing", "answered", "ended"]


@dataclass(frozen=True, kw_only=True)
class CallEvent:
    """News of one call. `sequence` orders the events of one call; a later one never loses."""

    token: str
    """Of our attempt."""
    provider_id: str
    progress: Progress
    sequence: int
    ended: Disposition | None = None
    """How it ended; None while it goes on, and when a person answered (the dialogue tells)."""
    machine: bool = False
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class Line:
    language: str
    text: str
    audio: str = ""
    """The recording that is played in place of the text, by our name for it; "" says the text."""

    def as_json(self) -> list[str]:
        return [self.language, self.text, *([self.audio] if self.audio else [])]

    @classmethod
    def from_json(cls, stored: list[str]) -> "Line":
        language, text, *audio = stored
        return cls(language=language, text=text, audio=audio[0] if audio else "")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the caller hears next. With `listens`, a key is awaited and comes back as `step`."""

    lines: tuple[Line, ...]
    step: int
    listens: bool
    """False: say the lines and hang up."""
    until_hash: bool = False
    """Not one key is awaited but several, up to the hash key."""
    records: int = 0
    """For so many seconds, at most, what is said after the lines is recorded; 0 awaits keys."""

    def as_json(self) -> dict[str, Any]:
        return {
            "lines": [line.as_json() for line in self.lines],
            "step": self.step,
            "listens": self.listens,
            "until_hash": self.until_hash,
            **({"records": self.records} if self.records else {}),
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Turn":
        return cls(
            lines=tuple(Line.from_json(line) for line in stored["lines"]),
            step=stored["step"],
            listens=stored["listens"],
            until_hash=stored.get("until_hash", False),
            records=stored.get("records", 0),
        )


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One request of the carrier within a call: key pressed, or silence ("")."""

    token: str
    step: int
    digits: str
    provider_id: str
    machine: bool = False
    again: bool = False
    """They come back from a wait and have pressed nothing: the question is said once more."""
    recording: str = field(default="", repr=False)
    """The carrier's id of what was recorded in answer to the last words."""
    spoken_seconds: int = 0
