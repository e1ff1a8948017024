"""Fixtures that tests of several packages share."""

import gc

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

LONGEST = (
    "tests/demo/test_week.py",
    "tests/crashes/",
    "tests/processes/",
    "tests/scenarios/test_call_faults.py",
    "tests/scenarios/test_household_outcomes.py",
    "tests/scenarios/test_pause.py",
    "tests/scenarios/test_household_retries.py",
    "tests/scenarios/test_custodians.py",
    "tests/scenarios/test_household_call.py",
    "tests/scenarios/test_call_callbacks.py",
    "tests/scenarios/test_summaries.py",
    "tests/mingcha/test_serve_polling.py",
    "tests/scenarios/test_shared_numbers.py",
    "tests/scenarios/test_dice.py",
    "tests/scenarios/test_unreachable.py",
    "tests/scenarios/test_lanes.py",
    "tests/fieldwork/test_calling.py",
    "tests/oracle/test_walks.py",
    "tests/packaging/test_wheel.py",
)
"""Whose files are worked first, in this order, so that at the end nobody waits for the last one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    known = (turn for turn, name in enumerate(LONGEST) if item.nodeid.startswith(name))
    return next(known, len(LONGEST))


def pytest_collection_finish() -> None:
    """All that was read for the tests stays until the end: nobody need look it through again and
    again for what could be thrown away."""
    gc.collect()
    gc.freeze()
    # What the tests leave is little, and looking for it cost a twentieth of their time.
    gc.set_threshold(100_000, 50, 100)


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
