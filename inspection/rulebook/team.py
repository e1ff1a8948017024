"""What a team is."""

from dataclasses import dataclass

from inspection.rule import Rule, number


@dataclass(frozen=True, kw_only=True)
class TeamValues:
    team_least_members: int
    team_term_months: int


RULES: tuple[Rule, ...] = (
    number(
        "team.least_members", 3, 1, 20, "people",
        "A team has at least so many members.", applied=False,
    ),
    number(
        "team.term_months", 24, 1, 120, "months",
        "A posting lasts at least so long.", applied=False,
    ),
)  # fmt: skip
