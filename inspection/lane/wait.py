"""A wait that a lane was told to keep, told apart from a clock that was put back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_CLOCKS_DIFFER = timedelta(minutes=1)
"""By so much the clocks of two workers may differ."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    since: datetime
    seconds: float

    @property
    def until(self) -> datetime:
        return self.since + timedelta(seconds=self.seconds)

    def over(self, now: datetime) -> bool:
        """Also if the clock was put back behind its beginning: nobody waits for hours because of
        a clock."""
        return now >= self.until or now < self.since - _CLOCKS_DIFFER
