from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from fieldwork.clock_watch import EVEN, JUMP, ClockWatch
from inspection.incident import IncidentKind
from storage.store import Store
from tests.storage.samples import NOW

SECOND = timedelta(seconds=1)


@dataclass(kw_only=True)
class WallClock:
    """One whose hands somebody can move; seconds pass for both of its counts."""

    wall: timedelta = timedelta(0)
    passed: timedelta = timedelta(0)

    def now(self) -> datetime:
        return NOW + self.passed + self.wall

    def monotonic(self) -> float:
        return 1000.0 + self.passed.total_seconds()


def watch_on(store: Store, clock: WallClock) -> ClockWatch:
    watch = ClockWatch(ledger=store.ledger, clock=clock)
    assert watch.steady()
    return watch


def told(store: Store) -> int:
    with store.ledger.read() as book:
        incident = book.incidents.latest(IncidentKind.CLOCK)
    return 0 if incident is None else incident.times


@pytest.mark.parametrize("back", [False, True])
def test_a_jump_of_more_than_ten_minutes_holds_everything_and_is_told_once(
    store: Store, caplog: pytest.LogCaptureFixture, back: bool
) -> None:
    clock = WallClock()
    watch = watch_on(store, clock)
    work = watch.held(lambda now: 1)
    assert work(NOW) == 1
    clock.wall = -3 * EVEN if back else EVEN
    for _ in range(5):
        clock.passed += SECOND
        assert work(NOW) == 0
    assert told(store) == 1
    assert "jumped by -180 minutes" in caplog.text if back else "+60" in caplog.text


@pytest.mark.parametrize("step", [JUMP, -JUMP, 9 * SECOND])
def test_a_smaller_step_holds_nothing(store: Store, step: timedelta) -> None:
    clock = WallClock()
    watch = watch_on(store, clock)
    clock.wall = step
    assert watch.steady()
    assert told(store) == 0


def test_small_steps_of_months_are_no_jump_and_many_within_an_hour_are(store: Store) -> None:
    clock = WallClock()
    watch = watch_on(store, clock)
    for _ in range(10):
        clock.passed += EVEN + SECOND
        clock.wall += JUMP / 3
        assert watch.steady()
    clock.wall += JUMP * 2 / 3
    assert watch.steady()
    clock.wall += JUMP * 2 / 3
    assert not watch.steady()


def test_a_clock_that_is_put_right_is_believed_at_once(store: Store) -> None:
    clock = WallClock()
    watch = watch_on(store, clock)
    clock.wall = EVEN
    assert not watch.steady()
    clock.wall = timedelta(0)
    assert watch.steady()


def test_a_clock_that_ran_evenly_for_an_hour_is_believed(store: Store) -> None:
    """As after a night in which the machine slept."""
    clock = WallClock()
    watch = watch_on(store, clock)
    clock.wall = 8 * EVEN
    assert not watch.steady()
    clock.passed += EVEN - SECOND
    assert not watch.steady()
    clock.passed += SECOND
    assert watch.steady()
    clock.passed += SECOND
    assert watch.steady()
    assert told(store) == 1
