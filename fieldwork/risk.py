"""Risk shares are set and cleared; they hold for slots that are not committed yet."""

from collections.abc import Mapping
from datetime import date, datetime

from fieldwork.book import Book, StoredRisk
from fieldwork.rules import Rules, policy_day
from inspection.risk import FactorRange, plain


class RiskRefused(ValueError):
    """A risk share that cannot be set or cleared; the text says what would be right."""


def shares_of(book: Book, rules: Rules) -> Mapping[str, int]:
    """By team the factors in force on the policy's day, within its bounds of that day."""
    within = factor_range(rules).within
    return {team: within(factor) for team, factor in book.risks.factors(rules.day).items()}


def factor_range(rules: Rules) -> FactorRange:
    policy = rules.policy
    return FactorRange(least=policy.draw_risk_floor_milli, most=policy.draw_risk_most_milli)


def set_share(
    book: Book, team: str, factor: str, reason: str, last_day: date | None, now: datetime
) -> tuple[StoredRisk, bool]:
    """The team's share, and whether it is new: the same again changes nothing, another takes the
    place of the former. Raises FactorRefused, RiskRefused."""
    rules = Rules.at(book, now)
    milli = factor_range(rules).read(factor)
    if last_day is not None and last_day < rules.day:
        raise RiskRefused(f"--until {last_day}: that day is over; expected {rules.day} or later")
    if team not in {one.team for one in book.roster.teams(rules.day)}:
        raise RiskRefused(f"TEAM {team!r}: no team of today's register has this id")
    former = [risk for risk in book.risks.all() if risk.team == team and risk.in_force(rules.day)]
    for risk in former:
        if (risk.factor_milli, risk.last_day) == (milli, last_day):
            return risk, False
    for risk in former:
        book.risks.end(risk.id, now, reason)
    stored = book.risks.begin(
        StoredRisk(
            id=0, team=team, factor_milli=milli, set_at=now, last_day=last_day, reason=reason
        )
    )
    about = f"risk share {stored.id} of {team}: {plain(milli)} until {last_day or 'cleared'}"
    book.audit.note(now, "operator", "risk share set", about)
    return stored, True


def clear_share(book: Book, team: str, why: str, now: datetime) -> None:
    """Raises RiskRefused where the team has none."""
    day = policy_day(book, now)
    found = [risk for risk in book.risks.all() if risk.team == team and risk.in_force(day)]
    if not found:
        raise RiskRefused(f"TEAM {team!r} has no risk share; `mingcha risk list` names those")
    for risk in found:
        book.risks.end(risk.id, now, why)
        book.audit.note(now, "operator", "risk share cleared", f"risk share {risk.id} of {team}")
