"""Deliveries that arrive together: written as one statement, so that they cost one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.tables import deliveries

MOST_AT_ONCE = 500
"""Rows of one statement; SQLite takes 32,766 values in one."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    source: str
    key: str
    body: bytes
    """Sealed."""
    at: datetime
    strand: int


def keep(connection: sa.Connection, arrivals: Sequence[Arrival]) -> list[bool]:
    """All or none of them; of each whether it is new. At most MOST_AT_ONCE."""
    if connection.dialect.name == "postgresql":
        new = _kept_on_postgresql(connection, arrivals)
    else:
        new = _kept_on_sqlite(connection, arrivals)
    fresh = []
    for one in arrivals:
        named = (one.source, one.key)
        fresh.append(named in new)
        new.discard(named)  # the second of two alike in one group is none
    return fresh


def _kept_on_sqlite(connection: sa.Connection, arrivals: Sequence[Arrival]) -> set[tuple[str, str]]:
    named = {(one.source, one.key): one for one in reversed(arrivals)}
    wanted = tuple(value for name in named for value in name)
    known = connection.exec_driver_sql(_known_sql(len(named)), wanted).all()
    for source, key in known:
        del named[source, key]
    if named:
        moment = deliveries.c.received_at.type.bind_processor(connection.dialect)
        assert moment is not None, "SQLite has no type for a moment"
        # In order of arrival: the numbers of the rows are the order in which they are applied.
        rows = [one for one in arrivals if named.get((one.source, one.key)) is one]
        values: list[Any] = []
        for one in rows:
            at = moment(one.at)
            values += (one.source, one.key, one.body, at, one.strand, at)
        connection.exec_driver_sql(_insert_sql(len(rows)), tuple(values))
    return set(named)


@cache
def _known_sql(rows: int) -> str:
    places = ",".join(["(?,?)"] * rows)
    return f"SELECT source, key FROM deliveries WHERE (source, key) IN (VALUES {places})"  # noqa: S608


@cache
def _insert_sql(rows: int) -> str:
    places = ",".join(["(?,?,?,?,?,?,0)"] * rows)
    return (
        "INSERT INTO deliveries (source, key, body, received_at, strand, next_at, tries)"  # noqa: S608
        f" VALUES {places}"
    )


_POSTGRESQL = (
    "INSERT INTO deliveries (source, key, body, received_at, strand, next_at, tries)"
    " SELECT source, key, body, at, strand, at, 0 FROM unnest("
    "%s::text[], %s::text[], %s::bytea[], %s::timestamptz[], %s::bigint[]"
    ") WITH ORDINALITY AS came (source, key, body, at, strand, n) ORDER BY n"
    " ON CONFLICT DO NOTHING RETURNING source, key"
)


def _kept_on_postgresql(
    connection: sa.Connection, arrivals: Sequence[Arrival]
) -> set[tuple[str, str]]:
    values = (
        [one.source for one in arrivals],
        [one.key for one in arrivals],
        [one.body for one in arrivals],
        [one.at for one in arrivals],
        [one.strand for one in arrivals],
    )
    return {(source, key) for source, key in connection.exec_driver_sql(_POSTGRESQL, values)}
