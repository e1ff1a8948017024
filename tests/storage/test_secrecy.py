"""Names, numbers and words go in; whoever has the database without the key finds none of them."""

import json
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from fieldwork.book import (
    Book,
    DiceEntry,
    Keyed,
    PolicyChange,
    Reply,
    StoredPause,
    StoredRisk,
    StoredSummary,
    Text,
)
from inspection.call import Line, Turn
from inspection.fallback import Fallback
from inspection.finding import Finding, FindingKind
from inspection.policy import PolicyRow
from storage.store import Store
from storage.tables import metadata
from tests.databases import OpenStore
from tests.shelf import taken
from tests.storage.samples import (
    HOUR,
    HOUSEHOLD_NAME,
    HOUSEHOLD_NUMBER,
    INSPECTOR_NAME,
    INSPECTOR_NUMBER,
    NOW,
    OFFICIAL_NAME,
    OFFICIAL_NUMBER,
    ROSTER,
    SECOND_NUMBER,
    SLOT,
    assignment_of,
    attempt_of,
    contact_of,
    message_to,
    open_inspection,
    open_pick,
    visit_of,
)
from tests.storage.test_absences import LEAVE
from tests.storage.test_media import here, photo_of

WITHOUT_PEOPLE = {"audit_entries", "calendars", "form_files", "form_revisions"}
WORDS = "路在修没有见到工作队"
CANARIES = [
    OFFICIAL_NAME,
    HOUSEHOLD_NAME,
    INSPECTOR_NAME,
    OFFICIAL_NUMBER,
    HOUSEHOLD_NUMBER,
    SECOND_NUMBER,
    INSPECTOR_NUMBER,
    "9900001111",
    "县税务局",
    "100200300",
    "c0de-of-invite",
    "code-of-custodian",
    "inside-secret-of-the-slot-canary",
    "inside-key-of-the-pick-as-canary",
    "您现在在哪里",
    "dice-as-canary",
    "file-id-as-canary",
    "recording-as-canary",
    "unique-id-as-canary",
    "photo-as-canary",
    WORDS,
]


def fill(store: Store) -> None:
    """Writes every canary wherever it may come from."""
    store.inbox.append("telegram", "1", f"{WORDS} {OFFICIAL_NUMBER} 100200300".encode(), NOW)
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        inspection = open_inspection(book)
        slot = book.slots.commit(SLOT, b"frame")
        keyed = Keyed(custodians="code-of-custodian", beacon="{}")
        book.slots.drawn(slot.id, keyed, "no beacon")
        contact = book.contacts.open(contact_of(inspection))
        address = book.roster.voice_addresses("household", "H1")[0].id
        attempt = book.contacts.try_on(attempt_of(contact.id, address))
        turn = Turn(lines=(Line(language="zh", text=WORDS),), step=1, listens=False)
        book.contacts.add_turn(attempt.id, 1, turn, NOW)
        book.contacts.add_reply(
            Reply(
                contact=contact.id,
                attempt=attempt.id,
                question="else",
                value=WORDS,
                raw=f"{WORDS}{HOUSEHOLD_NAME}",
                channel="voice",
                at=NOW,
                late=False,
            )
        )
        fill_a_file(book, contact.id)
        fill_what_was_made_of_it(book, inspection)


