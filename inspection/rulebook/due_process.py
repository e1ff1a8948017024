"""What protects people: time to explain, and how long anything about them is kept."""

from dataclasses import dataclass

from inspection.rule import Rule, number


@dataclass(frozen=True, kw_only=True)
class DueProcessValues:
    case_statement_days: int
    case_reverify_days: int
    location_radius_m: int
    location_raw_days: int
    retention_days: int


RULES: tuple[Rule, ...] = (
    number(
        "case.statement_days", 5, 1, 60, "working days",
        "Within this time a person may explain or appeal.", told=True,
    ),
    number(
        "case.reverify_days", 20, 1, 366, "days",
        "Within this time after a finding was put right, a new call asks whether it was.",
        applied=False,
    ),
    number(
        "location.radius_m", 2000, 1500, 2000, "metres",
        "A position this close to one of the village's places counts as there.", applied=False,
    ),
    number(
        "location.raw_days", 7, 0, 90, "days",
        "Raw coordinates are deleted after so long; in or out, and how exact, stay.",
        applied=False,
    ),
    number(
        "retention.days", 1095, 90, 3660, "days",
        "Names, numbers and words in closed inspections are kept so long.", applied=False,
    ),
)  # fmt: skip
