"""How leave is asked for and granted."""

from dataclasses import dataclass

from inspection.rule import Rule, flag, number
from inspection.rulebook.approvals import Approvals


@dataclass(frozen=True, kw_only=True)
class LeaveValues:
    leave_approval: Approvals
    leave_least_on_post: int
    leave_report_return: bool
    leave_extend_before_end: bool
    leave_emergency_filing_days: int
    leave_most_days_a_year: int


RULES: tuple[Rule, ...] = (
    Rule(
        key="leave.approval", default="3:township,county", read=Approvals.parse, unit="days:who",
        allowed="steps of up to so many days each, then who approves longer leave"
        " (leader, township, county, prefecture, province)",
        explanation="Who approves a leave, by its length.", applied=False,
    ),
    number(
        "leave.least_on_post", 1, 0, 20, "people",
        "A leave that would leave fewer members of the team in the village is not granted.",
        applied=False,
    ),
    flag(
        "leave.report_return", "yes",
        "Whoever comes back from leave says so; until then the leave goes on.", applied=False,
    ),
    flag(
        "leave.extend_before_end", "yes",
        "A leave is extended only before its end.", applied=False,
    ),
    number(
        "leave.emergency_filing_days", 2, 0, 30, "days",
        "In an emergency word of mouth comes first; the request is on file within this time.",
        applied=False,
    ),
    number(
        "leave.most_days_a_year", 30, 0, 366, "days",
        "Whoever is away longer in a year may be replaced; people decide.", applied=False,
    ),
)  # fmt: skip