def fill_what_was_made_of_it(book: Book, inspection: int) -> None:
    chat = book.chats.meet("100200300", NOW)
    invite = book.chats.invite("official", "O1", "c0de-of-invite", NOW, NOW)
    book.chats.relinked("official", "O1", "I1", WORDS, NOW)
    book.texts.add(text_of(invite, book.roster.voice_addresses("official", "O1")[0].id))
    book.opt_outs.begin(OFFICIAL_NUMBER, "text", NOW)
    book.incoming.begin("a call", OFFICIAL_NUMBER, NOW)
    book.texts.add(answer_to(OFFICIAL_NUMBER, WORDS))
    book.messages.post(message_to(chat.id))
    why, evidence = {"zh": WORDS}, ({"said": WORDS, "by": HOUSEHOLD_NAME},)
    finding = Finding(
        kind=FindingKind.COACHED, severity="serious", why=why, evidence=evidence, found_at=NOW
    )
    book.inspections.assessed(inspection, [finding], NOW)
    text = f"{OFFICIAL_NAME} {WORDS}"
    book.summaries.add(StoredSummary(inspection=inspection, inspector="I1", text=text, made_at=NOW))
    book.summaries.add_digest("I1", NOW.date(), text, NOW)
    pause = StoredPause(id=0, region="53", reason=WORDS, began_at=NOW, until=None)
    row = PolicyRow(region="", key="draw.rate_milli", value="2000", valid_from=NOW.date())
    book.policy.note_change(PolicyChange(at=NOW, by="I1", reason=WORDS, row=row))
    fallback = Fallback(
        draw="checks", kind="dice", first=NOW, last=NOW, reason=WORDS, by="I1", declared_at=NOW
    )
    book.beacons.declare(fallback)
    slot = book.slots.find(SLOT.draw, SLOT.label)
    assert slot is not None
    book.beacons.enter(slot.id, DiceEntry(inspector="I1", text="dice-as-canary", entered_at=NOW))
    fill_a_visit(book)
    book.lanes.save(
        "telegram", book.lanes.state("telegram"), NOW, reason=f"{WORDS} {OFFICIAL_NAME}"
    )
    hold = book.holds.begin(f"{WORDS} {OFFICIAL_NAME}", NOW, lost_from=NOW)
    book.holds.end(hold, f"{WORDS} {OFFICIAL_NAME}", NOW)
    book.absences.add(replace(LEAVE, note=WORDS))
    risk = StoredRisk(id=0, team="T1", factor_milli=1500, set_at=NOW, last_day=None, reason=WORDS)
    book.risks.end(book.risks.begin(risk).id, NOW, f"{WORDS} {OFFICIAL_NAME}")
    book.pauses.end(book.pauses.begin(pause).id, NOW, f"{WORDS} {OFFICIAL_NAME}")
    book.inbox.failed(taken(book, NOW), f"{WORDS} {OFFICIAL_NUMBER}", NOW, NOW + HOUR)


def fill_a_file(book: Book, contact: int) -> None:
    sent = photo_of(contact, "unique-id-as-canary")
    file = book.media.want(replace(sent, provider_id="file-id-as-canary"))
    book.recordings.note("telephone", "recording-as-canary", NOW, file=None, due=NOW)
    assert book.media.keep(here(file), b"photo-as-canary")


def fill_a_visit(book: Book) -> None:
    visit = book.visits.open(visit_of(open_pick(book, hours=2)))
    one = book.visits.assign(assignment_of(visit.id, words=WORDS))
    book.visits.add_note(one.id, f"{WORDS} {OFFICIAL_NAME}", NOW)


def text_of(invite: int, address: int) -> Text:
    return Text(
        id=0,
        invite=invite,
        kind="official",
        person="O1",
        address=address,
        body=f"{WORDS} c0de-of-invite",
        segments=1,
        token="a token",
        state="DUE",
        made_at=NOW,
        next_at=NOW,
    )


def answer_to(number: str, words: str) -> Text:
    return Text(
        id=0,
        purpose="answer",
        number=number,
        body=words,
        segments=1,
        token="another token",
        state="DUE",
        made_at=NOW,
        next_at=NOW,
    )


def test_no_canary_is_in_any_row(store: Store) -> None:
    fill(store)
    hits = []
    with store.engines.reading() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(sa.select(table)).all()
            if any(isinstance(column.type, sa.LargeBinary) for column in table.c):
                assert rows or table.name in WITHOUT_PEOPLE, f"nothing was written to {table.name}"
            content = b"".join(as_bytes(value) for row in rows for value in row)
            hits += [(table.name, canary) for canary in CANARIES if canary.encode() in content]
    assert hits == []


def as_bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return json.dumps(value, ensure_ascii=False, default=str).encode()


def test_no_canary_is_in_the_files_of_sqlite(sqlite_url: str, open_store: OpenStore) -> None:
    store = open_store(sqlite_url)
    fill(store)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    files = list(path.parent.glob(f"{path.name}*"))
    assert len(files) >= 2, "the write-ahead log is one of them"
    content = b"".join(file.read_bytes() for file in files)
    assert b"H1" in content
    assert [canary for canary in CANARIES if canary.encode() in content] == []


def test_everything_opens_again_with_the_key(store: Store) -> None:
    fill(store)
    with store.ledger.read() as book:
        assert book.contacts.replies(1)[0].raw == f"{WORDS}{HOUSEHOLD_NAME}"
        assert book.inspections.findings(1)[0].why == {"zh": WORDS}
        assert WORDS in book.inbox.body(1).decode()
        assert book.summaries.of_inspection(1)[0].text == f"{OFFICIAL_NAME} {WORDS}"
        assert book.chats.address(1) == "100200300"
        assert book.media.get(1).provider_id == "file-id-as-canary"
        assert book.media.content(1) == b"photo-as-canary"
        assert book.texts.get(1).body == f"{WORDS} c0de-of-invite"
