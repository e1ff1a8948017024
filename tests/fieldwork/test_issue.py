"""Rules and calendars with which nothing can be drawn are refused before anything is stored."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from documents.calendar import calendar_of
from fieldwork.framing import Framed
from fieldwork.issue import CALLS, Issue
from fieldwork.risk import set_share
from inspection.calendar import Calendar, UnknownDay
from inspection.policy import PolicyRow
from inspection.rate import PPB, pi_ppb
from inspection.rule import PolicyError
from mingcha.clock import SeededChance
from storage.ledger import SqlLedger
from tests.storage.samples import ROSTER
from witness.beacon import NoBeacon
from witness.local import LocalCustodian

COMMITS_AT = datetime(2026, 3, 2, 0, 29, 30, tzinfo=UTC)
"""A Monday, half a minute before the slot of 08:30 in Shanghai opens."""
SLOT = "2026-03-02T08:30:00+08:00/PT30M"
KNOWN = calendar_of(range(2024, 2028))


@dataclass(frozen=True, kw_only=True)
class Desk:
    ledger: SqlLedger
    issue: Issue

    def holds(self, *rows: PolicyRow, calendar: Calendar = KNOWN) -> None:
        with self.ledger.write() as book:
            book.roster.store(ROSTER, COMMITS_AT)
            book.policy.set_calendar(calendar)
            for row in rows:
                book.policy.set(row)

    def nothing_was_stored(self) -> bool:
        with self.ledger.read() as book:
            return book.slots.latest(CALLS) is None and book.audit.newest().index == 0


@pytest.fixture
def desk(ledger: SqlLedger, tmp_path: Path) -> Desk:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    custodian = LocalCustodian.create(
        tmp_path / "ministry.json",
        secret=sha256(b"a test's").digest(),
        start=start,
        name="ministry",
    )
    issue = Issue(
        ledger=ledger, chance=SeededChance(b"tests"), custodians=[custodian], beacon=NoBeacon()
    )
    return Desk(ledger=ledger, issue=issue)


def rule(key: str, value: str) -> PolicyRow:
    return PolicyRow(region="", key=key, value=value, valid_from=date(2026, 1, 1))


def days(first: date, last: date) -> Calendar:
    return Calendar(days={day: kind for day, kind in KNOWN.days.items() if first <= day <= last})


def test_with_rules_and_a_calendar_the_slot_is_committed(desk: Desk) -> None:
    desk.holds()
    desk.issue.work(COMMITS_AT)
    with desk.ledger.read() as book:
        slot = book.slots.find(CALLS, SLOT)
    assert slot is not None
    assert slot.state == "COMMITTED"


@pytest.mark.parametrize(
    ("calendar", "unknown"),
    [
        (Calendar(days={}), "2026-03-02"),
        (days(date(2024, 1, 1), date(2025, 12, 31)), "2026-03-02"),
        (days(date(2025, 1, 1), date(2026, 12, 31)), "2024-01-01"),
    ],
    ids=["no calendar", "this year is missing", "it does not reach back to the cycles' beginning"],
)
def test_a_year_without_a_calendar_is_named_and_nothing_is_half_drawn(
    desk: Desk, calendar: Calendar, unknown: str
) -> None:
    desk.holds(calendar=calendar)
    with pytest.raises(UnknownDay, match=f"{unknown}; .* Add the year {unknown[:4]}"):
        desk.issue.work(COMMITS_AT)
    assert desk.nothing_was_stored()


def test_hours_that_overlap_never_come_into_the_policy(desk: Desk) -> None:
    with pytest.raises(PolicyError, match=r"draw\.hours.*overlap"):
        desk.holds(rule("draw.hours", "08:00-12:00,11:00-13:00"))
    desk.issue.work(COMMITS_AT)
    assert desk.nothing_was_stored()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([rule("draw.hours", "08:00-08:20")], "hold no slot"),
        ([rule("draw.cycle_days", "10"), rule("draw.floor_days", "11")], "more than draw.cycle"),
    ],
)
def test_rules_that_contradict_each_other_are_named_and_nothing_is_half_drawn(
    desk: Desk, rows: list[PolicyRow], told: str
) -> None:
    desk.holds(*rows)
    with pytest.raises(PolicyError, match=told):
        desk.issue.work(COMMITS_AT)
    assert desk.nothing_was_stored()


def test_the_highest_rate_and_share_give_no_chance_above_one(desk: Desk) -> None:
    """1 - exp(-x) is below one whatever the rate: there is no rate to refuse."""
    desk.holds(
        rule("draw.rate_milli", "100000"),
        rule("draw.risk_most_milli", "10000"),
        rule("draw.cycle_days", "1"),
        rule("draw.floor_days", "0"),
    )
    with desk.ledger.write() as book:
        set_share(book, "T1", "10", "two open cases", None, COMMITS_AT)
    desk.issue.work(COMMITS_AT)
    with desk.ledger.read() as book:
        slot = book.slots.find(CALLS, SLOT)
        assert slot is not None
        rows = Framed.unpack(book.slots.frame(slot.id)).frame.rows
    (row,) = [row for row in rows if row.unit == "T1"]
    assert row.rate_milli == 1_000_000
    due = pi_ppb(
        rate_milli=row.rate_milli,
        weight_ppb=row.weight_ppb,
        remaining_ppb=row.remaining_ppb,
        floor_ppb=0,
        covered=False,
    )
    assert 0 < due <= PPB
