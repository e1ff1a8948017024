"""Connections: one engine that writes, one that reads, on SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic  # only for how long somebody waits in the real world
from typing import Any, Literal

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from fieldwork.ports import StoreBusy
from storage.compiled import COMPILED
from storage.failure import in_our_words, of_the_driver
from storage.rested import ask_after_a_rest
from storage.turns import Turns

PATIENCE = 10.0
"""Seconds for which a writer waits for another one, unless it says otherwise."""
INTAKE_PATIENCE = 5.0
"""Seconds for which what comes in waits to be stored; then whoever delivered it comes again."""
LOOK_PATIENCE = 2.0
"""Seconds for which a look waits on PostgreSQL for whoever changes a table; it waits for nobody
else, and health must answer before its watcher gives up."""
_CONNECTIONS = 8
_CONNECT_SECONDS = 2
"""The least that libpq knows: whoever is on the phone waits for it too."""
IDLE = 25.0
"""Seconds for which a transaction may do nothing: a process that was stopped in the middle of one,
or whose machine is gone, does not keep its rows and the log from all others. (On PostgreSQL; with
SQLite they are on one machine, whose operator sees it.)"""


_Isolation = Literal["READ COMMITTED", "REPEATABLE READ", "AUTOCOMMIT"]


class Engines:
    """A pair of engines on one database.

    On SQLite "BEGIN IMMEDIATE" would make readers wait as well, hence two; and since there is one
    writer at a time anyway, those of this process queue here, where the next one is woken at once.
    """

    def __init__(
        self,
        url: str,
        *,
        patience: float = PATIENCE,
        intake_patience: float = INTAKE_PATIENCE,
        idle: float = IDLE,
    ) -> None:
        """`url` is sqlite:///FILE or postgresql://...; nothing is opened yet.

        Raises ValueError on another kind of address, without repeating it: it may hold a password.
        """
        address = _address(url)
        self.patience = patience
        self.intake_patience = intake_patience
        self.on_postgresql = address.get_backend_name() == "postgresql"
        if self.on_postgresql:
            made = _postgresql(address, intake_patience, idle)
        else:
            made = _sqlite(address)
        self.writer, self.reader, self.intake = made
        for engine in made:
            event.listen(engine, "handle_error", _translated)
        self._turns = Turns(_CONNECTIONS if self.on_postgresql else 1)

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator[sa.Connection]:
        """One transaction that may write. Raises StoreBusy after `patience` seconds, StoreDown."""
        patience = self.patience if patience is None else patience
        until = monotonic() + patience
        if not self._turns.acquire(patience):
            raise StoreBusy("the database is locked (by another writer of this process)")
        try:
            with _in_our_words(), self.writer.connect() as connection:
                milliseconds = max(1, int((until - monotonic()) * 1000))
                if not self.on_postgresql:
                    _driver(connection).execute(f"PRAGMA busy_timeout={milliseconds}")
                with connection.begin():
                    if self.on_postgresql:
                        connection.exec_driver_sql(f"SET LOCAL lock_timeout={milliseconds}")
                    yield connection
        finally:
            self._turns.release()

    @contextmanager
    def storing(self, patience: float) -> Iterator[Any]:
        """One transaction for what comes in, on the driver's own connection: SQLAlchemy's part in a
        statement costs more than storing twenty deliveries. It is a connection that nobody else
        uses, so that they are stored even while every other one is taken; to be called by one
        thread only.

        On PostgreSQL each statement is a transaction, and waits for `intake_patience`. Raises
        StoreBusy, StoreDown, StoreRefused."""
        began = monotonic()
        if not self.on_postgresql and not self._turns.acquire(patience):
            raise StoreBusy("the database is locked (by another writer of this process)")
        try:
            with _in_our_words():
                pooled = self.intake.raw_connection()
            try:
                left = patience - (monotonic() - began)
                with self._transaction(pooled.driver_connection, left) as connection:
                    yield connection
            finally:
                pooled.close()
        except (sqlite3.Error, psycopg.Error) as error:
            raise of_the_driver(error) from None
        finally:
            if not self.on_postgresql:
                self._turns.release()

    @contextmanager
    def _transaction(self, connection: Any, patience: float) -> Iterator[Any]:
        if self.on_postgresql:
            yield connection
            return
        connection.execute(f"PRAGMA busy_timeout={max(1, int(patience * 1000))}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @property
    def waiting_for_a_turn(self) -> int:
        """Writers of this process that wait for the others of it."""
        return self._turns.waiting

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look, which never waits for a writer and cannot write. Raises StoreBusy
        while a table is being changed, StoreDown."""
        with _in_our_words(), self.reader.connect() as connection, connection.begin():
            yield connection

    def dispose(self) -> None:
        for engine in (self.writer, self.reader, self.intake):
            engine.dispose()


