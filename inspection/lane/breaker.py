"""The breaker: opens where too many of the last requests failed for no reason of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class BreakerRule:
    """`share` of at least `least` outcomes in so many `seconds`."""

    least: int = 5
    share: float = 0.5
    seconds: float = 600.0


_KEPT = 40


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """The last requests of a lane, oldest first: when they ended, and whether the provider could be
    reached and knew what became of it. A refusal of one number is a success of the lane."""

    recent: tuple[tuple[datetime, bool], ...] = ()

    def with_one(self, at: datetime, ok: bool, rule: BreakerRule) -> "Outcomes":
        since = at - timedelta(seconds=rule.seconds)
        # Moments that lie ahead are of a clock that was put back: they count as of now.
        kept = [(min(moment, at), good) for moment, good in self.recent if moment > since]
        return Outcomes(recent=(*kept[-(_KEPT - 1) :], (at, ok)))

    def too_bad(self, rule: BreakerRule) -> bool:
        failed = sum(not ok for _, ok in self.recent)
        return len(self.recent) >= rule.least and failed >= rule.share * len(self.recent)
