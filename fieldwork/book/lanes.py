"""Lanes: their state and what was spent on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inspection.lane.budget import Spent, Use
from inspection.lane.state import Channel, LaneState


@dataclass(frozen=True, kw_only=True)
class LaneRequest:
    """One request that left, or is about to."""

    lane: str
    channel: Channel
    token: str
    """That of the attempt or the text: it may be made more than once."""
    minute: str
    """The local minute in which it is counted, such as 2026-03-02T09:15."""
    cost: int
    """What it may cost at most, in ten-thousandths of the lane's currency."""
    per_minute: int = 0
    """So much of it for each minute of a call."""
    made_at: datetime


class LaneShelf(Protocol):
    def state(self, lane: str) -> LaneState:
        """Held until the end of a unit of work that writes; of a lane that nobody used, an empty
        one."""
        ...

    def save(self, lane: str, state: LaneState, at: datetime, *, reason: str | None = None) -> None:
        """`reason`: an operator's; None leaves the former one."""
        ...

    def reason(self, lane: str) -> str:
        """The operator's who stopped or resumed it last; "" if nobody did."""
        ...

    def states(self) -> Mapping[str, LaneState]:
        """Of all lanes that were ever used, by name."""
        ...

    def spent(self, lane: str, now: datetime) -> Spent:
        """In the minute, day and month of `now`, which is in the office's zone."""
        ...

    def minutes(self, lane: str, since: datetime) -> Sequence[Use]:
        """What was spent in each minute from that of `since` on, which is in the office's zone."""
        ...

    def spend(self, request: LaneRequest) -> None:
        """Counts it in its minute, day and month."""
        ...

    def settle_call(self, token: str, seconds: int, now: datetime) -> str | None:
        """What the last call under this token did cost. As `release`."""
        ...

    def settle_text(self, token: str, now: datetime) -> str | None:
        """It was taken, and costs what it might. As `release`."""
        ...

    def release(self, token: str, now: datetime) -> str | None:
        """The last request under this token was not taken: it counts no more. Returns its lane, or
        None if there is none that is not settled: a repeat changes nothing."""
        ...

    def lane_of(self, token: str) -> str | None:
        """The lane on which the last request under this token was made."""
        ...

    def under_way(self, channel: Channel, since: datetime, *, lane: str | None = None) -> int:
        """Requests made since then that are not settled; without a lane, on all of them."""
        ...

    def forget(self, before: datetime, limit: int) -> int:
        """Deletes the oldest requests, so many at most, that were made before; returns how many.
        What was spent on them in a month stays."""
        ...

    def forget_minutes(self, before: str) -> None:
        """Drops what was spent in single minutes before this one; days and months stay."""
        ...
