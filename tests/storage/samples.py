"""A village with its people, and what an inspection leaves behind; all of it invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fieldwork.book import Book, Message, StoredPick, StoredSlot, StoredVisit
from inspection.assignment import Assignment, AssignmentState
from inspection.chat import Button, Letter
from inspection.contact import Attempt, AttemptState, Contact
from inspection.dialogue import Dialogue
from inspection.question_set import question_set
from inspection.roster import (
    Designation,
    Household,
    Inspector,
    Official,
    Posting,
    Roster,
    Team,
    Village,
)

NOW = datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)
VILLAGE = "530128102201"

OFFICIAL_NAME = "张警犬"
HOUSEHOLD_NAME = "李金丝"
INSPECTOR_NAME = "王雀"
OFFICIAL_NUMBER = "+8619900001111"
HOUSEHOLD_NUMBER = "+8619900002222"
SECOND_NUMBER = "+8619900003333"
INSPECTOR_NUMBER = "+8619900004444"

ROSTER = Roster(
    villages=(
        Village(
            code=VILLAGE,
            name="甲村",
            township="乙镇",
            county="丙县",
            prefecture="丁市",
            province="戊省",
            zone=None,
        ),
    ),
    teams=(Team(team="T1", village=VILLAGE, name="甲村工作队"),),
    officials=(
        Official(
            official="O1",
            name=OFFICIAL_NAME,
            phone=OFFICIAL_NUMBER,
            language="zh",
            unit="县税务局",
            synthetic=True,
        ),
        Official(
            official="O2",
            name="赵二",
            phone="+8619900005555",
            language="en",
            unit="",
            synthetic=True,
        ),
    ),
    postings=(
        Posting(official="O1", team="T1", role="leader", from_day=date(2025, 1, 1), to_day=None),
        Posting(
            official="O2",
            team="T1",
            role="member",
            from_day=date(2025, 1, 1),
            to_day=date(2026, 3, 3),
        ),
    ),
    households=(
        Household(
            household="H1",
            village=VILLAGE,
            name=HOUSEHOLD_NAME,
            phones=(HOUSEHOLD_NUMBER, SECOND_NUMBER),
            language="zh",
            in_programme=True,
            cadre_kin=False,
            synthetic=True,
        ),
        Household(
            household="H2",
            village=VILLAGE,
            name="孙三",
            phones=(HOUSEHOLD_NUMBER,),
            language="zh",
            in_programme=False,
            cadre_kin=True,
            synthetic=True,
        ),
    ),
    designations=(
        Designation(household="H1", official="O1", from_day=date(2025, 1, 1), to_day=None),
    ),
    inspectors=(
        Inspector(
            inspector="I1",
            name=INSPECTOR_NAME,
            phone=INSPECTOR_NUMBER,
            language="zh",
            region="530128",
            county="530129",
            synthetic=True,
        ),
    ),
    synthetic=True,
)

SLOT = StoredSlot(
    id=0,
    draw="checks",
    label="2026-03-02T09:00:00+08:00/PT30M",
    opens_at=datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
    closes_at=datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    k=7,
    state="COMMITTED",
    root=b"\x01" * 32,
    policy_hash=b"\x02" * 32,
    policy=b"{}",
    inside_commitment=b"\x03" * 32,
    inside_secret=b"inside-secret-of-the-slot-canary",
    log_head=bytes(32),
    log_index=1,
    reason="",
    degraded="local custodian only",
    beacon_source="none",
)

DIALOGUE = Dialogue(
    revision=question_set("villager").revision,
    order=("consent", "seen"),
    keys={"consent": ("yes", "no"), "seen": ("no", "yes", "away")},
    answers={"consent": "yes", "note": "路在修，没有见到"},
    given={"in_programme": "no"},
    seed="15",
)


def slot_opening(hours: int) -> StoredSlot:
    """The slot of so many hours later."""
    later = timedelta(hours=hours)
    opens_at = SLOT.opens_at + later
    return replace(
        SLOT, label=f"label {hours}", opens_at=opens_at, closes_at=SLOT.closes_at + later
    )


def pick_of(slot: int, unit: str = "T1", picked_for: datetime = NOW) -> StoredPick:
    return StoredPick(
        id=0,
        slot=slot,
        unit=unit,
        village=VILLAGE,
        pi_ppb=16_000_000,
        ticket=b"\x04" * 32,
        picked_for=picked_for,
        respondents=("O1", "O2"),
        households=("H2", "H1"),
        inspectors=("I1",),
        inside_key=b"inside-key-of-the-pick-as-canary",
    )


def open_inspection(book: Book, unit: str = "T1", hours: int = 0) -> int:
    """An inspection of its own slot, so many hours after the first."""
    slot = book.slots.commit(slot_opening(hours), b"frame")
    pick = book.slots.add_pick(pick_of(slot.id, unit, NOW + timedelta(hours=hours)))
    return book.inspections.open(pick.id, [date(2026, 3, 1), date(2026, 3, 2)], "abc", NOW)


def open_pick(book: Book, unit: str = "T1", hours: int = 0) -> StoredPick:
    slot = book.slots.commit(slot_opening(hours), b"frame")
    return book.slots.add_pick(pick_of(slot.id, unit, NOW + timedelta(hours=hours)))


def visit_of(pick: StoredPick) -> StoredVisit:
    return StoredVisit(
        id=0,
        pick=pick,
        places=2,
        policy_version="abc",
        opened_at=NOW,
        tell_at=NOW + HOUR,
        tell_until=NOW + 4 * HOUR,
        report_by=NOW + 40 * HOUR,
        next_at=NOW + HOUR,
    )


def assignment_of(visit: int, rank: int = 1, words: str = "") -> Assignment:
    return Assignment(
        id=0,
        visit=visit,
        inspector=f"I{rank}",
        rank=rank,
        token=f"token-{visit}-{rank}",
        state=AssignmentState.TOLD,
        told_at=NOW + HOUR,
        answer_by=NOW + 2 * HOUR,
        words=words,
    )


def contact_of(
    inspection: int, person: str = "H1", next_at: datetime | None = NOW, tag: str = "a1"
) -> Contact:
    return Contact(
        id=0,
        inspection=inspection,
        kind="household" if person.startswith("H") else "official",
        person=person,
        rank=1,
        token=tag,
        opened_at=NOW,
        planned_at=NOW + HOUR,
        close_by=NOW + 72 * HOUR,
        next_at=next_at,
        dialogue=DIALOGUE,
        language="zh",
    )


def attempt_of(contact: int, address: int, tag: str = "t1") -> Attempt:
    return Attempt(
        id=0,
        contact=contact,
        channel="voice",
        address=address,
        purpose="ask",
        token=tag,
        state=AttemptState.SENDING,
        made_at=NOW,
        deadline=NOW + HOUR,
    )


def message_to(chat: int, key: str = "m1", next_at: datetime | None = NOW) -> Message:
    return Message(
        id=0,
        chat=chat,
        kind="check",
        letter=Letter(text="您现在在哪里？", buttons=(Button(text="在村里", data="a1:1"),)),
        key=key,
        state="DUE",
        next_at=next_at,
        tries=0,
        repeated=False,
    )
