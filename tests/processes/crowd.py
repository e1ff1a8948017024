"""A few hundred people with something due at once, and how they take it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from fieldwork.book import Book, StoredSlot
from fieldwork.framing import Framed
from fieldwork.opening import open_inspections
from fieldwork.rules import Rules
from inspection.calendar import Calendar, DayKind
from inspection.draw import Pick
from inspection.frame import Candidates, Frame
from inspection.policy import PolicyRow, values_of
from inspection.roster import Household, Inspector, Official, Posting, Roster, Team, Village
from mingcha.foundation import Foundation
from simulator import World
from simulator.carrier.call import Call
from simulator.carrier.callee import NoAnswer, OutOfService, Pickup
from simulator.messenger.chat import Message
from simulator.messenger.person import ButtonGoneError, Person
from tests.linked import link

TEAMS = 80
HOUSEHOLDS = 2
FINISHED = 10
"""So many teams' official answers, and their households' numbers lead nowhere: their inspections
come to an end within the test."""
_FASTER = 20
"""The world's own time runs ahead: a phone that rings for a minute does so in seconds."""
_POLICY = {
    "draw.rate_milli": "0",
    "draw.floor_days": "0",
    "lane.calls_at_once": "1000",
    "public_number": "+8687112345",
}


@dataclass(frozen=True, kw_only=True)
class Crowd:
    world: World

    # -- who they are ----------------------------------------------------------------------------

    @property
    def officials(self) -> list[str]:
        return [f"O{team:03}" for team in range(TEAMS)]

    @property
    def numbers(self) -> dict[str, str]:
        """Household -> its number."""
        return {
            _household(team, n): f"+861982{team:04}{n:03}"
            for team in range(TEAMS)
            for n in range(HOUSEHOLDS)
        }

    def person(self, name: str) -> Person:
        return self.world.telegram.person(name, number=_number(name), first_name=name)

    def settle_in(self) -> None:
        for team, name in enumerate(self.officials):
            person = self.person(name)
            person.chat.started = True
            if team < FINISHED:
                person.chat.owner = _Answering(world=self.world, person=person)
        self.person("I1").chat.started = True
        ends = {_household(t, n) for t in range(FINISHED) for n in range(HOUSEHOLDS)}
        for household, number in self.numbers.items():
            self.world.settle_in(number, _Phone(dead=household in ends))

    @contextmanager
    def living(self) -> Iterator[None]:
        """Time passes in the world until the end of the block."""
        over = threading.Event()
        start, began = self.world.now, time.monotonic()

        def live() -> None:
            while not over.is_set():
                passed = (time.monotonic() - began) * _FASTER
                self.world.move_to(start + timedelta(seconds=passed))
                if not self.world.run_next():
                    time.sleep(0.01)

        thread = threading.Thread(target=live)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    # -- what happened to them -------------------------------------------------------------------

    def checks(self) -> dict[str, int]:
        """Official -> how often the first question came."""
        return {
            name: sum("Where are" in m.text for m in self.person(name).chat.received())
            for name in self.officials
        }

    def calls(self) -> dict[str, int]:
        """Household -> how many calls were made to it."""
        made = [call.to for call in list(self.world.twilio.exchange.calls.values())]
        return {household: made.count(number) for household, number in self.numbers.items()}

    def summaries(self) -> list[str]:
        """Of inspections: a digest of the day, and what somebody said later, come by themselves."""
        told = [message.text for message in self.person("I1").chat.received()]
        return [text for text in told if text.startswith("Inspection ") and " · team " in text]


def register(foundation: Foundation, crowd: Crowd) -> None:
    """Everybody is linked, was told the rules, and was drawn in a slot that is just over."""
    now = foundation.clock.now()
    long_ago = now - timedelta(days=60)
    with foundation.ledger.write() as book:
        days = (date(now.year - 1, 1, 1) + timedelta(days=n) for n in range(1095))
        kind = DayKind(working=True, confirmed=True, name="")
        book.policy.set_calendar(Calendar(days=dict.fromkeys(days, kind)))
        for key, value in (_POLICY | _hours(now)).items():
            row = PolicyRow(region="", key=key, value=value, valid_from=date(2026, 1, 1))
            book.policy.set(row)
        book.roster.store(_roster(crowd), long_ago)
        rules = Rules.at(book, now, "53")
        book.announcements.keep(rules.version, values_of(rules.policy))
        for name in crowd.officials:
            link(book, crowd.person(name), "official", long_ago, rules.version)
        link(book, crowd.person("I1"), "inspector", long_ago)
        _draw(book, foundation, now)


