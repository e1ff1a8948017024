"""How often teams are visited, who is told the place and when."""

from dataclasses import dataclass
from datetime import time

from inspection.hours import Hours
from inspection.rule import Rule, hours, number, read_time


@dataclass(frozen=True, kw_only=True)
class VisitValues:
    visit_rate_milli: int
    visit_cycle_days: int
    visit_floor_days: int
    visit_hours: Hours
    visit_told_at: time
    visit_told_until: time
    visit_inspectors: int
    visit_accept_minutes: int
    visit_report_days: int


RULES: tuple[Rule, ...] = (
    number(
        "visit.rate_milli", 0, 0, 100_000, "thousandths of a visit a cycle",
        "How often a team is visited in one of its cycles of visits, on average and before the"
        " floor; 0 means that nobody is visited.",
        by_county=True,
    ),
    number(
        "visit.cycle_days", 252, 1, 366, "working days",
        "In every stretch of so many working days each team is visited at least once, where visits"
        " are drawn.",
        everywhere=True,
    ),
    number(
        "visit.floor_days", 63, 0, 366, "working days",
        "In a cycle's last days a team not yet visited has an additional, growing chance.",
        everywhere=True,
    ),
    hours(
        "visit.hours", "06:00-06:30",
        "Visits are drawn in these hours of working days, one draw each half hour.",
        everywhere=True,
    ),
    Rule(
        key="visit.told_at", default="07:30", read=read_time, unit="",
        allowed="a local time from 00:00 to 23:59, after visit.hours",
        explanation="From this time of the visit's own day on, and not before, the drawn inspectors"
        " are told the place.",
    ),
    Rule(
        key="visit.told_until", default="12:00", read=read_time, unit="",
        allowed="a local time from 00:00 to 23:59, after visit.told_at",
        explanation="From this time on nobody else is told of a visit of that day.",
    ),
    number(
        "visit.inspectors", 2, 1, 10, "inspectors",
        "So many go on a visit together.",
    ),
    number(
        "visit.accept_minutes", 60, 5, 720, "minutes",
        "Whoever has not answered after this time makes room for the next in the drawn order.",
    ),
    number(
        "visit.report_days", 2, 0, 30, "working days",
        "A visit is reported by the end of this day after it.",
    ),
)  # fmt: skip
