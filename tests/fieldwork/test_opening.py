"""A slot becomes inspections: all its picks at once, as if one came after the other."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from documents.calendar import calendar_of
from fieldwork.book import Book, StoredSlot
from fieldwork.framing import Framed
from fieldwork.issue import CALLS
from fieldwork.opening import open_inspections
from fieldwork.questioning import asked_forms
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.draw import Pick
from inspection.frame import Candidates, Frame
from inspection.policy import Policy, PolicyRow, version
from inspection.roster import Household, Official, Posting, Roster, Team, Village
from storage.ledger import SqlLedger
from storage.store import Store
from tests.statements import hear

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=60)
TEAMS = 8


class Dice:
    def token(self, size: int) -> bytes:
        return os.urandom(size)


def village(team: int) -> str:
    return f"530128{101 + team}201"


def roster(households: int = 3) -> Roster:
    """Teams of two officials; the first household of every village has the number of the first
    village's."""
    return Roster(
        villages=tuple(
            Village(
                code=village(n), name=f"V{n}", township="T", county="C", prefecture="P",
                province="Y", zone=None,
            )
            for n in range(TEAMS)
        ),
        teams=tuple(Team(team=f"T{n}", village=village(n), name="") for n in range(TEAMS)),
        officials=tuple(
            Official(
                official=f"O{n}-{m}", name="N", phone=f"+861990000{n}{m:03}", language="en",
                unit="", synthetic=True,
            )
            for n in range(TEAMS)
            for m in range(2)
        ),
        postings=tuple(
            Posting(
                official=f"O{n}-{m}", team=f"T{n}", role="member", from_day=date(2025, 1, 1),
                to_day=None,
            )
            for n in range(TEAMS)
            for m in range(2)
        ),
        households=tuple(
            Household(
                household=f"H{n}-{m}", village=village(n), name="N",
                phones=(f"+861980000{n if m else 0}{m:03}",), language="zh", in_programme=m > 0,
                cadre_kin=False, synthetic=True,
            )
            for n in range(TEAMS)
            for m in range(households)
        ),
        synthetic=True,
    )  # fmt: skip


@pytest.fixture
def slot(ledger: SqlLedger) -> StoredSlot:
    """Everybody registered and told the rules."""
    with ledger.write() as book:
        book.policy.set_calendar(calendar_of(range(2024, 2028)))
        book.roster.store(roster(), BEFORE)
        for official in roster().officials:
            book.announcements.add(
                official.official, version(Policy.of({})), how="sent",
                from_day=date(2026, 1, 1), at=BEFORE,
            )  # fmt: skip
        return book.slots.commit(
            StoredSlot(
                id=0, draw=CALLS, label="slot", opens_at=NOW,
                closes_at=NOW + timedelta(minutes=30), k=1, state="DRAWN", root=bytes(32),
                policy_hash=bytes(32), policy=b"{}", inside_commitment=bytes(32),
                inside_secret=bytes(32), log_head=bytes(32), log_index=1, reason="", degraded="",
                beacon_source="none",
            ),
            b"",
        )  # fmt: skip


def plan(
    book: Book,
    slot: StoredSlot,
    teams: Sequence[int],
    officials: Mapping[int, tuple[str, ...]] | None = None,
) -> None:
    people = {
        f"T{n}": Candidates(
            respondent=(officials or {}).get(n, (f"O{n}-0", f"O{n}-1")),
            household=tuple(f"H{n}-{m}" for m in range(3)),
        )
        for n in teams
    }
    framed = Framed(
        frame=Frame.of([]), candidates=people, villages={f"T{n}": village(n) for n in teams}
    )
    chosen = [Pick(unit=f"T{n}", pi_ppb=1, ticket=bytes([n] * 32)) for n in teams]
    open_inspections(
        book, slot, framed, chosen, inside=bytes(32), now=NOW, chance=Dice(), telephone=True
    )


