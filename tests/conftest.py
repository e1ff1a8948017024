"""Fixtures that tests of several packages share."""

import pytest
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

_STORIES = ("tests/scenarios/", "tests/mingcha/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each story runs on both databases, its variations on SQLite: what another answer, hour or
    language changes is no matter of the database. The store's own tests run on both throughout."""
    told: set[str] = set()
    left_out = []
    for item in items:
        if not (isinstance(item, pytest.Function) and item.nodeid.startswith(_STORIES)):
            continue
        values = getattr(item, "callspec", None)
        if values is None or values.params.get("database") != "postgresql":
            continue
        story = f"{item.path}::{item.originalname}"
        if story in told:
            left_out.append(item)
        told.add(story)
    if left_out:
        dropped = set(map(id, left_out))
        items[:] = [item for item in items if id(item) not in dropped]
        config.hook.pytest_deselected(items=left_out)
