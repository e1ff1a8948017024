"""A hundred products that are killed, one after the other, on PostgreSQL."""

import pytest

from tests.crashes.conftest import Copies, Prepared
from tests.crashes.killing import DAYS, Killing
from tests.crashes.plan import POINTS

SEED = 2


@pytest.fixture(scope="module")
def copies(postgresql_copies: Copies) -> Copies:
    return postgresql_copies


@pytest.fixture(scope="module")
def killing(prepared: Prepared) -> Killing:
    return Killing.of(prepared, "PostgreSQL", SEED)


@pytest.mark.parametrize("day", range(DAYS))
def test_wherever_it_is_killed_nothing_is_lost_and_nothing_done_twice(
    killing: Killing, day: int
) -> None:
    assert killing.on(day) == []


def test_a_hundred_are_killed_and_at_every_point(
    killing: Killing, capsys: pytest.CaptureFixture[str]
) -> None:
    planned = [kill.at for day in killing.planned for kill in day]
    assert len(planned) >= 100
    assert set(planned) == set(POINTS)
    with capsys.disabled():
        print(f"\n{killing.tell()}")  # noqa: T201
