"""Another process that holds the database, so that nobody else can write."""

import sqlite3
from dataclasses import dataclass, field

import psycopg
import sqlalchemy as sa

_TABLES = "LOCK TABLE contacts, attempts IN EXCLUSIVE MODE"


@dataclass(kw_only=True)
class HeldStore:
    url: str
    _held: "sqlite3.Connection | psycopg.Connection | None" = field(default=None, init=False)

    def hold(self) -> None:
        """Until `release`: readers go on, writers wait."""
        address = sa.make_url(self.url)
        if address.get_backend_name() == "sqlite":
            assert address.database is not None
            held = sqlite3.connect(address.database, isolation_level=None, check_same_thread=False)
            held.execute("BEGIN IMMEDIATE")
            self._held = held
        else:
            self._held = psycopg.connect(self.url)
            self._held.execute(_TABLES)

    def release(self) -> None:
        if self._held is not None:
            self._held.rollback()
            self._held.close()
            self._held = None
