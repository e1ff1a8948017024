"""Many callers, one transaction: each learns what became of its own delivery."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import cast

import psycopg
import pytest

from fieldwork.book import StoreDown
from fieldwork.ports import StoreBusy
from storage.engine import Engines
from storage.failure import StoreRefused
from storage.inbox import SqlInbox
from storage.seal import Seal
from storage.store import Store
from tests.databases import KEY, OpenStore, entropy
from tests.shelf import bodies, waiting
from tests.storage.samples import NOW

BODY = b"{}"


@contextmanager
def locked(database: str) -> Iterator[None]:
    """Nobody can store anything."""
    if database.startswith("sqlite"):
        other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()
    else:
        with psycopg.connect(database) as connection:
            connection.execute("LOCK TABLE deliveries IN EXCLUSIVE MODE")
            yield


def wait_until(true: Callable[[], bool]) -> None:
    until = monotonic() + 10
    while not true():
        assert monotonic() < until, "it never came true"


def test_each_of_many_callers_learns_about_its_own(store: Store) -> None:
    told: dict[tuple[int, int], bool] = {}

    def call(caller: int) -> None:
        for n in range(20):
            # Every key is delivered by two of the callers.
            told[caller, n] = store.inbox.append("telegram", f"{caller // 2}:{n}", BODY, NOW)

    callers = [threading.Thread(target=call, args=(caller,)) for caller in range(10)]
    for one in callers:
        one.start()
    for one in callers:
        one.join()
    assert len(told) == 200
    for pair in range(5):
        for n in range(20):
            assert told[2 * pair, n] is not told[2 * pair + 1, n], "new to exactly one of them"
    with store.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 100


def test_what_arrives_together_is_kept_in_its_order_and_once(
    database: str, open_store: OpenStore
) -> None:
    store = open_store(database)
    store.inbox.append("telegram", "before", b"before", NOW)
    keys = [*map(str, range(30)), "before", *map(str, range(29, -1, -1))]
    with locked(database):  # so that they have to wait for each other
        kept = [store.inbox.begin("telegram", key, key.encode(), NOW) for key in keys]
    assert [one.result(10) for one in kept] == [True] * 30 + [False] * 31
    with store.ledger.read() as book:
        assert bodies(book) == [b"before", *(key.encode() for key in keys[:30])]


def test_whoever_waits_on_an_event_loop_is_told_there(store: Store) -> None:
    async def deliver() -> list[bool]:
        kept = [store.inbox.keep("telegram", str(n % 20), BODY, NOW) for n in range(40)]
        return await asyncio.gather(*kept)

    assert asyncio.run(deliver()) == [True] * 20 + [False] * 20


def test_a_caller_on_an_event_loop_may_give_up_and_the_others_are_told(
    store: Store, database: str
) -> None:
    async def deliver() -> list[bool]:
        with locked(database):
            kept = [
                asyncio.create_task(store.inbox.keep("telegram", str(n), BODY, NOW))
                for n in range(9)
            ]
            await asyncio.sleep(0.05)
            assert all(one.cancel() for one in kept[::2])
            await asyncio.sleep(0)
        return await asyncio.gather(*kept[1::2])

    assert asyncio.run(deliver()) == [True] * 4
    assert store.inbox.append("telegram", "next", BODY, NOW)


def test_a_locked_store_refuses_all_who_wait_when_the_first_has_waited_enough(
    database: str, open_store: OpenStore
) -> None:
    open_store(database)
    engines = Engines(database, intake_patience=0.2)
    inbox = SqlInbox(engines, Seal.from_key(KEY, entropy=entropy))
    with locked(database):
        began = monotonic()
        kept = [inbox.begin("telegram", str(n), BODY, NOW) for n in range(50)]
        for one in kept:
            with pytest.raises(StoreBusy, match="locked"):
                one.result(10)
        assert monotonic() - began < 2.0, "not one after the other"
    assert inbox.append("telegram", "1", BODY, NOW), "nothing of it was kept"
    inbox.close()
    engines.dispose()


def test_one_that_cannot_be_stored_is_refused_alone(
    postgresql_url: str, open_store: OpenStore
) -> None:
    store = open_store(postgresql_url)
    with locked(postgresql_url):
        kept = [store.inbox.begin("telegram", key, BODY, NOW) for key in ("1", "a-key\0", "3")]
        with pytest.raises(ValueError, match="1001 characters; expected at most 1000"):
            store.inbox.begin("telegram", "4" * 1001, BODY, NOW)
    first, refused, third = (one.exception(10) for one in kept)
    assert (first, third) == (None, None)
    assert isinstance(refused, StoreRefused)
    assert "a-key" not in str(refused)
    with store.ledger.read() as book:
        assert len(waiting(book)) == 2


def test_one_that_cannot_be_sealed_is_refused_alone(store: Store, database: str) -> None:
    no_bytes = cast(bytes, "a body")
    with locked(database):
        kept = [
            store.inbox.begin("telegram", str(n), body, NOW)
            for n, body in enumerate((BODY, BODY, no_bytes, BODY))
        ]
    assert isinstance(kept.pop(2).exception(10), TypeError)
    assert all(one.result(10) for one in kept)


def test_whoever_gave_up_before_is_left_out_and_the_others_are_kept(
    sqlite_url: str, open_store: OpenStore
) -> None:
    store = open_store(sqlite_url)
    with locked(sqlite_url):
        first = store.inbox.begin("telegram", "first", BODY, NOW)
        wait_until(first.running)
        others = [store.inbox.begin("telegram", str(n), BODY, NOW) for n in range(20)]
        assert not first.cancel(), "it is under way"
        assert all(one.cancel() for one in others[::2])
    assert first.result(10)
    assert all(one.result(10) for one in others[1::2])
    with store.ledger.read() as book:
        assert len(waiting(book)) == 11
    assert store.inbox.append("telegram", "next", BODY, NOW)


def test_more_than_memory_should_hold_is_refused_at_once(
    sqlite_url: str, open_store: OpenStore
) -> None:
    open_store(sqlite_url)
    engines = Engines(sqlite_url)
    inbox = SqlInbox(engines, Seal.from_key(KEY, entropy=entropy), most_waiting=1000)
    with locked(sqlite_url):
        first = inbox.begin("telegram", "first", BODY, NOW)
        wait_until(first.running)
        kept = [inbox.begin("telegram", str(n), bytes(501), NOW) for n in range(2)]
        with pytest.raises(StoreBusy, match="too much waits"):
            inbox.begin("telegram", "one too many", BODY, NOW)
    assert all(one.result(10) for one in (first, *kept))
    assert inbox.append("telegram", "one too many", BODY, NOW)
    inbox.close()
    engines.dispose()


def test_what_waits_when_the_store_is_closed_is_kept(
    sqlite_url: str, open_store: OpenStore
) -> None:
    store = open_store(sqlite_url)
    with locked(sqlite_url):
        kept = [store.inbox.begin("telegram", str(n), BODY, NOW) for n in range(20)]
    store.close()
    assert all(one.result(0) for one in kept)
    with pytest.raises(StoreDown, match="closed"):
        store.inbox.begin("telegram", "late", BODY, NOW)


def test_what_comes_in_has_a_connection_of_its_own(
    postgresql_url: str, open_store: OpenStore
) -> None:
    """Every other one is in use, and each waits for something."""
    store = open_store(postgresql_url)
    with pytest.raises(StoreBusy, match="another writer"):
        _hold(store, 20)


def _hold(store: Store, deeper: int) -> None:
    with store.ledger.write(patience=0.05):
        assert store.inbox.append("telegram", str(deeper), BODY, NOW)
        _hold(store, deeper - 1)
