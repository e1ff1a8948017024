"""The rules of a lane: what an operator set up, and what the office's policy allows now."""

from datetime import datetime

from fieldwork.book import Book
from fieldwork.rules import Rules
from inspection.lane.budget import Budget, budget_of
from inspection.lane.lane import Lane
from inspection.lane.state import LaneRules
from inspection.policy import Policy


def office_time(book: Book, now: datetime) -> tuple[Policy, datetime]:
    """The policy that holds everywhere, and `now` in its zone: days and months of budgets are
    local ones."""
    policy = Rules.at(book, now).policy
    return policy, now.astimezone(policy.zone)


def budget_in(policy: Policy) -> Budget:
    """Of one lane."""
    return budget_of(
        (policy.lane_requests_a_minute, policy.lane_requests_a_day, policy.lane_requests_a_month),
        (policy.lane_money_a_minute, policy.lane_money_a_day, policy.lane_money_a_month),
    )


def rules_of_lane(lane: Lane, policy: Policy) -> LaneRules:
    return LaneRules(
        limits=lane.limits,
        at_once=lane.at_once,
        budget=budget_in(policy),
        breaker=lane.breaker,
        setup=lane.setup,
    )
