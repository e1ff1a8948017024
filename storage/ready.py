"""Statements made ready for the driver, once a process.

A look at the store is a dozen short statements, the same ones at each beat. SQLAlchemy's part in
one of them (what was compiled is looked up, a context and a result are made, the columns are
described) is two to five times the driver's own. What it knows is therefore asked of it once: the
database's words, how values go in, how rows come out. What is not as simple as that goes its usual
way: insertions, lists that are empty or long, values that are named like columns.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import result_tuple
from sqlalchemy.sql.compiler import SQLCompiler

from storage.failure import of_the_driver

Row = sa.Row[Any]
_Way = Callable[[Any], Any]
_MOST_NAMES = 8
"""Of a list: each number of them is a statement of its own."""
_SIMPLE = (sa.Select, sa.CompoundSelect, sa.Update, sa.Delete)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """One statement in the words of one kind of database."""

    words: str
    takes: frozenset[str]
    """All names of values."""
    needs: frozenset[str]
    """Those without a value of the statement's own."""
    own: Mapping[str, Any]
    lists: Mapping[str, Sequence[str]]
    """The names of single values that a list becomes."""
    ways_in: Sequence[tuple[str, _Way]]
    order: Sequence[str] | None
    """Where the driver takes values by place."""
    ways_out: Sequence[tuple[int, _Way]]
    row: Callable[[Iterable[Any]], Row]

    def all(self, connection: sa.Connection, values: Mapping[str, Any]) -> Sequence[Row]:
        cursor = self._run(connection, values)
        rows = [self._row(one) for one in cursor.fetchall()]
        cursor.close()
        return rows

    def first(self, connection: sa.Connection, values: Mapping[str, Any]) -> Row | None:
        cursor = self._run(connection, values)
        one = cursor.fetchone()
        cursor.close()
        return None if one is None else self._row(one)

    def changed(self, connection: sa.Connection, values: Mapping[str, Any]) -> int:
        """How many rows."""
        cursor = self._run(connection, values)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def _run(self, connection: sa.Connection, values: Mapping[str, Any]) -> Any:
        """The driver's cursor. Raises StoreBusy, StoreDown, StoreRefused."""
        given = self._given(values)
        driver: Any = connection.connection.driver_connection
        try:
            cursor = driver.cursor()
            cursor.execute(self.words, given)
        except (sqlite3.Error, psycopg.Error) as error:
            if connection.dialect.is_disconnect(error, driver, None):  # type: ignore[arg-type]
                connection.invalidate(error)
            raise of_the_driver(error) from None
        return cursor

    def _given(self, values: Mapping[str, Any]) -> Any:
        given = {**self.own, **values}
        for name, singly in self.lists.items():
            given.update(zip(singly, given.pop(name), strict=True))
        for name, way in self.ways_in:
            given[name] = way(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def _row(self, one: Sequence[Any]) -> Row:
        if not self.ways_out:
            return self.row(one)
        values = list(one)
        for at, way in self.ways_out:
            values[at] = way(values[at])
        return self.row(values)


@dataclass(kw_only=True)
class _Known:
    """What is known of one statement."""

    lists: Sequence[str]
    made: dict[object, Ready | None] = field(default_factory=dict)
    """By kind of database and the lengths of the lists; None: it goes its usual way."""


_SEEN: Final = "seen"
_KNOWN: WeakKeyDictionary[sa.Executable, _Known | str] = WeakKeyDictionary()


def ready(statement: sa.Executable, dialect: sa.Dialect, values: Mapping[str, Any]) -> Ready | None:
    """The statement for these values; None if it goes its usual way.

    So does every statement when it is seen first: one that is put together anew each time is not
    worth the work."""
    known = _KNOWN.get(statement)
    if known is None:
        _KNOWN[statement] = _SEEN
        return None
    if isinstance(known, str):
        known = _KNOWN[statement] = _Known(lists=_lists(statement))
    lists = known.lists
    lengths = tuple(len(values.get(name, ())) for name in lists) if lists else ()
    key = (type(dialect), dialect.server_version_info, lengths)
    try:
        made = known.made[key]
    except KeyError:
        made = known.made[key] = _made(statement, dialect, values, lengths)
    if made is None or not made.needs <= values.keys() <= made.takes:
        return None
    return made


def _lists(statement: sa.Executable) -> Sequence[str]:
    compiled = statement.compile() if isinstance(statement, _SIMPLE) else None
    if not isinstance(compiled, SQLCompiler):
        return ()
    return [one.key for one in compiled.post_compile_params if one.required]


def _made(
    statement: sa.Executable, dialect: sa.Dialect, values: Mapping[str, Any], lengths: Sequence[int]
) -> Ready | None:
    if not isinstance(statement, _SIMPLE) or not all(0 < one <= _MOST_NAMES for one in lengths):
        return None
    compiled = statement.compile(dialect=dialect)
    needs = {name for one, name in compiled.bind_names.items() if one.required}
    takes = frozenset(compiled.bind_names.values())
    if not needs <= values.keys() <= takes:
        return None
    state = compiled.construct_expanded_state(values)
    ways: dict[str, _Way | None] = {}
    own: dict[str, Any] = {}
    lists: dict[str, Sequence[str]] = {}
    for one, name in compiled.bind_names.items():
        way = one.type.dialect_impl(dialect).bind_processor(dialect)
        singly = state.parameter_expansion.get(name, [name])
        ways.update(dict.fromkeys(singly, way))
        if name not in needs:
            own.update({single: state.parameters[single] for single in singly})
        elif singly != [name]:
            lists[name] = singly
    columns = statement.exported_columns
    outs = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in columns]
    return Ready(
        words=state.statement,
        takes=takes,
        needs=frozenset(needs),
        own=own,
        lists=lists,
        ways_in=[(name, way) for name, way in ways.items() if way is not None],
        order=state.positiontup,
        ways_out=[(at, way) for at, way in enumerate(outs) if way is not None],
        row=result_tuple([str(name) for name in columns.keys()]),  # noqa: SIM118
    )
