"""What goes wrong in a database, in our words. No value of any row is ever in them."""

import sqlite3

import psycopg
import sqlalchemy.exc

from fieldwork.book import StoreDown
from fieldwork.ports import StoreBusy

_PRIMARY_CODE = 0xFF
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_DOWN = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}
_POSTGRESQL_BUSY = {
    "55P03": "lock not available",
    "40P01": "deadlock",
    "40001": "serialization failure",
    "57014": "query canceled",
}
_POSTGRESQL_READ_ONLY = "25006"


class StoreRefused(Exception):
    """The database refused a statement: a rule of a table is broken, or its schema is another."""


def in_our_words(error: sqlalchemy.exc.SQLAlchemyError) -> Exception:
    """The exception to raise in place of SQLAlchemy's, whose text may quote a row."""
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return StoreBusy("all connections to the database are in use")
    if isinstance(error, sqlalchemy.exc.StatementError):
        if isinstance(error.orig, sqlite3.Error | psycopg.Error):
            return of_the_driver(error.orig)
        if isinstance(error.orig, ValueError | TypeError):
            return error.orig
    return StoreRefused(f"the database layer failed ({type(error).__name__})")


def of_the_driver(error: sqlite3.Error | psycopg.Error) -> Exception:
    """As `in_our_words`, for what was asked of the driver itself."""
    return _of_sqlite(error) if isinstance(error, sqlite3.Error) else _of_postgresql(error)


def _of_sqlite(error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if code is not None and code & _PRIMARY_CODE in _SQLITE_BUSY:
        return StoreBusy(f"the database is locked ({name})")
    if code is not None and code & _PRIMARY_CODE in _SQLITE_DOWN:
        return StoreDown(f"the database cannot be used ({name})")
    # SQLite names tables and columns here, never values.
    return StoreRefused(f"the database refused a statement ({name}: {error})")


def _of_postgresql(error: psycopg.Error) -> Exception:
    state = error.sqlstate or ""
    if state in _POSTGRESQL_BUSY:
        return StoreBusy(f"the database is locked ({_POSTGRESQL_BUSY[state]})")
    if state == _POSTGRESQL_READ_ONLY:
        return StoreDown("the database cannot be used (read-only)")
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return StoreDown(f"the database cannot be used ({state or type(error).__name__})")
    constraint = error.diag.constraint_name or error.diag.table_name or "no constraint"
    return StoreRefused(f"the database refused a statement ({type(error).__name__}: {constraint})")
