"""Deliveries that arrive together: written as one statement, so that they cost one commit.

On the driver's own connection, of SQLite or PostgreSQL (Engines.storing).
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psycopg

MOST_AT_ONCE = 500
"""Rows of one statement; SQLite takes 32,766 values in one."""
_POSTGRESQL = (
    "INSERT INTO deliveries (source, key, body, received_at, strand, next_at, tries)"
    " SELECT source, key, body, at, strand, at, 0 FROM unnest("
    "%s::text[], %s::text[], %s::bytea[], %s::timestamptz[], %s::bigint[]"
    ") WITH ORDINALITY AS came (source, key, body, at, strand, n) ORDER BY n"
    " ON CONFLICT DO NOTHING RETURNING source, key"
)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    source: str
    key: str
    body: bytes
    """Sealed."""
    at: datetime
    strand: int


def keep(connection: Any, arrivals: Sequence[Arrival]) -> list[bool]:
    """All or none of them; of each whether it is new. At most MOST_AT_ONCE. Raises what the driver
    raises."""
    if isinstance(connection, sqlite3.Connection):
        new = _kept_on_sqlite(connection, arrivals)
    else:
        new = _kept_on_postgresql(connection, arrivals)
    fresh = []
    for one in arrivals:
        named = (one.source, one.key)
        fresh.append(named in new)
        new.discard(named)  # the second of two alike in one group is none
    return fresh


def _kept_on_sqlite(
    connection: sqlite3.Connection, arrivals: Sequence[Arrival]
) -> set[tuple[str, str]]:
    # In order of arrival: the numbers of the rows are the order in which they are applied.
    firsts: dict[tuple[str, str], Arrival] = {}
    for one in arrivals:
        firsts.setdefault((one.source, one.key), one)
    if connection.execute(_insert_sql(len(firsts)), _values(firsts.values())).rowcount == len(
        firsts
    ):
        return set(firsts)
    # Seldom: some were known. Which of them, only one by one can tell.
    connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    return {
        name
        for name, one in firsts.items()
        if connection.execute(_insert_sql(1), _values([one])).rowcount == 1
    }


def _values(arrivals: Iterable[Arrival]) -> list[str | bytes | int]:
    values: list[str | bytes | int] = []
    for one in arrivals:
        at = _moment(one.at)
        values += (one.source, one.key, one.body, at, one.strand, at)
    return values


def _moment(at: datetime) -> str:
    """As the column has it on SQLite (storage.tables.kinds.Instant)."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


@cache
def _insert_sql(rows: int) -> str:
    columns = "source, key, body, received_at, strand, next_at, tries"
    places = ",".join(["(?,?,?,?,?,?,0)"] * rows)
    return f"INSERT INTO deliveries ({columns}) VALUES {places} ON CONFLICT DO NOTHING"  # noqa: S608


def _kept_on_postgresql(
    connection: "psycopg.Connection[tuple[str, str]]", arrivals: Sequence[Arrival]
) -> set[tuple[str, str]]:
    values = (
        [one.source for one in arrivals],
        [one.key for one in arrivals],
        [one.body for one in arrivals],
        [one.at for one in arrivals],
        [one.strand for one in arrivals],
    )
    return set(connection.execute(_POSTGRESQL, values, binary=True).fetchall())
