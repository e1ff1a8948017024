"""A hundred products that are killed, one after the other: the same on either database, in a file
each, so that two workers can share them."""

import pytest

from tests.crashes.conftest import Prepared
from tests.crashes.killing import DAYS, Killing
from tests.crashes.plan import POINTS


@pytest.fixture(scope="module")
def killing(prepared: Prepared, seed: int) -> Killing:
    return Killing.of(prepared, seed)


@pytest.mark.parametrize("day", range(DAYS))
def test_wherever_it_is_killed_nothing_is_lost_and_nothing_done_twice(
    killing: Killing, day: int
) -> None:
    assert killing.on(day) == []


def test_with_these_a_hundred_are_killed_and_at_every_point(
    killing: Killing, capsys: pytest.CaptureFixture[str]
) -> None:
    planned = [kill.at for day in killing.planned for kill in day]
    assert len(planned) >= 100
    assert set(planned) == set(POINTS)
    with capsys.disabled():
        print(f"\n{killing.tell()}")  # noqa: T201
