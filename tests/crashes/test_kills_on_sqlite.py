"""A hundred kills on SQLite."""

import pytest

from tests.crashes.conftest import Copies
from tests.crashes.hundred import (
    killing,
    test_wherever_it_is_killed_nothing_is_lost_and_nothing_done_twice,
    test_with_these_a_hundred_are_killed_and_at_every_point,
)

__all__ = [
    "killing",
    "test_wherever_it_is_killed_nothing_is_lost_and_nothing_done_twice",
    "test_with_these_a_hundred_are_killed_and_at_every_point",
]


@pytest.fixture(scope="module")
def copies(sqlite_copies: Copies) -> Copies:
    return sqlite_copies


@pytest.fixture(scope="module")
def seed() -> int:
    return 1