def _translated(problem: ExceptionContext) -> Exception | None:
    """At the statement itself, since who is at work within a transaction must tell a store that is
    busy from a row that is broken."""
    error = problem.sqlalchemy_exception
    return None if error is None else in_our_words(error)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise in_our_words(error) from None
    except (sqlite3.Error, psycopg.Error) as error:
        raise of_the_driver(error) from None


def _driver(connection: sa.Connection) -> Any:
    """The driver's own connection: a statement on it does not begin a transaction."""
    return connection.connection.driver_connection


def _address(url: str) -> sa.URL:
    wanted = "expected sqlite:///FILE or postgresql://USER@HOST/DATABASE"
    try:
        address = sa.make_url(url)
        backend = address.get_backend_name()
    except ArgumentError:
        raise ValueError(f"the address of the database cannot be read; {wanted}") from None
    if backend == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise ValueError(f"a database of kind {backend!r} is not supported; {wanted}")
    if address.database in (None, "", ":memory:"):
        raise ValueError(f"a database in memory cannot be shared by two engines; {wanted}")
    return address.set(drivername="sqlite+pysqlite")


def _sqlite(address: sa.URL) -> tuple[sa.Engine, sa.Engine, sa.Engine]:
    """To write, to read, and to store what comes in."""

    def engine(begin: str, *pragmas: str) -> sa.Engine:
        made = sa.create_engine(
            address,
            hide_parameters=True,
            execution_options={"compiled_cache": COMPILED},
            pool_size=_CONNECTIONS,
            connect_args={"check_same_thread": False},
        )

        @event.listens_for(made, "connect")
        def connected(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # transactions are begun below, not by the driver
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(made, "begin")
        def begun(connection: sa.Connection) -> None:
            _driver(connection).execute(begin)

        return made

    waits = f"busy_timeout={int(PATIENCE * 1000)}"
    durable = (waits, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
    return (
        engine("BEGIN IMMEDIATE", *durable),
        engine("BEGIN", waits, "query_only=ON"),
        engine("BEGIN IMMEDIATE", *durable),
    )


def _postgresql(
    address: sa.URL, intake_patience: float, idle: float
) -> tuple[sa.Engine, sa.Engine, sa.Engine]:
    usual = ("timezone=UTC", f"idle_in_transaction_session_timeout={int(idle * 1000)}")

    def engine(isolation: _Isolation, *settings: str) -> sa.Engine:
        options = " ".join(f"-c {setting}" for setting in (*usual, *settings))
        made = sa.create_engine(
            address,
            hide_parameters=True,
            execution_options={"compiled_cache": COMPILED},
            isolation_level=isolation,
            pool_size=_CONNECTIONS,
            pool_timeout=PATIENCE,
            connect_args={
                "options": options,
                "connect_timeout": _CONNECT_SECONDS,
                "application_name": "mingcha",
            },
        )
        ask_after_a_rest(made)
        return made

    return (
        engine("READ COMMITTED"),
        engine(
            "REPEATABLE READ",
            "default_transaction_read_only=on",
            f"lock_timeout={int(LOOK_PATIENCE * 1000)}",
        ),
        engine("AUTOCOMMIT", f"lock_timeout={int(intake_patience * 1000)}"),
    )
