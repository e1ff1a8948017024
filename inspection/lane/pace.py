"""Pace: at most so many in any stretch of so many seconds, as providers state it.

The last moments themselves are kept and not a level of tokens: a bucket that was full lets twice
its rate through within the first stretch, and a provider counts that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Limit:
    most: int
    seconds: float

    def __post_init__(self) -> None:
        if self.most < 1 or self.seconds <= 0:
            raise ValueError(
                f"a limit of {self.most} in {self.seconds:g} seconds lets nothing through;"
                " expected at least 1, in more than 0 seconds"
            )

    @property
    def stretch(self) -> timedelta:
        return timedelta(seconds=self.seconds)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """`recent`: when the last ones left, oldest first; no more than the limit needs."""

    limit: Limit
    recent: tuple[datetime, ...] = ()

    def when(self, now: datetime) -> datetime:
        """The first moment, from `now` on, at which the next one may leave."""
        if len(self.recent) < self.limit.most:
            return now
        stretch = self.limit.stretch
        # A clock that was put back must not hold anything for hours.
        return max(now, min(self.recent[-self.limit.most], now) + stretch)

    def taken(self, at: datetime) -> "Pace":
        """With one that left then."""
        kept = self.recent[-self.limit.most + 1 :] if self.limit.most > 1 else ()
        if kept and kept[-1] > at:
            kept = tuple(min(moment, at) for moment in kept)
        return Pace(limit=self.limit, recent=(*kept, at))

    def idle(self, now: datetime) -> bool:
        """Whether nothing of what it remembers matters any more."""
        return not self.recent or self.recent[-1] + self.limit.stretch <= now
