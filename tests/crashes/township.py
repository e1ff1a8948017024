"""Two villages on a Monday morning, shortly before the draw: who lives there, and what each does.

Whoever draws, and whatever is drawn: both teams are picked, and everybody in them is asked. So all
runs of the day must end with the same outcome for each person.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from fieldwork.book import Book, PersonKind
from fieldwork.rules import Rules
from inspection.policy import PolicyRow, values_of
from inspection.roster import Household, Inspector, Official, Posting, Roster, Team, Village
from mingcha.foundation import Foundation
from mingcha.inviting import Selection, invite
from mingcha.texts import TextRun
from simulator import World
from simulator.carrier.call import Call
from simulator.carrier.callee import (
    Answers,
    Busy,
    Decision,
    HangUp,
    NoAnswer,
    Pickup,
    Press,
    Said,
    Silence,
)
from simulator.messenger.chat import Message
from simulator.messenger.person import Person
from simulator.spoken import choices
from simulator.understanding import choice_meaning, topic
from tests.scenarios.town import CALENDAR, SHANGHAI

MORNING = datetime(2026, 3, 2, 9, 58, tzinfo=SHANGHAI)
EVENING = datetime(2026, 3, 2, 20, 55, tzinfo=SHANGHAI)
"""The digests are out by then."""
TEAMS = (1, 2)
TEXTED = "I2"
"""The inspector who has no account yet, and is sent an invitation by text message."""
_LAST_AUTUMN = datetime(2025, 10, 1, tzinfo=SHANGHAI)
_POLICY = {
    "draw.hours": "10:00-10:30",
    "draw.cycle_days": "1",
    "draw.floor_days": "1",
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
_HERE = "In the village"
_ANSWERS = {"consent": "yes", "money": "no", "coached": "no", "fair": "yes"}
_NO_MORE_DRAWS = {"draw.rate_milli": "0", "draw.floor_days": "0"}


def number_of(person: str) -> str:
    kinds = {"O": "0", "H": "1", "I": "2"}
    return f"+861990000{kinds[person[0]]}{int(person[1:]):03}"


def household_of(team: int, n: int) -> str:
    return f"H{2 * team - 2 + n}"


# -- the store -----------------------------------------------------------------------------------


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
            _link(book, world, "official", f"O{team}")
            day = _LAST_AUTUMN.date()
            book.announcements.add(
                f"O{team}", rules.version, how="sent", from_day=day, at=_LAST_AUTUMN
            )
        _link(book, world, "inspector", "I1")
    run = TextRun.of(foundation, "a_bot", 14)
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


def _link(book: Book, world: World, kind: PersonKind, name: str) -> None:
    user = person_of(world, name).chat.user
    chat = book.chats.meet(str(user.id), _LAST_AUTUMN)
    book.chats.save(replace(chat, kind=kind, person=name, state="linked"))


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
        inspectors=tuple(
            Inspector(
                inspector=name, name=f"Inspector {name}", phone=number_of(name), language="en",
                region="530128", county="530100", synthetic=True,
            )
            for name in ("I1", TEXTED)
        ),
        synthetic=True,
    )  # fmt: skip


def _village(team: int) -> str:
    return f"5301281062{team:02}"


# -- the people ----------------------------------------------------------------------------------


def settle_in(world: World) -> None:
    """O1 answers in the chat, O2 when called; H1 answers all, H2 refuses; H3's line is busy at
    first, H4 does not hear the first call. The carrier loses the first request for O2."""
    for name in ("O1", "O2", "I1"):
        person_of(world, name).chat.started = True
    person_of(world, "O1").chat.owner = _Writing(world=world, person=person_of(world, "O1"))
    world.settle_in(number_of("O2"), _Telephone())
    world.settle_in(number_of("H1"), _Telephone())
    world.settle_in(number_of("H2"), _Telephone(refuses=True))
    world.settle_in(number_of("H3"), _Telephone(before=[Busy()]))
    world.settle_in(number_of("H4"), _Telephone(before=[NoAnswer()]))
    world.faults.drop_before(
        "twilio.calls.create", when=lambda asked: number_of("O2") in str(asked.get("To"))
    )


def person_of(world: World, name: str) -> Person:
    return world.telegram.person(name, number=number_of(name), first_name=name)


@dataclass(kw_only=True)
class _Writing:
    """Says where they are, and answers in words what is asked then; not a second time, if the same
    is asked again."""

    world: World
    person: Person
    _answered: set[str] = field(default_factory=set)

    def receives(self, message: Message) -> None:
        if message.button(_HERE):
            self.world.stage.after(5, lambda: self.person.tap(_HERE, message=message))
        elif message.keyboard.inline and message.text not in self._answered:
            self._answered.add(message.text)  # a question in words, which may be left out
            self.world.stage.after(5, lambda: self.person.type("We repaired the well"))


@dataclass(kw_only=True)
class _Telephone:
    before: list[Pickup] = field(default_factory=list)
    refuses: bool = False

    def rings(self, _: Call) -> Pickup:
        if self.before:
            return self.before.pop(0)
        return Answers(listener=_Answering(refuses=self.refuses), after=6)


@dataclass(kw_only=True)
class _Answering:
    """Agrees (or refuses), complains of nobody, and takes the first choice of all else."""

    refuses: bool
    heard: list[str] = field(default_factory=list)

    def hears(self, said: Said) -> HangUp | None:
        self.heard.append(said.text)
        return None

    def asked(self) -> Decision:
        text = " ".join(self.heard)
        self.heard.clear()
        offered = choices(text)
        if not offered:
            return Silence()
        names, asked = [choice for choice, _ in offered], topic(text) or ""
        answer = "refuse" if asked == "consent" and self.refuses else _ANSWERS.get(asked, "")
        meant = choice_meaning(asked, answer, names)
        return Press(digits=dict(offered)[meant or names[0]], after=2)

    def records(self) -> float:
        return 0.0

    def call_over(self, call: Call) -> None:
        return None
