"""How often, when and among whom is drawn."""

from dataclasses import dataclass

from inspection.hours import Hours
from inspection.rule import Rule, hours, number


@dataclass(frozen=True, kw_only=True)
class DrawValues:
    draw_rate_milli: int
    draw_cycle_days: int
    draw_floor_days: int
    draw_risk_floor_milli: int
    draw_risk_most_milli: int
    draw_slot_minutes: int
    draw_hours: Hours
    draw_commit_seconds: int


RULES: tuple[Rule, ...] = (
    number(
        "draw.rate_milli", 2000, 0, 100_000, "thousandths of a pick a cycle",
        "How often a team is picked in one cycle, on average and before the floor.",
        by_county=True,
    ),
    number(
        "draw.cycle_days", 63, 1, 366, "working days",
        "In every stretch of so many working days each team is picked at least once.",
        everywhere=True,
    ),
    number(
        "draw.floor_days", 16, 0, 366, "working days",
        "In a cycle's last days a team not yet picked has an additional, growing chance.",
        everywhere=True,
    ),
    number(
        "draw.risk_floor_milli", 700, 700, 1000, "thousandths of the region's rate",
        "A risk share never lowers a team's rate below this part of its region's.",
        everywhere=True,
    ),
    number(
        "draw.risk_most_milli", 3000, 1000, 10_000, "thousandths of the region's rate",
        "A risk share never raises a team's rate above this multiple of its region's.",
        everywhere=True,
    ),
    number(
        "draw.slot_minutes", 30, 30, 720, "minutes",
        "One draw is made for each slot; custodians' codes come by the half hour.",
        step=30, everywhere=True,
    ),
    hours(
        "draw.hours", "08:00-18:00", "Slots are drawn in these hours of working days.",
        everywhere=True,
    ),
    number(
        "draw.commit_seconds", 60, 10, 1800, "seconds",
        "The frame is committed so long before its slot opens.",
        everywhere=True,
    ),
)  # fmt: skip
