"""What an operator does with lanes: looks at them, stops one, resumes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.lane_alerts import tell_halt
from fieldwork.lane_rules import budget_in, office_time, rules_of_lane
from inspection.lane.budget import NEARLY, Budget, Span
from inspection.lane.downtime import ended
from inspection.lane.lane import Lane
from inspection.lane.outcome import resumed, stopped
from inspection.lane.price import shown_amount
from inspection.lane.state import Channel, LaneState, Request
from inspection.lane.verdict import Verdict

MANY_SHORT = 10
"""Minutes of an hour that are too many: the lane is then too narrow for what waits."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a lane stands. `verdicts`: what each of its channels would be told now."""

    lane: Lane
    verdicts: dict[Channel, Verdict]
    reason: str
    """The operator's, if one has stopped it."""
    failures: tuple[int, int]
    """How many of the last requests failed, and how many these were."""
    left: dict[Span, tuple[int | None, int | None]]
    """Requests and money that the budgets leave; None where there is no limit."""
    short_minutes: int
    """Of the last hour: in which the minute's own budget was used up, or nearly."""
    spent_today: int
    """In ten-thousandths of the currency."""

    def money(self, amount: int) -> str:
        return shown_amount(amount, self.lane.prices.currency)


def standing(book: Book, lane: Lane, now: datetime) -> Standing:
    policy, local = office_time(book, now)
    rules, state = rules_of_lane(lane, policy), book.lanes.state(lane.name)
    spent, budget = book.lanes.spent(lane.name, local), budget_in(policy)
    recent = state.outcomes.recent
    today = spent.get(Span.DAY)
    return Standing(
        lane=lane,
        verdicts={
            channel: state.ask(
                Request(channel=channel, cost=lane.cheapest(channel)), rules, spent, local
            )
            for channel in lane.limits
        },
        reason=book.lanes.reason(lane.name) if halted(state) else "",
        failures=(sum(not ok for _, ok in recent), len(recent)),
        short_minutes=_short_minutes(book, lane, budget, local),
        left={span: budget.left(span, spent) for span in Span},
        spent_today=today.money if today is not None else 0,
    )


def _short_minutes(book: Book, lane: Lane, budget: Budget, local: datetime) -> int:
    if Span.MINUTE not in budget.rations:
        return 0
    return sum(
        budget.percent(Span.MINUTE, {Span.MINUTE: use}) >= NEARLY
        for use in book.lanes.minutes(lane.name, local - _HOUR)
    )


def _cheapest(lane: Lane, channel: Channel) -> Request:
    """What leaves if anything can."""
    return Request(channel=channel, cost=lane.cheapest(channel))


def halted(state: LaneState) -> bool:
    """Whether an operator has stopped it."""
    return any(barrier.kind == "operator" for barrier in state.barriers.values())


def held(state: LaneState) -> bool:
    return bool(state.barriers or state.waits)


def stop(book: Book, lane: str, reason: str, now: datetime) -> bool:
    """False if an operator has stopped it already: then nothing changes."""
    state = book.lanes.state(lane)
    if halted(state):
        return False
    book.lanes.save(lane, ended(state, stopped(state, now), now), now, reason=reason)
    book.audit.note(now, "operator", "lane stopped", lane)
    tell_halt(book, lane, now, halted=True)
    return True


def resume(book: Book, lane: str, reason: str, now: datetime) -> bool:
    """Whatever held it; what was spent stays spent. False if nothing did."""
    state = book.lanes.state(lane)
    if not held(state):
        return False
    book.lanes.save(lane, ended(state, resumed(state), now), now, reason=reason)
    book.audit.note(now, "operator", "lane resumed", lane)
    tell_halt(book, lane, now, halted=False)
    return True
