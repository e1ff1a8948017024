"""Two villages on a Monday morning, shortly before the draw: who lives there, and what each does.

Whoever draws, and whatever is drawn: both teams are picked, and everybody in them is asked. So all
runs of the day must end with the same outcome for each person.
"""

from datetime import date, datetime, timedelta

from fieldwork.book import Book, StoredPause
from fieldwork.rules import Rules
from inspection.policy import PolicyRow, values_of
from inspection.roster import (
    Household,
    Inspector,
    Official,
    Posting,
    Roster,
    SupervisorRole,
    Team,
    Village,
)
from mingcha.bot_names import BotNames
from mingcha.foundation import Foundation
from mingcha.inviting import Selection, invite
from mingcha.texts import TextRun
from simulator import World
from simulator.messenger.person import Person
from tests.linked import link
from tests.scenarios.town import CALENDAR, SHANGHAI

MORNING = datetime(2026, 3, 2, 9, 58, tzinfo=SHANGHAI)
EVENING = datetime(2026, 3, 2, 20, 55, tzinfo=SHANGHAI)
"""The digests are out by then."""
TEAMS = (1, 2)
TEXTED = "I2"
"""The inspector who has no account yet, and is sent an invitation by text message."""
ADMINISTRATOR = "A1"
_LAST_AUTUMN = datetime(2025, 10, 1, tzinfo=SHANGHAI)
_POLICY = {
    "draw.hours": "10:00-10:30",
    "draw.cycle_days": "1",
    "draw.floor_days": "1",
    "visit.hours": "10:00-10:30",
    "visit.told_at": "10:40",
    "visit.told_until": "18:00",
    "visit.rate_milli": "1000",
    "visit.cycle_days": "1",
    "visit.floor_days": "1",
    "visit.inspectors": "1",
    "household.hours_workday": "14:00-20:30",
    "household.least_gap_minutes": "15",
    "household.busy_minutes": "5",
    "official.answer_minutes": "120",
    "official.reminder_minutes": "60",
    # A product that is killed over and over exhausts nobody's patience.
    "retry.heard_fault_most": "10",
    "retry.broke_off_most": "10",
    "retry.fault_most": "10",
    "household.attempts_a_number": "10",
    "household.open_days": "10",
    "public_number": "+8687112345",
}
_NO_MORE_DRAWS = {"draw.rate_milli": "0", "draw.floor_days": "0", "visit.rate_milli": "0"}
_CHANGE = {"official.contacts_a_month": "3"}
"""From Tuesday on: officials are told on Monday."""
_TOWNSHIP = "530128106"
_PAUSED_FROM, _PAUSED_UNTIL = (
    datetime(2026, 2, 27, 12, tzinfo=SHANGHAI),
    datetime(2026, 3, 2, tzinfo=SHANGHAI),
)
"""Its last day was Sunday: on Monday inspectors are told that it is over."""


def number_of(person: str) -> str:
    kinds = {"O": "0", "H": "1", "I": "2", "A": "3"}
    return f"+861990000{kinds[person[0]]}{int(person[1:]):03}"


def person_of(world: World, name: str) -> Person:
    return world.telegram.person(name, number=number_of(name), first_name=name)


def household_of(team: int, n: int) -> str:
    return f"H{2 * team - 2 + n}"


def register(foundation: Foundation, world: World) -> None:
    """Everybody but one inspector is linked and was told the rules; that one is invited."""
    with foundation.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        _set(book, _POLICY, date(2026, 1, 1))
        _set(book, _NO_MORE_DRAWS, date(2026, 3, 3))
        book.roster.store(_roster(), _LAST_AUTUMN)
        rules = Rules.at(book, MORNING, "53")
        book.announcements.keep(rules.version, values_of(rules.policy))
        for team in TEAMS:
            link(book, person_of(world, f"O{team}"), "official", _LAST_AUTUMN, rules.version)
        for name in ("I1", ADMINISTRATOR):
            link(book, person_of(world, name), "inspector", _LAST_AUTUMN)
        _set(book, _CHANGE, date(2026, 3, 3))
        book.pauses.begin(
            StoredPause(
                id=0, region=_TOWNSHIP, reason="A flood.", began_at=_PAUSED_FROM,
                until=_PAUSED_UNTIL,
            )
        )  # fmt: skip
    run = TextRun.of(foundation, BotNames(given="a_bot"), 14)
    selection = Selection(people=(TEXTED,))
    run.plan(selection)
    invite(
        foundation.ledger,
        foundation.chance,
        selection,
        now=MORNING,
        lasts=timedelta(days=14),
        written=run.write,
    )
    assert run.written == 1


def _set(book: Book, values: dict[str, str], day: date) -> None:
    for key, value in values.items():
        book.policy.set(PolicyRow(region="", key=key, value=value, valid_from=day))


def _roster() -> Roster:
    return Roster(
        villages=tuple(
            Village(
                code=_village(team), name=f"Village {team}", township="Zhongping",
                county="Luquan", prefecture="Kunming", province="Yunnan", zone=None,
            )
            for team in TEAMS
        ),
        teams=tuple(Team(team=f"T{n}", village=_village(n), name=f"Team {n}") for n in TEAMS),
        officials=tuple(
            Official(
                official=f"O{n}", name=f"Official {n}", phone=number_of(f"O{n}"), language="en",
                unit="County office", synthetic=True,
            )
            for n in TEAMS
        ),
        postings=tuple(
            Posting(
                official=f"O{n}", team=f"T{n}", role="leader", from_day=date(2025, 1, 1),
                to_day=None,
            )
            for n in TEAMS
        ),
        households=tuple(
            Household(
                household=name, village=_village(team), name=f"Household {name}",
                phones=(number_of(name),), language="en", in_programme=True, cadre_kin=False,
                synthetic=True,
            )
            for team in TEAMS
            for name in (household_of(team, 1), household_of(team, 2))
        ),
        inspectors=(
            _supervisor("I1", "inspector"),
            _supervisor(TEXTED, "inspector"),
            _supervisor(ADMINISTRATOR, "administrator"),
        ),
        synthetic=True,
    )  # fmt: skip


def _supervisor(name: str, role: SupervisorRole) -> Inspector:
    """From another county: whoever lives near may know the teams, and visits none."""
    return Inspector(
        inspector=name, name=f"Supervisor {name}", phone=number_of(name), language="en",
        region="530128", county="530100", synthetic=True, role=role,
    )  # fmt: skip


def _village(team: int) -> str:
    return f"5301281062{team:02}"
