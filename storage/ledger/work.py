"""The open unit of work that all shelves of a book share."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from inspection.calendar import Calendar
from storage.ready import ready
from storage.seal import Seal
from storage.tables.kinds import canonical_json

Row = sa.Row[Any]
Column = sa.Column[Any]
_NAMES_AT_ONCE = 1000
_REMEMBERED = 100
"""Rows: of what is longer nothing is kept."""
_Answers = dict[tuple[Any, ...], Any]


@dataclass(frozen=True, kw_only=True)
class UnitOfWork:
    connection: sa.Connection
    seal: Seal
    writing: bool
    calendars: dict[bytes, Calendar] = field(default_factory=dict)
    """Calendars read before, by digest: they hold a thousand days and hardly ever change."""
    answers: "_Answers" = field(default_factory=dict)
    """What was looked up already, as long as nothing is written: a look is at one moment, and many
    ask for the same in it."""

    def one(self, statement: sa.Executable, **values: Any) -> Row | None:
        """The first row."""
        if self.writing:
            return self._first(statement, values)
        asked = ("one", *_key(statement, values))
        if asked not in self.answers:
            self.answers[asked] = self._first(statement, values)
        row: Row | None = self.answers[asked]
        return row

    def all(self, statement: sa.Executable, **values: Any) -> Sequence[Row]:
        if self.writing:
            return self._rows(statement, values)
        asked = ("all", *_key(statement, values))
        rows: Sequence[Row] | None = self.answers.get(asked)
        if rows is None:
            rows = self._rows(statement, values)
            if len(rows) <= _REMEMBERED:
                self.answers[asked] = rows
        return rows

    def _first(self, statement: sa.Executable, values: Mapping[str, Any]) -> Row | None:
        made = ready(statement, self.connection.dialect, values)
        if made is None:
            return self.connection.execute(statement, values).first()
        return made.first(self.connection, values)

    def _rows(self, statement: sa.Executable, values: Mapping[str, Any]) -> Sequence[Row]:
        made = ready(statement, self.connection.dialect, values)
        if made is None:
            return self.connection.execute(statement, values).all()
        return made.all(self.connection, values)

    def pairs(self, statement: sa.Executable, **values: Any) -> dict[Any, Any]:
        """Of rows with two columns: the second by the first."""
        return {row[0]: row[1] for row in self.all(statement, **values)}

    def value(self, statement: sa.Executable, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.one(statement, **values)
        return None if row is None else row[0]

    def change(self, statement: sa.Executable, **values: Any) -> int:
        """How many rows changed."""
        made = ready(statement, self.connection.dialect, values)
        if made is None:
            return self.connection.execute(statement, values).rowcount
        return made.changed(self.connection, values)

    def change_all(self, statement: sa.Executable, each: Sequence[Mapping[str, Any]]) -> None:
        """One round for all of them."""
        if each:
            self.connection.execute(statement, list(each))

    def add(self, table: sa.Table, **values: Any) -> int:
        """The number of the new row."""
        added = self.connection.execute(_insert(table), values).inserted_primary_key
        return int(added[0]) if added is not None else 0

    def add_all(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.connection.execute(_insert(table), list(rows))

    def in_parts(
        self, statement: sa.Executable, names: Collection[Any], **values: Any
    ) -> Iterator[Row]:
        """The rows of a statement that looks for some of many `names`; a database takes so many
        at once."""
        ordered = sorted(set(names))
        for at in range(0, len(ordered), _NAMES_AT_ONCE):
            part = ordered[at : at + _NAMES_AT_ONCE]
            yield from self._rows(statement, {"names": part, **values})

    def add_once(self, table: sa.Table, **values: Any) -> bool:
        """False if a row with the same unique key is there already: then nothing changed."""
        return self.one(_insert_once(table, self.on_postgresql), **values) is not None

    @property
    def on_postgresql(self) -> bool:
        return self.connection.dialect.name == "postgresql"

    def mine(self, statement: sa.Select[Any], *, skip_taken: bool = False) -> sa.Select[Any]:
        """The same rows, held until the end of a unit of work that writes.

        On SQLite whoever writes is alone already; a look holds nothing."""
        if self.writing and self.on_postgresql:
            return _held(statement, skip_taken)
        return statement

    def sealed(self, column: Column, text: str) -> bytes:
        return self.seal.close(_place(column), text.encode())

    def opened(self, column: Column, closed: bytes) -> str:
        return self.seal.open(_place(column), closed).decode()

    def sealed_bytes(self, column: Column, content: bytes) -> bytes:
        return self.seal.close(_place(column), content)

    def opened_bytes(self, column: Column, closed: bytes) -> bytes:
        return self.seal.open(_place(column), closed)

    def sealed_json(self, column: Column, value: Any) -> bytes:
        return self.sealed(column, canonical_json(value))

    def opened_json(self, column: Column, closed: bytes) -> Any:
        return json.loads(self.opened(column, closed))


def _key(statement: sa.Executable, values: Mapping[str, Any]) -> tuple[Any, ...]:
    given = ((n, tuple(v) if isinstance(v, list) else v) for n, v in values.items())
    return (statement, *given)


def found(row: Row | None, what: str) -> Row:
    """The row. Raises LookupError, which names what was looked for."""
    if row is None:
        raise LookupError(f"the store has no {what}")
    return row


@cache
def _held(statement: sa.Select[Any], skip_taken: bool) -> sa.Select[Any]:
    return statement.with_for_update(skip_locked=skip_taken)


@cache
def _insert(table: sa.Table) -> sa.Insert:
    return table.insert()


@cache
def _insert_once(table: sa.Table, on_postgresql: bool) -> sa.Executable:
    """It returns a row where one was added; how many there were is not told by every driver."""
    one: sa.ColumnElement[int] = sa.literal_column("1")
    if on_postgresql:
        return postgresql.insert(table).on_conflict_do_nothing().returning(one)
    return sqlite.insert(table).on_conflict_do_nothing().returning(one)


def _place(column: Column) -> str:
    return f"{column.table.name}.{column.name}"
