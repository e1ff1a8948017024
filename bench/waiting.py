"""A store in which a million of everything waits, made by the database itself from one of each."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from fieldwork.book import Book, Message, StoredPick, StoredSlot, Text
from fieldwork.queueing import VOICE
from inspection.chat import Letter
from inspection.contact import Attempt, AttemptState, Contact
from inspection.dialogue import Dialogue
from inspection.roster import Household, Official, Posting, Roster, Team, Village
from storage.store import Store
from storage.tables import attempts, contacts, deliveries, inspections, messages, picks, texts

NOW = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
"""Noon of a Tuesday in the county."""
LATER = NOW + timedelta(hours=30)
VILLAGE = "530128102201"
CHATS = 1000
_OF_INSPECTION = 3


def fill(store: Store, rows: int) -> None:
    """`rows` messages, contacts, calls and texts that are due tomorrow, as many deliveries that
    were applied and as many that are tried again tomorrow, and for every three contacts an open
    inspection and one that is over."""
    with store.ledger.write() as book:
        _one_of_each(book)
    store.inbox.append("telegram", "1", b"{}", NOW)
    with store.ledger.write() as book:
        book.inbox.done(1, NOW)
    over = sa.case((_N % 2 == 0, sa.literal(NOW, contacts.c.closed_at.type)))
    many = rows // _OF_INSPECTION
    with store.engines.writing() as connection:
        more = _Multiplied(connection)
        more.of(picks, 2 * many, id=_N, unit=_named("T"))
        more.of(inspections, 2 * many, id=_N, pick_id=_N, assessed_at=over, waits=None)
        inspection = 2 * (_N % many) + 1
        more.of(contacts, rows, id=_N, token=_named("c"), inspection_id=inspection)
        line = more.binary(_named("l"))
        more.of(attempts, rows, id=_N, token=_named("a"), contact_id=_N, line=line)
        more.of(messages, rows, id=_N, key=_named("m"), chat_id=_N % CHATS + 1)
        more.of(texts, rows, id=_N, token=_named("t"))
        more.of(deliveries, rows, id=_N, key=_named("d"))
        tried = {"id": _N + rows, "key": _named("t"), "strand": _N}
        more.of(deliveries, rows, **tried, tries=1, done_at=None, next_at=LATER)
    with store.engines.writing() as connection:
        connection.exec_driver_sql("ANALYZE")


_N: sa.ColumnElement[int] = sa.literal_column("n", sa.Integer)


def _named(prefix: str) -> sa.ColumnElement[str]:
    return sa.literal(prefix, sa.Text) + sa.cast(_N, sa.Text)


_ON_POSTGRESQL = "generate_series(2, {rows}) AS numbers(n)"
_ON_SQLITE = (
    "(WITH RECURSIVE s(n) AS (VALUES (2) UNION ALL SELECT n + 1 FROM s WHERE n < {rows})"
    " SELECT n FROM s) AS numbers"
)


class _Multiplied:
    """More rows like the only one of a table."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._on_postgresql = connection.dialect.name == "postgresql"

    def of(self, table: sa.Table, rows: int, **differ: Any) -> None:
        """Up to number `rows`; whatever is not said here is as in the first."""
        series = _ON_POSTGRESQL if self._on_postgresql else _ON_SQLITE
        values = [
            differ[column.name]
            if isinstance(differ.get(column.name), sa.ColumnElement)
            else sa.literal(differ[column.name], column.type)
            if column.name in differ
            else column
            for column in table.c
        ]
        first = (
            sa.select(*values)
            .select_from(table, sa.text(series.format(rows=rows)))
            .where(table.c.id == 1)
        )
        self._connection.execute(table.insert().from_select(list(table.c.keys()), first))

    def binary(self, text: sa.ColumnElement[str]) -> sa.ColumnElement[bytes]:
        if self._on_postgresql:
            return sa.func.convert_to(text, "UTF8", type_=sa.LargeBinary)
        return sa.cast(text, sa.LargeBinary)


def _one_of_each(book: Book) -> None:
    book.roster.store(ROSTER, NOW - timedelta(days=90))
    slot = book.slots.commit(_SLOT, b"frame")
    pick = book.slots.add_pick(_pick(slot.id))
    days = [date(2026, 3, 2), date(2026, 3, 3)]
    inspection = book.inspections.open(pick.id, days, "abc", NOW)
    contact = book.contacts.open(_contact(inspection))
    address = book.roster.voice_addresses("household", "H1")[0].id
    book.contacts.try_on(_attempt(contact.id, address))
    for n in range(CHATS):
        book.chats.meet(str(1000 + n), NOW)
    book.messages.post(message("m1", chat=1, next_at=LATER))
    expires_at = NOW + timedelta(days=14)
    invite = book.chats.invite("official", "O1", "code", expires_at, NOW)
    book.texts.add(_text(invite, address))


def message(key: str, *, chat: int, next_at: datetime) -> Message:
    return Message(
        id=0,
        chat=chat,
        kind="notice",
        letter=Letter(text="Good morning"),
        key=key,
        state="DUE",
        next_at=next_at,
        tries=0,
        repeated=False,
    )


def _pick(slot: int) -> StoredPick:
    return StoredPick(
        id=0,
        slot=slot,
        unit="T1",
        village=VILLAGE,
        pi_ppb=16_000_000,
        ticket=bytes(32),
        picked_for=NOW,
        respondents=("O1",),
        households=("H1",),
        inspectors=(),
        inside_key=bytes(32),
    )


def _contact(inspection: int) -> Contact:
    return Contact(
        id=0,
        inspection=inspection,
        kind="household",
        person="H1",
        rank=1,
        token="c1",  # noqa: S106
        opened_at=NOW,
        planned_at=LATER,
        close_by=LATER + timedelta(days=2),
        next_at=LATER,
        dialogue=Dialogue(revision="0" * 64, order=("consent",), keys={}),
        language="zh",
    )


def _attempt(contact: int, address: int) -> Attempt:
    return Attempt(
        id=0,
        contact=contact,
        channel="voice",
        address=address,
        purpose="ask",
        token="a1",  # noqa: S106
        state=AttemptState.DUE,
        made_at=NOW,
        deadline=LATER,
        lane=VOICE,
    )


def _text(invite: int, address: int) -> Text:
    return Text(
        id=0,
        invite=invite,
        kind="official",
        person="O1",
        address=address,
        body="An invitation",
        segments=1,
        token="t1",  # noqa: S106
        state="DUE",
        made_at=NOW,
        next_at=LATER,
    )


_SLOT = StoredSlot(
    id=0,
    draw="calls",
    label="2026-03-03T09:00:00+08:00/PT30M",
    opens_at=NOW - timedelta(hours=3),
    closes_at=NOW - timedelta(hours=2, minutes=30),
    k=7,
    state="CLOSED",
    root=bytes(32),
    policy_hash=bytes(32),
    policy=b"{}",
    inside_commitment=bytes(32),
    inside_secret=bytes(32),
    log_head=bytes(32),
    log_index=1,
    reason="",
    degraded="",
    beacon_source="none",
)
_SINCE = date(2025, 1, 1)
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
            name="张三",
            phone="+8619900001111",
            language="zh",
            unit="",
            synthetic=True,
        ),
    ),
    postings=(Posting(official="O1", team="T1", role="leader", from_day=_SINCE, to_day=None),),
    households=(
        Household(
            household="H1",
            village=VILLAGE,
            name="李四",
            phones=("+8619900002222",),
            language="zh",
            in_programme=True,
            cadre_kin=False,
            synthetic=True,
        ),
    ),
    designations=(),
    inspectors=(),
    synthetic=True,
)
