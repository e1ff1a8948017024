"""The state of one lane, and what each request and each outcome makes of it. It is data: a restart
forgets nothing of it.
"""

from collections.abc import Mapping, Sequence
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
Scope = Literal["", "chat", "voice", "text"]
""""": the whole lane."""
LINES_BUSY = timedelta(minutes=1)
"""After so long it is looked whether a call has ended."""


def scopes(channel: Channel) -> tuple[Scope, ...]:
    """What holds for a channel: the whole lane's first."""
    return ("", channel)


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
    cheapest: int | None = None
    """What another request on the channel may cost; None if no other costs less."""


@dataclass(frozen=True, kw_only=True)
class Down:
    """A barrier that is over."""

    scope: Scope
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class LaneState:
    """Waits and barriers are those of one channel, or of the whole lane."""

    paces: Mapping[Channel, tuple[datetime, ...]] = field(default_factory=dict)
    outcomes: Outcomes = field(default_factory=Outcomes)
    waits: Mapping[Scope, Wait] = field(default_factory=dict)
    """The provider asked to wait."""
    too_fast: int = 0
    """So many times in a row."""
    barriers: Mapping[Scope, Barrier] = field(default_factory=dict)
    spent_out: str = ""
    """The period whose budget was used up when somebody was last held for it."""
    downs: tuple[Down, ...] = ()
    """Barriers that are over, of the last weeks, oldest first."""

    def ask(self, request: Request, rules: LaneRules, spent: Spent, now: datetime) -> Verdict:
        """`now` in the office's zone, by which days and months are counted."""
        probe = False
        for barrier in self.before(request.channel):
            verdict = barrier.ask(now, rules.setup)
            if not isinstance(verdict, Go):
                return verdict
            probe = True
        for scope in scopes(request.channel):
            wait = self.waits.get(scope)
            if wait is not None and not wait.over(now):
                return Hold(until=wait.until, why=Reason.ASKED)
        if request.channel == "voice" and request.under_way >= rules.at_once:
            return Hold(until=now + LINES_BUSY, why=Reason.LINES)
        budget = rules.budget.ask(request.cost, spent, now)
        if isinstance(budget, Hold) and request.cheapest is not None:
            others = rules.budget.ask(request.cheapest, spent, now)
            return replace(budget, alone=isinstance(others, Go))
        if not isinstance(budget, Go):
            return budget
        at = self._pace(request.channel, rules).when(now)
        return Hold(until=at, why=Reason.PACE) if at > now else Go(probe=probe)

    def admitted(self, request: Request, rules: LaneRules, now: datetime) -> "LaneState":
        """After `ask` said Go: the request is about to leave."""
        pace = self._pace(request.channel, rules).taken(now)
        probed = {
            scope: barrier.probed(now) if scope in scopes(request.channel) else barrier
            for scope, barrier in self.barriers.items()
        }
        return replace(self, paces={**self.paces, request.channel: pace.recent}, barriers=probed)

    def before(self, channel: Channel) -> Sequence[Barrier]:
        """The barriers that a request on the channel meets."""
        return [self.barriers[scope] for scope in scopes(channel) if scope in self.barriers]

    def _pace(self, channel: Channel, rules: LaneRules) -> Pace:
        limit = rules.limits.get(channel)
        if limit is None:
            return Pace(limit=Limit(most=1_000, seconds=1))
        return Pace(limit=limit, recent=self.paces.get(channel, ()))
