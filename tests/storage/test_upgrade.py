"""What a database of the first version holds is still there, and still counts, after an upgrade."""

from datetime import date, datetime

import sqlalchemy as sa

from inspection.announcement import changes
from inspection.digest import sha
from inspection.policy import Policy, canonical_policy
from storage.engine import Engines
from storage.migrate import migrate
from tests.databases import OpenStore
from tests.storage.samples import NOW

FIRST = "0001_first_light"
POLICY = Policy.of({"official.contacts_a_month": "3"})
DOCUMENT = canonical_policy(POLICY)
VERSION = sha(DOCUMENT).hex()[:12]
SEALED = b"sealed"


def told_and_drawn(url: str) -> None:
    """One official was told rules with which a slot was drawn, another one others."""
    engines = Engines(url)
    tables = sa.MetaData()
    with engines.writing() as connection:
        tables.reflect(connection)
        at: datetime | str = NOW
        if not engines.on_postgresql:
            at = NOW.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        slot: dict[str, object] = {
            "draw": "calls",
            "label": "l",
            "opens_at": at,
            "closes_at": at,
            "k": 1,
        }
        slot |= {"state": "REVEALED", "root": b"", "policy_hash": sha(DOCUMENT)}
        slot |= {"policy": DOCUMENT, "inside_commitment": b"", "inside_secret": SEALED}
        slot |= {"log_head": b"", "log_index": 0, "reason": "", "degraded": "", "beacon_source": ""}
        connection.execute(tables.tables["slots"].insert().values(**slot))
        told = tables.tables["announcements"].insert()
        connection.execute(told.values(official="O1", version=VERSION, told_at=at))
        connection.execute(told.values(official="O2", version="0" * 12, told_at=at))
    engines.dispose()


def test_whoever_was_told_the_rules_before_the_upgrade_stays_told(
    empty_database: str, open_store: OpenStore
) -> None:
    migrate(empty_database, FIRST)
    told_and_drawn(empty_database)
    migrate(empty_database)
    with open_store(empty_database).ledger.read() as book:
        told = book.announcements.latest(date(2026, 3, 2))
        assert {who: (one.version, one.how, one.ever) for who, one in told.items()} == {
            "O1": (VERSION, "sent", True),
            "O2": ("0" * 12, "sent", True),
        }
        document = book.announcements.document(VERSION)
        assert document is not None
        assert changes(document, POLICY) == ()
        assert [change.new for change in changes(document, Policy.of({}))] == ["2"]
        assert book.announcements.document("0" * 12) is None
