"""Another key for a store: everything that is sealed is sealed anew, all of it or nothing.

The keyed hashes by which numbers, chats and codes are found again stay as they are: of a code the
store has nothing but its hash. The key of these hashes is kept in the store, under the new seal.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from storage.engine import Engines
from storage.ledger.work import UnitOfWork
from storage.seal import Entropy, Seal
from storage.store import PROOF, seal_of
from storage.tables import form_files, media_bytes, metadata, seal_checks

_AT_ONCE = 500
_ONE_BY_ONE = frozenset({form_files, media_bytes})
"""Each row of it may be a file of many megabytes."""


def rotate(engines: Engines, *, old: bytes, new: bytes, entropy: Entropy) -> int:
    """How many values were sealed anew, in one transaction. Nobody else may have the store open:
    what they write would be sealed with the old key. Raises SealBroken if `old` is not its key, or
    if a value was damaged (then nothing is changed)."""
    before = seal_of(engines, old, entropy=entropy)
    after = Seal.from_key(new, entropy=entropy).finding_by(before.look_up_key)
    with engines.writing() as connection:
        done = sum(
            _table(connection, table, before, after)
            for table in metadata.sorted_tables
            if table is not seal_checks and _columns(table)
        )
        work = UnitOfWork(connection=connection, seal=after, writing=True)
        work.change(
            seal_checks.update().values(
                proof=after.close("seal_checks.proof", PROOF),
                look_up=after.close("seal_checks.look_up", after.look_up_key),
            )
        )
        return done


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.c if isinstance(column.type, sa.LargeBinary)]


def _table(connection: sa.Connection, table: sa.Table, before: Seal, after: Seal) -> int:
    update = table.update()
    for column in table.primary_key:
        update = update.where(column == sa.bindparam(f"key_{column.name}"))
    done = 0
    for row in _rows(connection, table):
        anew = _anew(table, row, before, after)
        if anew:
            keys = {f"key_{column.name}": row[column.name] for column in table.primary_key}
            connection.execute(update.values(anew), keys)
            done += len(anew)
    return done


def _anew(table: sa.Table, row: Mapping[str, Any], before: Seal, after: Seal) -> dict[str, bytes]:
    """Hashes and frames are bytes too: only what carries the old seal is opened."""
    found = {}
    for column in _columns(table):
        value = row[column.name]
        if value is not None and before.has_sealed(bytes(value)):
            place = f"{table.name}.{column.name}"
            found[column.name] = after.close(place, before.open(place, bytes(value)))
    return found


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[Mapping[str, Any]]:
    """In the order of the key, some at a time: a store may be larger than the memory."""
    keys, at_once = list(table.primary_key), 1 if table in _ONE_BY_ONE else _AT_ONCE
    wanted = sa.select(*keys, *_columns(table)).order_by(*keys).limit(at_once)
    part = connection.execute(wanted).mappings().all()
    while part:
        yield from (dict(row) for row in part)
        last = sa.tuple_(*(sa.literal(part[-1][key.name], key.type) for key in keys))
        part = connection.execute(wanted.where(sa.tuple_(*keys) > last)).mappings().all()
