"""A copy of the SQLite store while others work on it."""

import threading
from pathlib import Path

import pytest

from fieldwork.book import StoreDown
from storage.backup import copy_of, put
from tests.databases import OpenStore
from tests.storage.samples import NOW


def database_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_a_copy_made_while_others_write_is_whole(
    sqlite_url: str, open_store: OpenStore, tmp_path: Path
) -> None:
    store, over = open_store(sqlite_url), threading.Event()
    written = threading.Semaphore(0)

    def write() -> None:
        while not over.is_set():
            with store.ledger.write() as book:
                book.audit.note(NOW, "worker", "step", "one")
                book.chats.meet(str(book.audit.newest().index), NOW)
            written.release()

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(20):
        assert written.acquire(timeout=30)
    copies = [tmp_path / f"copy{n}.db" for n in range(3)]
    for copy in copies:
        assert copy_of(database_of(sqlite_url), copy) == copy.stat().st_size
        assert written.acquire(timeout=30), "the writer goes on"
    over.set()
    writer.join(30)
    entries = []
    for copy in copies:
        assert copy.stat().st_mode & 0o777 == 0o600
        with open_store(f"sqlite:///{copy}").ledger.read() as book:
            assert book.audit.broken_at() is None
            entries.append(book.audit.newest().index)
    assert 20 <= entries[0] <= entries[1] <= entries[2]
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_nothing_is_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("somebody's")
    with pytest.raises(FileExistsError):
        copy_of(database_of(sqlite_url), copy)
    assert copy.read_text() == "somebody's"


def test_what_is_no_database_is_told_without_leaving_anything(tmp_path: Path) -> None:
    broken, copy = tmp_path / "broken.db", tmp_path / "copy.db"
    broken.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreDown, match="cannot be copied"):
        copy_of(broken, copy)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.db"]


def test_what_stood_in_the_place_is_kept_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    database, copy = tmp_path / "mingcha.db", tmp_path / "copy.db"
    for path, text in ((database, "old"), (copy, "new"), (tmp_path / "mingcha.db-wal", "log")):
        path.write_text(text)
    kept = put(copy, database, "before")
    assert kept == tmp_path / "mingcha.db.before"
    assert (database.read_text(), kept.read_text()) == ("new", "old")
    assert (tmp_path / "mingcha.db.before-wal").read_text() == "log"
    assert not copy.exists()
    assert put(kept, tmp_path / "elsewhere.db", "before") is None
