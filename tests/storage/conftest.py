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
