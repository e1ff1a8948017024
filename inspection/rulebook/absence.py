"""What confirmed absences may lead to. The program proposes nothing by itself: people decide."""

from dataclasses import dataclass

from inspection.rule import Rule, number


@dataclass(frozen=True, kw_only=True)
class AbsenceValues:
    absence_not_excellent: int
    absence_basically_competent: int
    absence_incompetent: int
    absence_talk: int
    absence_recall: int
    evaluation_excellent_percent: int


RULES: tuple[Rule, ...] = (
    number(
        "absence.not_excellent", 1, 1, 99, "confirmed absences a year",
        "From so many on the yearly grade is not above competent.", applied=False,
    ),
    number(
        "absence.basically_competent", 2, 1, 99, "confirmed absences a year",
        "From so many on the yearly grade is not above basically competent.", applied=False,
    ),
    number(
        "absence.incompetent", 3, 1, 99, "confirmed absences a year",
        "From so many on the yearly grade may be incompetent.", applied=False,
    ),
    number(
        "absence.talk", 4, 1, 99, "confirmed absences a year",
        "From so many on a talk is held.", applied=False,
    ),
    number(
        "absence.recall", 5, 1, 99, "confirmed absences a year",
        "From so many on a recall may be proposed.", applied=False,
    ),
    number(
        "evaluation.excellent_percent", 25, 0, 100, "percent of the graded",
        "At most so many get the yearly grade excellent.", applied=False,
    ),
)  # fmt: skip
