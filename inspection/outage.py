"""What of ours was down while somebody should have been reached, and from when to when.

It stands with whoever was closed for it, so that an inspector reads the fact and not a verdict.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from inspection.days import short_moment
from inspection.phrase import Phrase, phrase
from inspection.wording import worded


class Down(StrEnum):
    PROGRAM = "program"
    """Nobody was pursued, or nothing could come in."""
    TELEPHONE = "telephone"
    """Every lane that calls."""
    ANSWER = "answer"
    """Nothing could come in, and an answer may have been lost with it."""
    STORE = "store"
    """The database was put back to an older copy."""


_SAID: Mapping[Down, Phrase] = {
    Down.PROGRAM: phrase("summary: outage", "the program could not work from {start} to {end}"),
    Down.TELEPHONE: phrase("summary: outage", "the telephone line was down from {start} to {end}"),
    Down.ANSWER: phrase(
        "summary: outage",
        "nothing could come in from {start} to {end}, and an answer may be lost",
    ),
    Down.STORE: phrase(
        "summary: outage", "the database was restored, and knows nothing from {start} to {end}"
    ),
}


@dataclass(frozen=True, kw_only=True)
class Outage:
    what: Down
    start: datetime
    end: datetime

    def said(self, zone: ZoneInfo, language: str) -> str:
        """In the local time of the place."""
        return worded(
            _SAID[self.what],
            language,
            {
                "start": short_moment(self.start.astimezone(zone), language),
                "end": short_moment(self.end.astimezone(zone), language),
            },
        )