def _draw(book: Book, foundation: Foundation, now: datetime) -> None:
    opens = (now - timedelta(minutes=31)).replace(second=0, microsecond=0)
    slot = book.slots.commit(
        StoredSlot(
            id=0, draw="calls", label=f"{opens.isoformat()}/PT30M", opens_at=opens,
            closes_at=opens + timedelta(minutes=30), k=1, state="DRAWN", root=bytes(32),
            policy_hash=bytes(32), policy=b"{}", inside_commitment=bytes(32),
            inside_secret=bytes(32), log_head=bytes(32), log_index=1, reason="", degraded="",
            beacon_source="none",
        ),
        b"",
    )  # fmt: skip
    people = {
        f"T{team:03}": Candidates(
            respondent=(f"O{team:03}",),
            household=tuple(_household(team, n) for n in range(HOUSEHOLDS)),
        )
        for team in range(TEAMS)
    }
    villages = {f"T{team:03}": _village(team) for team in range(TEAMS)}
    framed = Framed(frame=Frame.of([]), candidates=people, villages=villages)
    chosen = [
        Pick(unit=unit, pi_ppb=10_000_000, ticket=n.to_bytes(32)) for n, unit in enumerate(people)
    ]
    open_inspections(
        book, slot, framed, chosen, inside=bytes(range(32)), now=opens,
        chance=foundation.chance, telephone=True,
    )  # fmt: skip
    for number in book.contacts.due(now + timedelta(days=2), 10 * TEAMS):
        # Villagers would be called some time of the day.
        book.contacts.save(replace(book.contacts.get(number), planned_at=now, next_at=now))


def _hours(now: datetime) -> dict[str, str]:
    """Whatever time it is: nothing is drawn, and everybody may be reached, but for one hour half a
    day from now."""
    hour = (now.astimezone(UTC).hour + 8 + 12) % 24  # the policy's zone is Shanghai
    spans = (f"00:00-{hour:02}:00", f"{hour + 1:02}:00-24:00")
    reached = ",".join(span for span in spans if span not in ("00:00-00:00", "24:00-24:00"))
    people = ("official.hours", "household.hours_workday", "household.hours_restday")
    return dict.fromkeys(people, reached) | {"draw.hours": f"{hour:02}:00-{hour:02}:30"}


def _household(team: int, n: int) -> str:
    return f"H{team:03}-{n}"


def _village(team: int) -> str:
    return f"5301{team // 10 + 10:02}1{team % 10 + 10:02}201"


def _number(name: str) -> str:
    return "+8619900002001" if name == "I1" else f"+861990001{int(name[1:]):04}"


def _roster(crowd: Crowd) -> Roster:
    teams = range(TEAMS)
    return Roster(
        villages=tuple(
            Village(
                code=_village(n), name=f"V{n}", township="T", county="C", prefecture="P",
                province="Y", zone=None,
            )
            for n in teams
        ),
        teams=tuple(Team(team=f"T{n:03}", village=_village(n), name="") for n in teams),
        officials=tuple(
            Official(
                official=name, name=name, phone=_number(name), language="en", unit="",
                synthetic=True,
            )
            for name in crowd.officials
        ),
        postings=tuple(
            Posting(
                official=f"O{n:03}", team=f"T{n:03}", role="member", from_day=date(2025, 1, 1),
                to_day=None,
            )
            for n in teams
        ),
        households=tuple(
            Household(
                household=_household(team, n), village=_village(team), name=_household(team, n),
                phones=(crowd.numbers[_household(team, n)],), language="en", in_programme=True,
                cadre_kin=False, synthetic=True,
            )
            for team in teams
            for n in range(HOUSEHOLDS)
        ),
        inspectors=(
            Inspector(
                inspector="I1", name="Inspector", phone=_number("I1"), language="en", region="53",
                county="530100", synthetic=True,
            ),
        ),
        synthetic=True,
    )  # fmt: skip


@dataclass(kw_only=True)
class _Answering:
    """Taps where there are buttons, and writes where there are none."""

    world: World
    person: Person
    written: int = 0

    def receives(self, message: Message) -> None:
        if any("In the village" in button.text for button in message.keyboard.inline):
            self.world.stage.after(5, self._tap)
        elif "Please type" in message.text:
            self.world.stage.after(5, lambda: self.person.type("We repaired the well"))

    def _tap(self) -> None:
        try:
            self.person.tap("In the village")
        except ButtonGoneError:
            self.world.stage.complain("a button was gone before it was tapped")


@dataclass(frozen=True, kw_only=True)
class _Phone:
    dead: bool

    def rings(self, _: Call) -> Pickup:
        return OutOfService() if self.dead else NoAnswer()