def planned(
    book: Book,
    slot: StoredSlot,
    teams: Sequence[int],
    officials: Mapping[int, tuple[str, ...]] | None = None,
) -> list[list[Contact]]:
    """The contacts, pick by pick."""
    plan(book, slot, teams, officials)
    inspections = book.inspections.between(slot.opens_at, slot.closes_at)
    of_unit = {
        one.pick.unit: list(book.contacts.of_inspection(one.id))
        for one in inspections
        if one.pick.slot == slot.id
    }
    return [of_unit[f"T{n}"] for n in teams]


def later(book: Book, slot: StoredSlot, label: str) -> StoredSlot:
    return book.slots.commit(replace(slot, id=0, label=label), b"")


def households(contacts: Sequence[Contact]) -> list[str]:
    return [one.person for one in contacts if one.kind == "household"]


def test_each_pick_gets_one_official_and_two_households(
    ledger: SqlLedger, slot: StoredSlot
) -> None:
    with ledger.write() as book:
        made = planned(book, slot, [3, 1])
    for team, contacts in zip([3, 1], made, strict=True):
        assert [one.kind for one in contacts] == ["official", "household", "household"]
        assert contacts[0].person in (f"O{team}-0", f"O{team}-1")
        assert set(households(contacts)) < {f"H{team}-{m}" for m in range(3)}
        assert not any(one.closed for one in contacts)


def test_a_telephone_shared_by_villages_is_called_once_a_slot(
    ledger: SqlLedger, slot: StoredSlot
) -> None:
    with ledger.write() as book:
        made = planned(book, slot, range(TEAMS))
    called = [name for contacts in made for name in households(contacts)]
    assert len([name for name in called if name.endswith("-0")]) == 1
    assert all(len(households(contacts)) == 2 for contacts in made)


def test_an_official_of_two_teams_is_asked_once_a_slot(ledger: SqlLedger, slot: StoredSlot) -> None:
    both: Mapping[int, tuple[str, ...]] = {0: ("O0-0",), 1: ("O0-0", "O1-0")}
    with ledger.write() as book:
        first, second = planned(book, slot, [0, 1], both)
    assert (first[0].person, second[0].person) == ("O0-0", "O1-0")
    alone: Mapping[int, tuple[str, ...]] = {2: ("O2-0",), 3: ("O2-0",)}
    with ledger.write() as book:
        first, second = planned(book, slot, [2, 3], alone)
    assert (first[0].disposition, second[0].disposition) == (None, Disposition.NOT_ATTEMPTED)


def test_who_answered_lately_is_passed_over(ledger: SqlLedger, slot: StoredSlot) -> None:
    with ledger.write() as book:
        (contacts,) = planned(book, slot, [5])
        for one in contacts:
            book.contacts.save(one.close(Disposition.COMPLETE, NOW))
        (again,) = planned(book, later(book, slot, "later"), [5])
    assert again[0].person != contacts[0].person
    assert set(households(again)).isdisjoint(households(contacts))
    assert len(households(again)) == 1, "there is no fourth household"


def test_where_rules_are_the_same_they_are_made_once_and_others_hold_where_they_hold(
    ledger: SqlLedger, slot: StoredSlot
) -> None:
    with ledger.write() as book:
        own = PolicyRow(
            region=village(1)[:9], key="household.calls", value="1", valid_from=BEFORE.date()
        )
        book.policy.set(own)
        made = planned(book, slot, [0, 1, 2])
    assert [len(households(contacts)) for contacts in made] == [2, 1, 2]


def test_seven_picks_need_no_more_looks_than_one(store: Store, slot: StoredSlot) -> None:
    asked: list[str] = []
    hear(store.engines.writer, asked.append)
    with store.ledger.write() as book:
        asked_forms(book, slot.opens_at)  # the very first look at them takes them up
    looks, writes = [], []
    for label, teams in (("one", [0]), ("seven", range(1, TEAMS))):
        with store.ledger.write() as book:
            stored = later(book, slot, label)
            asked.clear()
            plan(book, stored, teams)
            looks.append(sum(one.startswith(("SELECT", "WITH")) for one in asked))
            writes.append(len(asked) - looks[-1])
    assert looks[1] <= looks[0]
    # Who was passed over, if anybody, is written at once for all picks.
    assert writes[1] <= writes[0] + 1
    assert max(looks) + max(writes) < 25
