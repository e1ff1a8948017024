"""A check that was half answered before an upgrade is finished after it."""

import json
from typing import Any

import sqlalchemy as sa

from inspection.contact import Contact
from inspection.interview import Interview
from inspection.question_set import question_set
from inspection.questionnaire.act import Answered
from inspection.questionnaire.scene import World
from storage.engine import Engines
from storage.first_light import carry_over
from storage.migrate import migrate
from storage.seal import Seal
from storage.store import Store
from tests.databases import KEY, OpenStore, entropy
from tests.storage.samples import NOW

BEFORE = "0023_opt_outs"
OFFICIAL = {
    "form": "official",
    "order": ["whereabouts", "visited", "trip_detail", "leave_detail"],
    "keys": {"whereabouts": ["village", "trip", "leave", "rest", "emergency"], "visited": []},
    "answers": {"whereabouts": "village"},
    "skipped": [],
    "mistakes": 1,
    "ended": "",
}
HOUSEHOLD = {
    "form": "villager",
    "order": ["language", "consent", "household", "money", "seen", "fair"],
    "keys": {
        "language": ["zh", "en"],
        "consent": ["yes", "later", "refuse"],
        "household": ["yes", "no", "moved"],
        "money": ["yes", "no"],
        "seen": ["away", "no", "yes", "dont_know"],
        "fair": ["no", "yes", "dont_know"],
    },
    "answers": {"language": "en", "consent": "yes", "household": "yes", "money": "no"},
    "skipped": [],
    "mistakes": 0,
    "ended": "",
}
OVER = {**HOUSEHOLD, "answers": {"language": "zh", "consent": "refuse"}, "ended": "REFUSED"}


def _blank(column: sa.Column[Any], at: object) -> object:
    kind = column.type.python_type
    if column.name.endswith(("_at", "_for", "_by")) or column.name == "at":
        return at
    return {bytes: b"", bool: False, int: 0, str: ""}.get(kind, [])


def _added(connection: sa.Connection, table: sa.Table, at: object, **values: object) -> int:
    needed = [c for c in table.c if not c.nullable and not c.primary_key and not c.server_default]
    row = {column.name: _blank(column, at) for column in needed} | values
    key = connection.execute(table.insert().values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def half_answered(url: str, *dialogues: dict[str, Any]) -> None:
    """As the version before left them, one contact each."""
    engines, seal = Engines(url), Seal.from_key(KEY, entropy=entropy)
    tables = sa.MetaData()
    with engines.writing() as connection:
        tables.reflect(connection)
        at: object = NOW
        if not engines.on_postgresql:
            at = NOW.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        known = tables.tables
        slot = _added(connection, known["slots"], at)
        lists = dict.fromkeys(("respondents", "households", "inspectors"), "[]")
        pick = _added(connection, known["picks"], at, slot_id=slot, **lists)
        checked = _added(
            connection, known["inspections"], at, pick_id=pick, asked_days='["2026-03-02"]'
        )
        for number, dialogue in enumerate(dialogues):
            sealed = seal.close("contacts.dialogue", json.dumps(dialogue).encode())
            kind = "official" if dialogue["form"] == "official" else "household"
            _added(
                connection, known["contacts"], at, inspection_id=checked, kind=kind, language="zh",
                token=f"{number}", dialogue=sealed, disposition=dialogue["ended"] or None,
            )  # fmt: skip
    engines.dispose()


def upgraded(url: str, open_store: OpenStore, *dialogues: dict[str, Any]) -> Store:
    migrate(url, BEFORE)
    half_answered(url, *dialogues)
    migrate(url)
    return open_store(url)


def interview(contact: Contact) -> Interview:
    return Interview.of(
        question_set("official" if contact.kind == "official" else "villager"),
        contact.dialogue,
        World(now=NOW),
        "chat" if contact.kind == "official" else "voice",
        language=contact.language,
        facts={"village": "Dongshan"},
    )


def test_what_was_answered_before_an_upgrade_is_answered_after_it(
    empty_database: str, open_store: OpenStore
) -> None:
    store = upgraded(empty_database, open_store, OFFICIAL, HOUSEHOLD, OVER)
    with store.ledger.read() as book:
        found = [book.contacts.by_token(f"{number}") for number in range(3)]
    official, household, over = (contact for contact in found if contact is not None)
    asked = interview(official)
    assert asked.open.question.name == "visited"
    assert "本周走访" in asked.open.label
    assert asked.heard(Answered("两户")).prompt is None
    assert asked.heard(Answered("两户")).leaves()["whereabouts"] == "village"
    called = interview(household)
    assert called.open.question.name == "seen"
    assert [choice.name for choice in called.open.choices] == ["away", "no", "yes", "dont_know"]
    assert called.open.language == "English (en)"
    assert interview(over).state.ended == "REFUSED"


def test_a_dialogue_is_carried_over_once(empty_database: str, open_store: OpenStore) -> None:
    store = upgraded(empty_database, open_store, *[OFFICIAL] * 3)
    assert carry_over(store.engines, store.seal) == 0
    with store.ledger.read() as book:
        contact = book.contacts.by_token("2")
    assert contact is not None
    assert contact.dialogue.revision == question_set("official").revision
