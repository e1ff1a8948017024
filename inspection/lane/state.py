"""The state of one lane, and what each request and each outcome makes of it. It is data: a restart
forgets nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from inspection.lane.barrier import Barrier
from inspection.lane.breaker import BreakerRule, Outcomes
from inspection.lane.budget import Budget, Spent
from inspection.lane.pace import Limit, Pace
from inspection.lane.verdict import Go, Hold, Reason, Verdict
from inspection.lane.wait import Wait

Channel = Literal["chat", "voice", "text"]
LINES_BUSY = timedelta(minutes=1)
"""After so long it is looked whether a call has ended."""


@dataclass(frozen=True, kw_only=True)
class LaneRules:
    """What an operator and an office have set for a lane."""

    limits: Mapping[Channel, Limit] = field(default_factory=dict)
    at_once: int = 20
    """Calls under way."""
    budget: Budget = field(default_factory=Budget)
    breaker: BreakerRule = field(default_factory=BreakerRule)
    setup: str = ""
    """Changes with the account, its secret, the number and the address."""


@dataclass(frozen=True, kw_only=True)
class Request:
    channel: Channel
    cost: int | None = 0
    """At most, in ten-thousandths of the currency; None where no price is known."""
    under_way: int = 0
    """Calls that are going on."""


@dataclass(frozen=True, kw_only=True)
class LaneState:
    paces: Mapping[Channel, tuple[datetime, ...]] = field(default_factory=dict)
    outcomes: Outcomes = field(default_factory=Outcomes)
    wait: Wait | None = None
    """The provider asked the lane to wait."""
    too_fast: int = 0
    """So many times in a row."""
    barrier: Barrier | None = None

    def ask(self, request: Request, rules: LaneRules, spent: Spent, now: datetime) -> Verdict:
        """`now` in the office's zone, by which days and months are counted."""
        first: Verdict = self.barrier.ask(now, rules.setup) if self.barrier else Go()
        if not isinstance(first, Go):
            return first
        if self.wait is not None and not self.wait.over(now):
            return Hold(until=self.wait.until, why=Reason.ASKED)
        if request.channel == "voice" and request.under_way >= rules.at_once:
            return Hold(until=now + LINES_BUSY, why=Reason.LINES)
        budget = rules.budget.ask(request.cost, spent, now)
        if not isinstance(budget, Go):
            return budget
        at = self._pace(request.channel, rules).when(now)
        return Hold(until=at, why=Reason.PACE) if at > now else first

    def admitted(self, request: Request, rules: LaneRules, now: datetime) -> "LaneState":
        """After `ask` said Go: the request is about to leave."""
        pace = self._pace(request.channel, rules).taken(now)
        barrier = self.barrier.probed(now) if self.barrier is not None else None
        return replace(self, paces={**self.paces, request.channel: pace.recent}, barrier=barrier)

    def _pace(self, channel: Channel, rules: LaneRules) -> Pace:
        limit = rules.limits.get(channel)
        if limit is None:
            return Pace(limit=Limit(most=1_000, seconds=1))
        return Pace(limit=limit, recent=self.paces.get(channel, ()))
