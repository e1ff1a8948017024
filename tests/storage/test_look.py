"""Looking at a store without changing it."""

from pathlib import Path

import pytest

from storage.look import looked_at
from storage.migrate import head_revision
from tests.databases import KEY, OpenStore, entropy
from tests.storage.samples import NOW, ROSTER


def test_a_store_of_ours_can_be_read(database: str, open_store: OpenStore) -> None:
    with open_store(database).ledger.write() as book:
        book.roster.store(ROSTER, NOW)
    with looked_at(database, key=KEY, entropy=entropy) as look:
        assert (look.revision, look.wanted, look.bound) == (
            head_revision(),
            head_revision(),
            "ours",
        )
        assert look.ledger is not None
        with look.ledger.read() as book:
            assert book.roster.has_teams()
            counts = book.roster.number_counts()
    assert (counts.spoiled, counts.synthetic) == (0, counts.all)


def test_one_that_was_never_opened_stays_bound_to_nobody(database: str) -> None:
    for key in (KEY, bytes(32)):
        with looked_at(database, key=key, entropy=entropy) as look:
            assert look.bound == "none"


def test_one_of_another_key_is_not_read(database: str, open_store: OpenStore) -> None:
    open_store(database)
    with looked_at(database, key=bytes(32), entropy=entropy) as look:
        assert (look.bound, look.ledger) == ("another", None)
    with looked_at(database, key=None, entropy=entropy) as look:
        assert (look.bound, look.ledger) == ("unknown", None)


def test_one_without_a_schema_stays_without(empty_database: str) -> None:
    if empty_database.startswith("sqlite"):
        with (
            pytest.raises(FileNotFoundError),
            looked_at(empty_database, key=KEY, entropy=entropy),
        ):
            pass
        assert not Path(empty_database.removeprefix("sqlite:///")).exists()
        return
    for _ in range(2):
        with looked_at(empty_database, key=KEY, entropy=entropy) as look:
            assert (look.revision, look.ledger) == (None, None)
