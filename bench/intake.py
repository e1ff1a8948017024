"""Durable intake of the messenger's updates over HTTP, against a route that does nothing and
against the bare database, in the same run.

The server is uvicorn in a process of its own, as `mingcha run` has it; the client keeps as many
connections busy as the messenger opens at most. Both share this machine's cores with the database.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from statistics import median
from time import perf_counter

import psycopg
import sqlalchemy as sa

from bench import databases
from bench.door import BARE, SECRET, Door, opened
from bench.knocking import Knocked, knock, request
from bot.webhook import HEADER

CONNECTIONS = 40
"""`max_connections` of setWebhook, unless it is told otherwise."""
UPDATES = 1000
"""A round."""
ROUNDS = 15
GROUP = 20
"""Rows a transaction of the bare database: half of the connections, since the others are on their
way while a group is written."""
P99_MS = 50.0
LEAST_SHARE = {"SQLite": 1 / 2, "PostgreSQL": 1 / 4}
_DATABASES: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "SQLite": databases.sqlite,
    "PostgreSQL": databases.postgresql,
}


def update(number: int) -> bytes:
    """As the messenger makes them, of one of 500 chats."""
    chat = 5_000_000_000 + number % 500
    sender = {"id": chat, "is_bot": False, "first_name": "Li", "language_code": "zh-hans"}
    message = {
        "message_id": number,
        "from": sender,
        "chat": {"id": chat, "first_name": "Li", "type": "private"},
        "date": 1_772_424_000 + number,
        "text": "村东头的水渠今天修完了，明天开始修桥",
    }
    return json.dumps({"update_id": 700_000_000 + number, "message": message}).encode()


def posts(first: int, count: int) -> list[bytes]:
    signed = ((HEADER, SECRET), ("Content-Type", "application/json"))
    return [request("/telegram", update(first + n), signed) for n in range(count)]


def group_commit(url: str, first: int, count: int) -> float:
    """Rows a second of the bare driver: as many rows a transaction as intake has, and no more."""
    rows = [
        (f"bare {first + n}", os.urandom(len(update(first + n)) + 45), first + n)
        for n in range(count)
    ]
    groups = [rows[at : at + GROUP] for at in range(0, count, GROUP)]
    write = _bare_sqlite if url.startswith("sqlite") else _bare_postgresql
    begun = perf_counter()
    write(url, groups)
    return count / (perf_counter() - begun)


_COLUMNS = "INSERT INTO deliveries (source, key, body, strand, received_at, next_at, tries) VALUES"
_MOMENT = "'2026-03-02T04:00:00.000000Z'"
_BARE = f"{_COLUMNS} ('bare', ?, ?, ?, {_MOMENT}, {_MOMENT}, 0)"


def _bare_sqlite(url: str, groups: Sequence[Sequence[tuple[str, bytes, int]]]) -> None:
    connection = sqlite3.connect(sa.make_url(url).database or "", isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    for group in groups:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_BARE, group)
        connection.execute("COMMIT")
    connection.close()


def _bare_postgresql(url: str, groups: Sequence[Sequence[tuple[str, bytes, int]]]) -> None:
    with psycopg.connect(url) as connection:
        for group in groups:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(_BARE.replace("?", "%s"), group)


def measure(name: str, url: str, bare: Door, updates: int, rounds: int) -> bool:
    """Whether it reached what it must. The three take turns, so that the ratios hold on a machine
    that has other work to do."""
    nothing, kept, floor = list[Knocked](), list[Knocked](), list[float]()
    with opened(url) as door:
        knock(door.port, posts(0, 500), CONNECTIONS)
        worked = door.worked(), bare.worked()
        for n in range(1, rounds + 1):
            these = posts(n * updates, updates)
            nothing.append(knock(bare.port, these, CONNECTIONS))
            kept.append(knock(door.port, these, CONNECTIONS))
            floor.append(group_commit(url, n * updates, updates))
            _applied(url)
        ours, theirs = door.worked() - worked[0], bare.worked() - worked[1]
    with databases.store_on(url) as store, store.ledger.read() as book:
        assert book.inbox.counts()["done"] == 500 + 2 * rounds * updates, "every one is kept"
    assert not any(one.refused for one in kept), "every one was acknowledged"
    share = median(k.a_second / b.a_second for k, b in zip(kept, nothing, strict=True))
    of_floor = median(k.a_second / f for k, f in zip(kept, floor, strict=True))
    p50, p99 = (median(one.within(part) for one in kept) for part in (0.5, 0.99))
    count = rounds * updates
    slow = median(one.within(0.99) for one in nothing)
    print(
        f"{name}: {median(k.a_second for k in kept):,.0f} updates/s, the bare route"
        f" {median(b.a_second for b in nothing):,.0f} requests/s:"
        f" {share:.2f} of it (bound {LEAST_SHARE[name]:.2f})\n"
        f"  p50 {p50:.1f} ms, p99 {p99:.1f} ms (bound {P99_MS:.0f}); the bare route's p99"
        f" {slow:.1f} ms\n"
        f"  the server's own work {ours / count * 1e6:.0f} us an update, the bare route's"
        f" {theirs / count * 1e6:.0f} us: {theirs / ours:.2f}\n"
        f"  the bare database, {GROUP} rows a transaction: {median(floor):,.0f} rows/s;"
        f" intake has {of_floor:.2f} of it"
    )
    return share >= LEAST_SHARE[name] and p99 < P99_MS


def _applied(url: str) -> None:
    """All that wait: a worker's part, which is not measured. Where nothing is ever applied, what
    waits grows beyond anything that a day brings."""
    with databases.store_on(url) as store, store.engines.writing() as connection:
        done = "UPDATE deliveries SET next_at = NULL, done_at = received_at"
        connection.exec_driver_sql(f"{done} WHERE next_at IS NOT NULL")


def main(updates: int = UPDATES, rounds: int = ROUNDS) -> int:
    print(f"{CONNECTIONS} connections, {rounds} rounds of {updates:,} updates")
    with opened(BARE) as bare:
        knock(bare.port, posts(0, 500), CONNECTIONS)
        reached = []
        for name, database in _DATABASES.items():
            with database() as url:
                reached.append(measure(name, url, bare, updates, rounds))
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
