"""A database in which whoever stores a register stops in the middle, until it is let go on."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import sqlalchemy as sa

# Households are stored behind villages, teams, officials and postings.
_ENDLESS = """
CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT i FROM n;
CREATE TRIGGER stop BEFORE INSERT ON households BEGIN SELECT count(*) FROM endless; END;
"""
_GO_ON = "DROP TRIGGER stop; DROP VIEW endless;"
_HELD = "LOCK TABLE households IN EXCLUSIVE MODE"
_WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
AND query LIKE 'INSERT INTO households%'
"""
_PATIENCE = 60.0
"""Seconds."""


class Midway:
    def __init__(self, url: str) -> None:
        self._address = sa.make_url(url)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody gets past it until the end of the block."""
        if self._address.get_backend_name() == "sqlite":
            self._run(_ENDLESS)
            yield
            self._run(_GO_ON)
        else:
            with self._session() as session:
                session.execute(_HELD)
                yield

    def await_somebody(self) -> None:
        """Returns when somebody is there."""
        until = time.monotonic() + _PATIENCE
        while not self._somebody():
            assert time.monotonic() < until, "nobody came"
            time.sleep(0.01)

    def _somebody(self) -> bool:
        if self._address.get_backend_name() != "sqlite":
            with self._session() as session:
                row = session.execute(_WAITING).fetchone()
            return row is not None and row[0] == 1
        with closing(self._file()) as file:
            try:
                file.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True  # the only writer, and it writes for ever
        return False

    def _session(self) -> psycopg.Connection:
        return psycopg.connect(self._address.render_as_string(hide_password=False))

    def _file(self) -> sqlite3.Connection:
        assert self._address.database is not None
        return sqlite3.connect(self._address.database, isolation_level=None, timeout=0)

    def _run(self, script: str) -> None:
        with closing(self._file()) as file:
            file.executescript(script)
