"""A small town under test: the product in this process, the simulated world around it.

One team with two officials in one village, five households, one inspector. The policy makes the
draw certain: one slot a day, at ten, in which the team is always drawn.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from documents.calendar import calendar_of
from fieldwork.book import Book, Inspection
from inspection.contact import Contact
from inspection.finding import Finding
from inspection.lane.chat_pace import ChatPace
from inspection.lane.pace import Limit
from inspection.policy import PolicyRow
from inspection.roster import (
    Household,
    Inspector,
    Official,
    Posting,
    Roster,
    Team,
    Village,
)
from mingcha.conductor import Conductor
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.inviting import invite_unlinked
from mingcha.product import Product
from mingcha.settings import Settings
from mingcha.updates import announce_webhooks
from mingcha.web import app_of
from simulator import World
from simulator.chat_script import ChatScript
from simulator.phone_script import PhoneScript
from simulator.server import LoopbackServer

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUNDAY = datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI)
MONDAY = date(2026, 3, 2)
PUBLIC_URL = "https://mingcha.example.org"
VILLAGE = "530128106201"
CERTAIN = {
    "draw.hours": "10:00-10:30",
    "draw.cycle_days": "1",
    "draw.floor_days": "1",
    "household.hours_workday": "18:00-20:30",
    "public_number": "+8687112345",
}
CALENDAR = calendar_of(range(2024, 2028))


def official_number(n: int) -> str:
    return f"+8619900000{n:03d}"


def household_number(n: int) -> str:
    return f"+8619900001{n:03d}"


INSPECTOR_NUMBER = "+8619900002001"


def small_roster(*, households: int = 5, officials: int = 2, language: str = "en") -> Roster:
    assert language in ("zh", "en")
    return Roster(
        villages=(
            Village(
                code=VILLAGE,
                name="Shuanghe",
                township="Zhongping",
                county="Luquan",
                prefecture="Kunming",
                province="Yunnan",
                zone=None,
            ),
        ),
        teams=(Team(team="T1", village=VILLAGE, name="Team one"),),
        officials=tuple(
            Official(
                official=f"O{n}",
                name=f"Official {n}",
                phone=official_number(n),
                language="zh" if language == "zh" else "en",
                unit="County office",
                synthetic=True,
            )
            for n in range(1, officials + 1)
        ),
        postings=tuple(
            Posting(
                official=f"O{n}",
                team="T1",
                role="leader" if n == 1 else "member",
                from_day=date(2025, 1, 1),
                to_day=None,
            )
            for n in range(1, officials + 1)
        ),
        households=tuple(
            Household(
                household=f"H{n}",
                village=VILLAGE,
                name=f"Household {n}",
                phones=(household_number(n),),
                language="zh" if language == "zh" else "en",
                in_programme=True,
                cadre_kin=False,
                synthetic=True,
            )
            for n in range(1, households + 1)
        ),
        inspectors=(
            Inspector(
                inspector="I1",
                name="Inspector Lin",
                phone=INSPECTOR_NUMBER,
                language="zh" if language == "zh" else "en",
                region="530128",
                county="530100",
                synthetic=True,
            ),
        ),
        synthetic=True,
    )


def settings_for(
    world: World, home: Path, database_url: str, more: Mapping[str, str] | None = None
) -> Settings:
    return read_settings({**environment_for(world, home, database_url), **(more or {})})


def environment_for(world: World, home: Path, database_url: str) -> dict[str, str]:
    """For a command too, which then plays at the world's present hour."""
    return {
        "MINGCHA_HOME": str(home),
        "MINGCHA_DATABASE_URL": database_url,
        "MINGCHA_PUBLIC_URL": PUBLIC_URL,
        "MINGCHA_CLOCK": "stepped",
        "MINGCHA_CLOCK_START": world.now.isoformat(),
        "MINGCHA_INSECURE_SEED": "tests",
        "MINGCHA_TELEGRAM_API": world.telegram.base_url.removesuffix("/bot"),
        "MINGCHA_TELEGRAM_TOKEN": world.telegram.token,
        "MINGCHA_TWILIO_API": world.twilio.base_url,
        "MINGCHA_TWILIO_ACCOUNT_SID": world.twilio.account_sid,
        "MINGCHA_TWILIO_AUTH_TOKEN": world.twilio.auth_token,
        "MINGCHA_CALLER_NUMBER": world.twilio.caller_number,
    }


