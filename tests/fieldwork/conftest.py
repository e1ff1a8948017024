from tests.databases import (
    database,
    open_store,
    postgresql,
    postgresql_url,
    sqlite_template,
    sqlite_url,
    store,
)

__all__ = [
    "database",
    "open_store",
    "postgresql",
    "postgresql_url",
    "sqlite_template",
    "sqlite_url",
    "store",
]
