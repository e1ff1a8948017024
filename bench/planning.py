"""What a slot of a nation costs to plan: its picks, inspections and contacts, against a bare bulk
insert of the very same rows in the same run. Run as `python -m bench.planning`.

"Planned" is the product's whole workflow in one transaction: it looks up who may be asked, draws
who is next, which questions on which keys and when (some thirty thousand keyed hashes), and writes.
"Written" is its last part alone, the store's: the same records sealed and written once more.
"""

import random
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

import psycopg

from bench.databases import postgresql, sqlite, store_on
from documents.calendar import calendar_of
from fieldwork.book import Inspection, Opened, StoredPick, StoredSlot
from fieldwork.framing import Framed
from fieldwork.opening import open_inspections
from fieldwork.ports import Ledger
from inspection.contact import Contact
from inspection.draw import Pick
from inspection.frame import Candidates, Frame
from inspection.policy import Policy, version
from inspection.roster import Household, Official, Posting, Roster, Team, Village

PICKS = 405
"""A nation's slot: 8,095 picks a day in 20 slots."""
TEAMS, OFFICIALS, HOUSEHOLDS = 600, 4, 14
ROUNDS = 5
BOUND_SECONDS = 2.0
"""Nobody else can write meanwhile, and a slot opens every half hour."""
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_TABLES = ("picks", "inspections", "contacts")
_INSIDE = bytes(range(32))


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Seconds, of the round with the middle ratio."""

    database: str
    rows: int
    planned: float
    written: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.planned / self.bare

    def line(self) -> str:
        return (
            f"| {self.database} | {self.rows} | {self.planned * 1000:.0f} ms | {self.ratio:.1f} |"
            f" {self.written * 1000:.0f} ms | {self.written / self.bare:.1f} |"
            f" {self.bare * 1000:.0f} ms |"
        )


class Dice:
    """Chance for tokens."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def token(self, size: int) -> bytes:
        return self._random.randbytes(size)


def roster() -> Roster:
    teams = range(TEAMS)
    return Roster(
        villages=tuple(
            Village(
                code=_village(n), name=f"V{n}", township="T", county="C", prefecture="P",
                province="Y", zone=None,
            )
            for n in teams
        ),
        teams=tuple(Team(team=f"T{n:06}", village=_village(n), name="") for n in teams),
        officials=tuple(
            Official(
                official=name, name=name, phone=f"+86199{n:08}", language="zh", unit="",
                synthetic=True,
            )
            for n, (_, name) in enumerate(_officials())
        ),
        postings=tuple(
            Posting(
                official=name, team=f"T{team:06}", role="member", from_day=date(2025, 1, 1),
                to_day=None,
            )
            for team, name in _officials()
        ),
        households=tuple(
            Household(
                household=f"H{team:06}-{n}", village=_village(team), name=f"H{n}",
                phones=(f"+86198{team * HOUSEHOLDS + n:08}",), language="zh",
                in_programme=n % 3 > 0,
                cadre_kin=False, synthetic=True,
            )
            for team in teams
            for n in range(HOUSEHOLDS)
        ),
        synthetic=True,
    )  # fmt: skip


def _village(team: int) -> str:
    return f"53{team // 90 % 90 + 10:02}{team % 90 + 10:02}101201"


def _officials() -> Iterator[tuple[int, str]]:
    for team in range(TEAMS):
        for n in range(OFFICIALS):
            yield team, f"O{team:06}-{n}"


def prepare(ledger: Ledger) -> StoredSlot:
    """Registers everybody, tells them the rules, and commits the slot."""
    told = version(Policy.of({}))
    with ledger.write() as book:
        book.policy.set_calendar(calendar_of(range(2024, 2028)))
        book.roster.store(roster(), NOW - timedelta(days=60))
        for _, name in _officials():
            book.announcements.add(
                name, told, how="sent", from_day=date(2026, 1, 1), at=NOW - timedelta(days=60)
            )
        return book.slots.commit(
            StoredSlot(
                id=0, draw="calls", label="bench", opens_at=NOW,
                closes_at=NOW + timedelta(minutes=30), k=1, state="DRAWN", root=bytes(32),
                policy_hash=bytes(32), policy=b"{}", inside_commitment=bytes(32),
                inside_secret=bytes(32), log_head=bytes(32), log_index=1, reason="", degraded="",
                beacon_source="none",
            ),
            b"",
        )  # fmt: skip


