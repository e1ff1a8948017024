"""What may be wrong with a database while the product runs, and then be right again."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import sqlalchemy as sa

from storage.engine import Engines

_FULL = """
CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file: no space left' USING ERRCODE = 'disk_full';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER full_disk BEFORE INSERT ON deliveries EXECUTE FUNCTION full_disk();
"""


@dataclass(frozen=True)
class Trouble:
    engines: Engines
    url: str

    @property
    def kinds(self) -> Mapping[str, Callable[[], AbstractContextManager[None]]]:
        return {
            "locked": self._locked,
            "full": self._full,
            "read-only": self._read_only,
            "down": self._down,
        }

    def impatient(self, seconds: float) -> None:
        """What comes in waits so long for the store."""
        self.engines.intake_patience = seconds
        if self.engines.on_postgresql:
            self._ask(f"SET lock_timeout = {int(seconds * 1000)}")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if self.engines.on_postgresql:
            with psycopg.connect(self.url) as other:
                other.execute("LOCK TABLE deliveries IN EXCLUSIVE MODE")  # it can still be counted
                other.execute("LOCK TABLE contacts, attempts IN ACCESS EXCLUSIVE MODE")
                yield
            return
        held = sqlite3.connect(self._path, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        yield
        held.close()

    @contextmanager
    def _full(self) -> Iterator[None]:
        if self.engines.on_postgresql:
            self._ask(_FULL)
            yield
            self._ask("DROP FUNCTION full_disk CASCADE")
            return
        self._ask("PRAGMA max_page_count = 1")  # which means: no larger than it is
        yield
        self._ask("PRAGMA max_page_count = 1000000")

    @contextmanager
    def _read_only(self) -> Iterator[None]:
        on_postgresql = self.engines.on_postgresql
        setting = "SET default_transaction_read_only" if on_postgresql else "PRAGMA query_only"
        self._ask(f"{setting} = on")
        yield
        self._ask(f"{setting} = off")

    @contextmanager
    def _down(self) -> Iterator[None]:
        if not self.engines.on_postgresql:
            away = self._path.with_suffix(".away")
            self.engines.dispose()
            self._path.rename(away)
            self._path.mkdir()
            yield
            self._path.rmdir()
            away.rename(self._path)
            return
        name = sa.make_url(self.url).database
        outside = self.url.replace(f"/{name}?", "/postgres?")
        with psycopg.connect(outside, autocommit=True) as admin:
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())

    def _ask(self, statement: str) -> None:
        """Of the connection on which what comes in is stored."""
        pooled = self.engines.intake.raw_connection()
        cursor = pooled.cursor()
        cursor.execute(statement)
        cursor.close()
        pooled.close()

    @property
    def _path(self) -> Path:
        return Path(sa.make_url(self.url).database or "")
