import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

import psycopg
import pytest
import sqlalchemy as sa

from fieldwork.book import StoreDown
from fieldwork.ports import StoreBusy
from storage.failure import StoreRefused
from storage.ledger import SqlLedger
from storage.store import Store
from tests.databases import OpenStore
from tests.storage.samples import NOW, message_to, open_inspection


@contextmanager
def locked(database: str) -> Iterator[None]:
    """Somebody outside this program holds the whole store."""
    if database.startswith("sqlite"):
        other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()
    else:
        with psycopg.connect(database) as connection:
            connection.execute("LOCK TABLE deliveries, chats IN ACCESS EXCLUSIVE MODE")
            yield


def test_a_writer_gives_up_when_its_patience_ends(database: str, store: Store) -> None:
    with locked(database):
        began = monotonic()
        with pytest.raises(StoreBusy, match="locked"), store.ledger.write(patience=0.3) as book:
            book.chats.meet("1", NOW)
        assert 0.25 < monotonic() - began < 1.5
    with store.ledger.write() as book:
        assert book.chats.meet("1", NOW).id == 1


def test_whoever_is_at_work_hears_in_our_words_that_the_store_is_busy(
    postgresql_url: str, open_store: OpenStore
) -> None:
    """And not only who began the transaction: otherwise it looks like a broken row."""
    store, heard = open_store(postgresql_url), list[str]()

    def work() -> None:
        with store.ledger.write(patience=0.3) as book:
            try:
                book.chats.meet("1", NOW)
            except StoreBusy as busy:
                heard.append(str(busy))
                raise

    with locked(postgresql_url), pytest.raises(StoreBusy):
        work()
    assert ["locked" in words for words in heard] == [True]


def test_one_that_waits_in_the_same_process_keeps_to_its_own_patience(sqlite_url: str) -> None:
    """A worker may wait ten seconds; the caller on the phone behind it must not."""
    store = Store.open(sqlite_url, key=bytes(32), entropy=bytes, patience=3.0)
    outcome: list[str] = []

    def work() -> None:
        with store.ledger.write() as book:
            outcome.append(str(book.chats.meet("1", NOW).id))

    with locked(sqlite_url):
        worker = threading.Thread(target=work)
        worker.start()
        began = monotonic()
        with pytest.raises(StoreBusy), store.ledger.write(patience=0.3):
            pass
        assert monotonic() - began < 1.0
    worker.join()
    store.close()
    assert outcome == ["1"]


def test_a_reader_never_waits_for_the_writer(store: Store) -> None:
    with store.ledger.write() as book:
        book.chats.meet("1", NOW)
        with store.ledger.read() as seen:
            began = monotonic()
            assert seen.inbox.counts()["waiting"] == 0
            with pytest.raises(LookupError):
                seen.chats.get(1)
        assert monotonic() - began < 0.5


def test_a_look_stays_the_same_while_others_write(store: Store) -> None:
    with store.ledger.read() as seen:
        before = seen.inbox.counts()
        store.inbox.append("telegram", "1", b"{}", NOW)
        assert seen.inbox.counts() == before
    with store.ledger.read() as seen:
        assert seen.inbox.counts()["waiting"] == 1


def test_all_looks_at_one_moment_are_one(store: Store) -> None:
    with store.ledger.at_one_moment():
        with store.ledger.read() as one, store.ledger.at_one_moment(), store.ledger.read() as other:
            assert one is other
            before = one.inbox.counts()
        store.inbox.append("telegram", "1", b"{}", NOW)
        with store.ledger.read() as later:
            assert later.inbox.counts() == before
    with store.ledger.read() as afterwards:
        assert afterwards.inbox.counts()["waiting"] == 1


def test_the_moment_of_one_thread_holds_no_other(store: Store) -> None:
    seen: list[int] = []

    def look() -> None:
        with store.ledger.read() as book:
            seen.append(book.inbox.counts()["waiting"])

    with store.ledger.at_one_moment():
        look()
        store.inbox.append("telegram", "1", b"{}", NOW)
        other = threading.Thread(target=look)
        other.start()
        other.join()
        look()
    assert seen == [0, 1, 0]


def test_a_moment_that_fails_is_over(store: Store) -> None:
    with pytest.raises(RuntimeError), store.ledger.at_one_moment():
        raise RuntimeError
    store.inbox.append("telegram", "1", b"{}", NOW)
    with store.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 1


def test_writing_through_a_look_is_refused(ledger: SqlLedger) -> None:
    with pytest.raises(StoreDown, match="cannot be used"), ledger.read() as book:
        book.chats.invite("official", "O1", "code", NOW, NOW)


def test_an_exception_undoes_the_whole_unit_of_work(ledger: SqlLedger) -> None:
    def fail() -> None:
        with ledger.write() as book:
            book.chats.meet("1", NOW)
            book.audit.note(NOW, "a", "b", "c")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with ledger.read() as book:
        assert book.audit.head() == bytes(32)
        with pytest.raises(LookupError):
            book.chats.get(1)


def test_naive_moments_are_refused(ledger: SqlLedger) -> None:
    naive = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="needs a time zone"), ledger.write() as book:
        book.chats.meet("1", naive)
    with pytest.raises(ValueError, match="needs a time zone"), ledger.write() as book:
        book.audit.note(naive, "a", "b", "c")


def test_a_broken_rule_of_a_table_names_no_value(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        open_inspection(book)
    with pytest.raises(StoreRefused) as caught, ledger.write() as book:
        open_inspection(book)
    assert "label 0" not in str(caught.value)
    with pytest.raises(StoreRefused), ledger.write() as book:
        book.messages.post(message_to(chat=99))


def test_a_store_that_is_down_says_so(sqlite_url: str, open_store: OpenStore) -> None:
    store = open_store(sqlite_url)
    store.engines.dispose()
    path = sqlite_url.removeprefix("sqlite:///")
    with open(path, "r+b") as file:
        file.write(b"not a database at all")
    with pytest.raises(StoreDown, match="SQLITE_NOTADB"):
        store.inbox.append("telegram", "1", b"{}", NOW)


def test_a_full_disk_is_a_store_that_is_down(sqlite_url: str, open_store: OpenStore) -> None:
    store = open_store(sqlite_url)
    with store.engines.storing(1) as connection:
        ((pages,),) = connection.execute("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreDown, match="SQLITE_FULL"):
        store.inbox.append("telegram", "1", bytes(100_000), NOW)
    with store.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 0


def test_a_server_that_went_away_is_a_store_that_is_down(
    postgresql_url: str, open_store: OpenStore
) -> None:
    store = open_store(postgresql_url)
    end = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    other = open_store(postgresql_url)

    def go_on() -> None:
        with store.ledger.write() as book:
            with other.engines.reading() as connection:
                connection.execute(end)
            book.chats.meet("1", NOW)

    with pytest.raises(StoreDown):
        go_on()
    with store.ledger.write() as book:
        assert book.chats.meet("1", NOW).state == "unknown"
