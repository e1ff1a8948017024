"""A county that has been asked: picks of two townships, all of them over, without any telephone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fieldwork.book import Book, Reply, StoredPick, StoredSlot
from fieldwork.issue import CALLS
from inspection.contact import Contact, ContactKind
from inspection.dialogue import Dialogue
from inspection.disposition import Disposition
from inspection.question_set import SETS, question_set
from inspection.roster import Roster, Village

DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
COUNTY, EAST, WEST = "530128", "530128101", "530128102"
_FORMS = {kind: question_set(name).revision for kind, name in SETS.items()}


def township_asked(book: Book, township: str, picks: int, *, seen: str = "yes") -> None:
    """So many picks of one village, each of another official and household, in slots of their
    own."""
    book.roster.store(Roster(villages=(_village(township),)), DAY - timedelta(days=30))
    for number in range(picks):
        slot = book.slots.commit(_slot(f"{township} {number}", number), b"")
        pick = book.slots.add_pick(_pick(slot, township, f"T{township}"))
        inspection = book.inspections.open(pick.id, [date(2026, 3, 2)], "abc", DAY)
        who = f"{township}-{number}"
        _asked(book, inspection, "official", f"O{who}", {"whereabouts": "village"})
        _asked(book, inspection, "household", f"H{who}", {"seen": seen})
        book.inspections.assessed(inspection, [], DAY)


def open_pick(book: Book, township: str) -> None:
    slot = book.slots.commit(_slot(f"{township} open", 0), b"")
    pick = book.slots.add_pick(_pick(slot, township, "T9"))
    book.inspections.open(pick.id, [date(2026, 3, 2)], "abc", DAY)


def _village(township: str) -> Village:
    return Village(
        code=f"{township}201", name=f"Village {township}", township=f"Township {township}",
        county="Luquan", prefecture="Kunming", province="Yunnan", zone=None,
    )  # fmt: skip


def _slot(label: str, number: int) -> StoredSlot:
    opens_at = DAY + timedelta(days=number % 5)
    return StoredSlot(
        id=0, draw=CALLS, label=label, opens_at=opens_at,
        closes_at=opens_at + timedelta(minutes=30), k=number, state="CLOSED", root=bytes(32),
        policy_hash=bytes(32), policy=b"{}", inside_commitment=bytes(32), inside_secret=bytes(32),
        log_head=bytes(32), log_index=1, reason="", degraded="", beacon_source="none",
    )  # fmt: skip


def _pick(slot: StoredSlot, township: str, unit: str) -> StoredPick:
    return StoredPick(
        id=0, slot=slot.id, unit=unit, village=f"{township}201", pi_ppb=1_586_043,
        ticket=bytes(32), picked_for=slot.opens_at + timedelta(minutes=1),
        respondents=("O1", "O2", "O3"), households=("H1", "H2"), inspectors=(),
        inside_key=bytes(32),
    )  # fmt: skip


def _asked(
    book: Book, inspection: int, kind: ContactKind, person: str, answers: dict[str, str]
) -> None:
    contact = book.contacts.open(
        Contact(
            id=0, inspection=inspection, kind=kind, person=person, rank=1,
            token=f"{inspection} {person}", opened_at=DAY, planned_at=DAY, close_by=DAY,
            next_at=None, language="en",
            dialogue=Dialogue(revision=_FORMS[kind], order=(), keys={}),
        )
    )  # fmt: skip
    book.contacts.save(replace(contact, disposition=Disposition.COMPLETE, closed_at=DAY))
    for question, value in answers.items():
        book.contacts.add_reply(
            Reply(
                contact=contact.id, attempt=None, question=question, value=value, raw="1",
                channel="voice", at=DAY + timedelta(hours=1), late=False,
            )
        )  # fmt: skip
