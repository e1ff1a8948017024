"""A database that was copied back without a word is noticed, and one that was restored is not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from fieldwork import restoring
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.restoring import RestoreRefused
from mingcha.seen import Seen, seen_of
from mingcha.serve import serve
from mingcha.settings import Settings
from tests.mingcha.installation import environment, opened


@pytest.fixture
def embedded(home: Path) -> Settings:
    return read_settings(environment(home))


@pytest.fixture
def foundation(home: Path, database: str) -> Iterator[Foundation]:
    with opened(read_settings(environment(home, database_url=database))) as made:
        yield made


def acts(foundation: Foundation, *about: str) -> None:
    with foundation.ledger.write() as book:
        for one in about:
            book.audit.note(foundation.clock.now(), "operator", "tried", one)


def seen_elsewhere(foundation: Foundation, other: Foundation) -> Seen:
    """As if the other's store stood in the place of this one's."""
    seen = seen_of(foundation)
    seen.note()
    return Seen(home=seen.home, ledger=other.ledger, clock=other.clock)


def test_a_store_that_went_on_is_the_one_that_was_seen(foundation: Foundation) -> None:
    seen = seen_of(foundation)
    seen.check()
    acts(foundation, "one")
    seen.note()
    acts(foundation, "two", "three")
    seen.check()


def test_a_log_of_which_something_is_missing_is_refused(
    foundation: Foundation, tmp_path: Path
) -> None:
    acts(foundation, "one", "two", "three")
    with opened(read_settings(environment(tmp_path / "other"))) as older:
        acts(older, "one")
        with pytest.raises(RestoreRefused, match="restore mark --reason"):
            seen_elsewhere(foundation, older).check()
        acts(older, "two", "three", "four")
        with pytest.raises(RestoreRefused, match="entry 3 of its log"):
            seen_elsewhere(foundation, older).check()


def test_one_that_was_marked_since_is_taken(foundation: Foundation, tmp_path: Path) -> None:
    acts(foundation, "one", "two")
    with opened(read_settings(environment(tmp_path / "other"))) as older:
        long_ago = older.clock.now() - timedelta(days=9)
        with older.ledger.write() as book:
            restoring.hold(book, "another time", long_ago)
            restoring.settle(book, "looked at", long_ago)
        seen = seen_elsewhere(foundation, older)
        with pytest.raises(RestoreRefused):
            seen.check()
        with older.ledger.write() as book:
            restoring.hold(book, "copied back", older.clock.now())
        seen.check()
        with older.ledger.write() as book:
            restoring.settle(book, "looked at", older.clock.now())
        seen.check()


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"entry": 1}', '{"entry": 1, "head": "x"}'])
def test_a_note_that_was_torn_says_nothing(foundation: Foundation, torn: str) -> None:
    seen = seen_of(foundation)
    seen.path.write_text(torn)
    seen.check()
    acts(foundation, "one")
    seen.note()
    assert '"entry": ' in seen.path.read_text()


def test_where_nothing_can_be_noted_that_is_said_once_and_everything_goes_on(
    foundation: Foundation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = Seen(home=tmp_path / "nowhere", ledger=foundation.ledger, clock=foundation.clock)
    acts(foundation, "one")
    nowhere.note()
    acts(foundation, "two")
    nowhere.note()
    (record,) = caplog.records
    assert "could not be noted: FileNotFoundError" in record.getMessage()
    nowhere.check()


def test_a_file_that_was_copied_back_stops_the_start(embedded: Settings, tmp_path: Path) -> None:
    assert embedded.file is not None
    copy = tmp_path / "copy.db"
    with opened(embedded) as foundation:
        with closing(sqlite3.connect(embedded.file)) as now, closing(sqlite3.connect(copy)) as then:
            now.backup(then)
        acts(foundation, "after the copy")
        seen_of(foundation).note()
    for end in ("-wal", "-shm"):
        embedded.file.with_name(embedded.file.name + end).unlink(missing_ok=True)
    embedded.file.write_bytes(copy.read_bytes())
    with pytest.raises(RestoreRefused, match="it is an older copy, or another one"):
        serve(embedded)
