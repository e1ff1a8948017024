"""Fixtures that tests of several packages share."""

from hypothesis import settings

from tests.databases import (
    database,
    empty_database,
    empty_postgresql_url,
    ledger,
    open_store,
    postgresql,
    postgresql_url,
    sqlite_template,
    sqlite_url,
    store,
)

# A slow machine makes nothing wrong: how long an example takes is no part of any claim.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

__all__ = [
    "database",
    "empty_database",
    "empty_postgresql_url",
    "ledger",
    "open_store",
    "postgresql",
    "postgresql_url",
    "sqlite_template",
    "sqlite_url",
    "store",
]
