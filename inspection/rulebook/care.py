"""What the programme owes its officials."""

from dataclasses import dataclass

from inspection.rule import Rule, flag, number


@dataclass(frozen=True, kw_only=True)
class CareValues:
    care_checkup_months: int
    care_talk_months: int
    care_insurance: bool
    care_allowance_by_presence: bool


RULES: tuple[Rule, ...] = (
    number(
        "care.checkup_months", 12, 1, 60, "months",
        "Everybody has a physical check-up at least so often.", applied=False,
    ),
    number(
        "care.talk_months", 3, 1, 60, "months",
        "Somebody talks with everybody at least so often.", applied=False,
    ),
    flag("care.insurance", "yes", "Everybody is insured against accidents.", applied=False),
    flag(
        "care.allowance_by_presence", "yes",
        "Meal and travel allowance follow the days of presence; a correction undoes both.",
        applied=False,
    ),
)  # fmt: skip