@dataclass(kw_only=True)
class Town:
    world: World
    product: Product
    clock: Conductor
    codes: Mapping[str, str]
    address: str
    """Where the product's web server really is."""

    # -- people --------------------------------------------------------------------------------

    def chat(self, person: str) -> ChatScript:
        number = INSPECTOR_NUMBER
        if person.startswith("O"):
            number = official_number(int(person[1:]))
        return self.world.chat(person, number=number, first_name=person)

    def phone_of(self, person: str) -> PhoneScript:
        number = int(person[1:])
        named = official_number if person.startswith("O") else household_number
        return self.world.phone(named(number))

    def link(self, *people: str) -> None:
        for person in people:
            chat = self.chat(person)
            chat.starts(self.codes[person]).receives("share your own contact")
            chat.shares_contact().receives("connected")
            if person.startswith("O"):
                chat.receives("Rules of the checks")

    # -- what happened -------------------------------------------------------------------------

    def notices(self, person: str) -> list[str]:
        """The short notices that followed the person's taps, oldest first."""
        return [h.text for h in self.world.log if h.kind == "notice" and h.who == person]

    def book(self) -> "Reading":
        return Reading(self.product.foundation)

    def drawn(self, *, hour: int = 10) -> "Drawn":
        """Runs to the first draw (Monday at that hour) and says who was drawn."""
        self.clock.run_until(datetime(2026, 3, 2, hour, 0, 1, tzinfo=SHANGHAI))
        with self.product.foundation.ledger.read() as book:
            inspection = book.inspections.between(SUNDAY, SUNDAY + timedelta(days=30))[0]
            contacts = book.contacts.of_inspection(inspection.id)
        households = [c.person for c in contacts if c.kind == "household"]
        return Drawn(
            inspection=inspection,
            official=next(c.person for c in contacts if c.kind == "official"),
            households=households,
        )

    def to(self, hour: int, minute: int = 0, *, day: int = 2) -> None:
        self.clock.run_until(datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI))
        self.clock.settle()


@dataclass(frozen=True, kw_only=True)
class Drawn:
    inspection: Inspection
    official: str
    households: list[str]


@dataclass(frozen=True)
class Reading:
    """Short looks into the book, for assertions."""

    foundation: Foundation

    def contacts(self) -> list[Contact]:
        with self.foundation.ledger.read() as book:
            return [
                contact
                for inspection in _all(book)
                for contact in book.contacts.of_inspection(inspection.id)
            ]

    def contact_of(self, person: str) -> Contact:
        return next(c for c in reversed(self.contacts()) if c.person == person)

    def replies(self, person: str) -> dict[str, str]:
        contact = self.contact_of(person)
        with self.foundation.ledger.read() as book:
            return {reply.question: reply.value for reply in book.contacts.replies(contact.id)}

    def late_replies(self, person: str) -> list[str]:
        contact = self.contact_of(person)
        with self.foundation.ledger.read() as book:
            return [r.question for r in book.contacts.replies(contact.id) if r.late]

    def findings(self) -> list[Finding]:
        with self.foundation.ledger.read() as book:
            return [
                f for inspection in _all(book) for f in book.inspections.findings(inspection.id)
            ]

    def inbox(self) -> Mapping[str, int]:
        with self.foundation.ledger.read() as book:
            return book.inbox.counts()


def _all(book: Book) -> list[Inspection]:
    return list(book.inspections.between(SUNDAY, SUNDAY + timedelta(days=60)))


@contextmanager
def town_on(
    database_url: str,
    home: Path,
    world: World,
    *,
    roster: Roster | None = None,
    policy: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    pace: ChatPace | None = None,
) -> Iterator[Town]:
    """`world` was just reset; the product runs until the end of the block."""
    foundation = Foundation.of(settings_for(world, home, database_url, settings))
    now = foundation.clock.now()
    with foundation.ledger.write() as book:
        book.policy.set_calendar(CALENDAR)
        for key, value in (CERTAIN | dict(policy or {})).items():
            book.policy.set(PolicyRow(region="", key=key, value=value, valid_from=date(2026, 1, 1)))
        book.roster.store(roster or small_roster(), now)
    invitations = invite_unlinked(
        foundation.ledger, foundation.chance, now=now, lasts=timedelta(days=14)
    )
    # In a story people write many times within one instant; the bot's pace is tested elsewhere.
    quick = Limit(most=1000, seconds=1)
    product = Product.of(foundation, pace=pace or ChatPace(overall=quick, chat=quick))
    server = LoopbackServer(app_of(product))
    server.start()
    try:
        world.route(PUBLIC_URL, server.base_url)
        announce_webhooks(product)
        ours = world.twilio.property
        ours.sms_url, ours.voice_url = f"{PUBLIC_URL}/text/in", f"{PUBLIC_URL}/voice/in"
        ours.status_callback = f"{PUBLIC_URL}/voice/in/status"
        clock = Conductor(product=product, world=world, now=world.now)
        world.settle = lambda: _settled(product, world)
        yield Town(
            world=world,
            product=product,
            clock=clock,
            codes={one.person: one.code for one in invitations},
            address=server.base_url,
        )
    finally:
        server.stop()
        product.close()


def _settled(product: Product, world: World) -> None:
    product.settle(world.now)