def drawn() -> tuple[Framed, Sequence[Pick]]:
    people = {
        f"T{team:06}": Candidates(
            respondent=tuple(f"O{team:06}-{n}" for n in range(OFFICIALS)),
            household=tuple(f"H{team:06}-{n}" for n in range(HOUSEHOLDS)),
        )
        for team in range(TEAMS)
    }
    villages = {f"T{team:06}": _village(team) for team in range(TEAMS)}
    chosen = [
        Pick(unit=unit, pi_ppb=1_586_043, ticket=n.to_bytes(32))
        for n, unit in enumerate(list(people)[:PICKS])
    ]
    return Framed(frame=Frame.of([]), candidates=people, villages=villages), chosen


def plan(ledger: Ledger, slot: StoredSlot, seed: int) -> float:
    framed, chosen = drawn()
    dice = Dice(seed)
    begun = perf_counter()
    with ledger.write() as book:
        open_inspections(
            book, slot, framed, chosen, inside=_INSIDE, now=NOW, chance=dice, telephone=True
        )
    return perf_counter() - begun


@dataclass(frozen=True, kw_only=True)
class Records:
    """What was planned, as the workflow handed it to the store."""

    picks: Sequence[StoredPick]
    inspections: Sequence[Inspection]
    contacts: Sequence[Sequence[Contact]]

    @classmethod
    def of(cls, ledger: Ledger, slot: StoredSlot) -> "Records":
        with ledger.read() as book:
            inspections = book.inspections.between(slot.opens_at, slot.closes_at)
            return cls(
                picks=[one.pick for one in inspections],
                inspections=inspections,
                contacts=[book.contacts.of_inspection(one.id) for one in inspections],
            )

    def written(self, ledger: Ledger) -> float:
        """In seconds."""
        begun = perf_counter()
        with ledger.write() as book:
            picks = book.slots.add_picks(self.picks)
            opened = [
                Opened(pick=pick.id, asked_days=one.asked_days, policy_version=one.policy_version)
                for pick, one in zip(picks, self.inspections, strict=True)
            ]
            numbers = book.inspections.open_all(opened, NOW, telephone=True)
            book.contacts.open_all(
                [
                    replace(contact, inspection=number)
                    for number, contacts in zip(numbers, self.contacts, strict=True)
                    for contact in contacts
                ]
            )
        return perf_counter() - begun


class Bare:
    """The rows, without anything of ours: the driver's own bulk insert, one transaction."""

    def __init__(self, connection: Any, mark: str) -> None:
        self._connection = connection
        self._mark = mark

    def take(self) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
        """All rows of the tables, which are emptied."""
        cursor = self._connection.cursor()
        found = {}
        for table in _TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
            names = [column[0] for column in cursor.description]
            found[table] = (names, [tuple(row) for row in cursor.fetchall()])
        for table in reversed(_TABLES):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        self._connection.commit()
        return found

    def insert(self, rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> float:
        cursor = self._connection.cursor()
        begun = perf_counter()
        for table, (names, values) in rows.items():
            places = ", ".join([self._mark] * len(names))
            statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608
            cursor.executemany(statement, values)
        self._connection.commit()
        return perf_counter() - begun


def measure(database: str, url: str, connect: Callable[[], Any], mark: str) -> Planned:
    rounds: list[Planned] = []
    with store_on(url) as store, closing(connect()) as connection:
        slot = prepare(store.ledger)
        bare = Bare(connection, mark)
        for seed in range(ROUNDS):
            planned = plan(store.ledger, slot, seed)
            records = Records.of(store.ledger, slot)
            rows = bare.take()
            written = records.written(store.ledger)
            bare.take()
            inserted = bare.insert(rows)
            bare.take()
            number = sum(len(values) for _, values in rows.values())
            rounds.append(
                Planned(
                    database=database, rows=number, planned=planned, written=written, bare=inserted
                )
            )
    return sorted(rounds, key=lambda one: one.ratio)[len(rounds) // 2]


def on_sqlite() -> Planned:
    with sqlite() as url:

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(url.removeprefix("sqlite:///"))
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")
            return connection

        return measure("SQLite", url, connect, "?")


def on_postgresql() -> Planned:
    with postgresql() as url:
        return measure("PostgreSQL", url, lambda: psycopg.connect(url), "%s")


def main() -> int:
    print(f"Planning a nation's slot of {PICKS} picks; ratios to the bare bulk insert.\n")
    print("| database | rows | planned | ratio | written | ratio | bare |")
    print("|---|---|---|---|---|---|---|")
    found = [on_sqlite(), on_postgresql()]
    for one in found:
        print(one.line())
    slow = [one for one in found if one.planned > BOUND_SECONDS]
    for one in slow:
        print(f"\nMISSED: {one.database} takes {one.planned:.1f} s, at most {BOUND_SECONDS:g} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
