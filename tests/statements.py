"""What is asked of a database, as its driver is asked."""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import event


def hear(engine: sa.Engine, told: Callable[[str], None]) -> None:
    """Every statement that is given to a cursor from now on, once for all its rows."""

    class ByPsycopg(psycopg.Cursor[Any]):
        def execute(self, query: Any, *more: Any, **how: Any) -> "ByPsycopg":
            told(str(query))
            return super().execute(query, *more, **how)

        def executemany(self, query: Any, *more: Any, **how: Any) -> None:
            told(str(query))
            super().executemany(query, *more, **how)

    class BySqlite(sqlite3.Cursor):
        def execute(self, query: str, *more: Any) -> "BySqlite":
            told(query)
            return super().execute(query, *more)

        def executemany(self, query: str, *more: Any) -> "BySqlite":
            told(query)
            return super().executemany(query, *more)

    class OnSqlite(sqlite3.Connection):
        def cursor(self, *_: Any) -> Any:
            return BySqlite(self)

    @event.listens_for(engine, "do_connect")
    def connecting(dialect: sa.Dialect, _record: Any, _args: Any, how: dict[str, Any]) -> None:
        if dialect.name == "postgresql":
            how["cursor_factory"] = ByPsycopg
        else:
            how["factory"] = OnSqlite

    engine.dispose()
