"""What a demo plays: whose county, in which week, by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from documents.generator.county import generate
from documents.places import LUQUAN
from inspection.admission import check
from inspection.policy import PolicyRow
from inspection.roster import Roster
from simulator.people import Habits
from telephony.numbering import PhoneNumbering

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
WORKING_DAYS = 5
TEAMS, SEED = 24, 22
RATE_MILLI = 16000
"""16 picks a team and cycle: about thirty inspections in a week of 24 teams, many times the real
rate."""
PUBLIC_NUMBER = "+8687112345"
HABITS = Habits(phone_off=0.08, asked_for_money=0.04, admits_coaching=0.4)
"""A county with somewhat more of what is rare, so that one week shows it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everybody links their account on the eve of `monday`; the draws begin on that day."""

    roster: Roster
    monday: date = MONDAY
    days: int = WORKING_DAYS
    zone: ZoneInfo = ZONE
    countries: tuple[str, ...] = ("CN",)
    policy: Mapping[str, str]
    """The demo's own rules, from the eve on."""
    rows: tuple[PolicyRow, ...] = ()
    """Somebody's rules, which stand above those."""

    def __post_init__(self) -> None:
        if not 1 <= self.days <= WORKING_DAYS:
            raise ValueError(f"a demo plays 1 to {WORKING_DAYS} days, not {self.days}")

    @property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.monday + timedelta(days=n) for n in range(self.days))

    @property
    def eve(self) -> datetime:
        return datetime.combine(self.monday - timedelta(days=1), time(9), tzinfo=self.zone)

    @property
    def first_draws(self) -> datetime:
        return datetime.combine(self.monday, time(0), tzinfo=self.zone)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.dates[-1] + timedelta(days=1), time(0), tzinfo=self.zone)


def invented(language: str = "en", *, days: int = WORKING_DAYS) -> Plan:
    """24 villages of Luquan with invented people, who all speak one language, so that the
    transcript can be read in it."""
    sheets = generate(teams=TEAMS, seed=SEED, places=LUQUAN)
    checked = check(sheets, numbering=PhoneNumbering())
    return Plan(
        roster=speaking(checked.roster, language),
        days=days,
        policy={"draw.rate_milli": str(RATE_MILLI), "public_number": PUBLIC_NUMBER},
    )


def speaking(roster: Roster, language: str) -> Roster:
    """The same people, all with this language."""
    return replace(
        roster,
        officials=tuple(replace(one, language=language) for one in roster.officials),
        households=tuple(replace(one, language=language) for one in roster.households),
        inspectors=tuple(replace(one, language=language) for one in roster.inspectors),
    )
