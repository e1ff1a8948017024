"""How much presence in the village is asked for, and what counts as presence."""

from dataclasses import dataclass

from inspection.rule import Rule, flag, number, word, words
from inspection.rulebook.amount import Amount


@dataclass(frozen=True, kw_only=True)
class AttendanceValues:
    attendance_basis: str
    attendance_period: str
    attendance_amount: Amount
    attendance_nights_a_week: int
    attendance_pro_rata: bool
    attendance_also: tuple[str, ...]


RULES: tuple[Rule, ...] = (
    word(
        "attendance.basis", ("working", "calendar"), "days",
        "Which days are counted: working days only, or all days of the calendar.", applied=False,
    ),
    word(
        "attendance.period", ("month", "week", "quarter", "year"), "",
        "The stretch of time in which the amount must be reached.", applied=False,
    ),
    Rule(
        key="attendance.amount", default="2/3", read=Amount.parse, unit="of a period",
        allowed="a share of the counted days such as 2/3, or 0 to 366 days",
        explanation="So much presence is asked of everybody in each period.", applied=False,
    ),
    number(
        "attendance.nights_a_week", 0, 0, 7, "nights",
        "So many nights a week are spent in the village, as in five days, four nights.",
        applied=False,
    ),
    flag(
        "attendance.pro_rata", "yes",
        "Whoever is posted for a part of a period owes that part of the amount.", applied=False,
    ),
    words(
        "attendance.also", ("trip", "meeting", "training"),
        "What counts as presence when it was reported: official trips, meetings, training.",
        applied=False,
    ),
)  # fmt: skip
