"""What may leave on one lane: calls at once, and budgets that stop."""

from dataclasses import dataclass

from inspection.rule import Rule, number


@dataclass(frozen=True, kw_only=True)
class LaneValues:
    lane_calls_at_once: int
    lane_requests_a_minute: int
    lane_requests_a_day: int
    lane_requests_a_month: int
    lane_money_a_minute: int
    lane_money_a_day: int
    lane_money_a_month: int


def _requests(span: str, default: int) -> Rule:
    return number(
        f"lane.requests_a_{span}", default, 0, 10_000_000, "calls and texts",
        f"So many calls and text messages leave on one lane in a {span}; then it stops until the"
        f" next {span}. 0: no limit.",
        everywhere=True,
    )  # fmt: skip


def _money(span: str) -> Rule:
    return number(
        f"lane.money_a_{span}", 0, 0, 10_000_000, "units of the lane's currency",
        f"So much may be spent on one lane in a {span}, by the prices of its file; then it stops."
        " 0: no limit.",
        everywhere=True,
    )  # fmt: skip


RULES: tuple[Rule, ...] = (
    number(
        "lane.calls_at_once", 20, 1, 1000, "calls",
        "So many calls are under way at once, on all lanes together; others wait, and what is never"
        " begun is told.",
        everywhere=True,
    ),
    _requests("minute", 0),
    _requests("day", 5_000),
    _requests("month", 60_000),
    _money("minute"),
    _money("day"),
    _money("month"),
)  # fmt: skip
