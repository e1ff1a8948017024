"""With the real APScheduler. Nothing here measures time: what must happen is waited for, for as
long as a slow machine may take; what must not happen would have to get past a closed gate."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from mingcha.clock import SystemClock
from scheduler.beats import Beats

PATIENCE = 20.0
SOON, NEVER = 0.01, 3600.0
"""Seconds between beats; with NEVER only a wake makes one."""


@dataclass(kw_only=True)
class Work:
    """Something to do that can be held at its gate, and that counts who is in it."""

    left: int = 1
    """How often it has something to do; then it is idle."""
    fails: int = 0
    entered: threading.Event = field(default_factory=threading.Event)
    gate: threading.Event = field(default_factory=threading.Event)
    done: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    calls: int = 0
    inside: int = 0
    most_inside: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> int:
        with self._lock:
            self.calls += 1
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
        self.entered.set()
        assert self.gate.wait(PATIENCE), "the test opens the gate"
        with self._lock:
            self.inside -= 1
        return self._result()

    def _result(self) -> int:
        try:
            if self.fails:
                self.fails -= 1
                raise LookupError("no such row")
            self.left -= 1
            return int(self.left >= 0)
        finally:
            self.done.release()

    def opened(self) -> "Work":
        self.gate.set()
        return self

    def is_done(self, times: int = 1) -> bool:
        return all(self.done.acquire(timeout=PATIENCE) for _ in range(times))


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.gate.set()


class Running:
    """Beats that run until the end of the block."""

    def __init__(self, every: float, **work: Work) -> None:
        self.beats = Beats(work, now=SystemClock().now, every=every)

    def __enter__(self) -> Beats:
        self.beats.start()
        return self.beats

    def __exit__(self, *_: object) -> None:
        self.beats.stop()


def _wake_often(beats: Beats, other: Work) -> None:
    """Each wake has reached everybody before the next one: `other` has answered it."""
    for _ in range(20):
        beats.wake()
        while not other.done.acquire(timeout=0.1):
            beats.wake()  # the last one found it still at its end


def test_a_beat_comes_again_and_again(work: Work) -> None:
    work.opened().left = 0
    with Running(SOON, intake=work):
        assert work.is_done(3)


def test_all_work_gets_its_beats(work: Work) -> None:
    other = Work()
    with Running(SOON, intake=work.opened(), post=other.opened()):
        assert work.is_done()
        assert other.is_done()


def test_one_beat_works_until_nothing_is_left_to_do(work: Work) -> None:
    work.opened().left = 3
    with Running(NEVER, intake=work) as beats:
        beats.wake()
        assert work.is_done(4)
    assert work.calls == 4


def test_a_wake_beats_at_once(work: Work) -> None:
    with Running(NEVER, intake=work.opened()) as beats:
        assert work.calls == 0
        beats.wake()
        assert work.is_done()


def test_without_a_wake_a_beat_waits_for_its_time(work: Work) -> None:
    with Running(NEVER, intake=work.opened()):
        pass
    assert work.calls == 0


def test_beats_of_one_work_never_overlap(work: Work) -> None:
    other = Work(left=0)
    work.left = 0
    with Running(SOON, intake=work, post=other.opened()) as beats:
        assert work.entered.wait(PATIENCE)
        _wake_often(beats, other)
        work.opened()
        assert work.is_done(5)
    assert work.most_inside == 1


def test_beats_that_were_missed_are_not_made_up_for(work: Work) -> None:
    other = Work(left=0)
    work.left = 0
    with Running(NEVER, intake=work, post=other.opened()) as beats:
        beats.wake()
        assert work.entered.wait(PATIENCE)
        _wake_often(beats, other)
        work.opened()
    assert work.calls <= 2, "the one at work, and at most one that came as it ended"


def test_a_beat_that_finds_the_one_before_at_work_is_nothing_to_warn_of(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    other = Work(left=0)
    with caplog.at_level(logging.WARNING), Running(SOON, intake=work, post=other.opened()):
        assert work.entered.wait(PATIENCE)
        assert other.is_done(10), "meanwhile the work at the gate missed about as many"
        work.opened()
    assert not caplog.records


def test_slow_work_holds_up_no_other(work: Work) -> None:
    other = Work(left=0)
    with Running(SOON, dispatch=work, intake=other.opened()):
        assert work.entered.wait(PATIENCE)
        assert other.is_done(3)
        work.opened()


def test_work_that_fails_is_beaten_again(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    work.opened().fails = 1
    with Running(SOON, intake=work):
        assert work.is_done(2)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_stopping_waits_for_the_work_under_way(work: Work) -> None:
    beats = Beats({"intake": work}, now=SystemClock().now, every=SOON)
    beats.start()
    assert work.entered.wait(PATIENCE)
    stopping = threading.Thread(target=beats.stop)
    stopping.start()
    stopping.join(0.2)
    assert stopping.is_alive()
    work.opened()
    stopping.join(PATIENCE)
    assert not stopping.is_alive()
    assert work.inside == 0


def test_after_a_stop_nothing_beats(work: Work) -> None:
    with Running(SOON, intake=work.opened()) as beats:
        assert work.is_done()
    before = work.calls
    beats.wake()
    assert work.calls == before


def test_stopping_leaves_what_else_is_due_for_the_next_start(work: Work) -> None:
    work.opened().left = 2_000_000
    with Running(SOON, dispatch=work):
        assert work.is_done(3)
    assert work.left > 0


def test_a_wake_that_meets_the_stop_is_harmless(work: Work) -> None:
    work.opened().left = 0
    over = threading.Event()
    failures: list[BaseException] = []

    def wakes(beats: Beats) -> None:
        try:
            while not over.is_set():
                beats.wake()
        except BaseException as failure:
            failures.append(failure)

    for _ in range(5):
        beats = Beats(dict.fromkeys("abcdefgh", work), now=SystemClock().now, every=NEVER)
        beats.start()
        waking = threading.Thread(target=wakes, args=(beats,))
        waking.start()
        beats.stop()
        over.set()
        waking.join(PATIENCE)
        over.clear()
    assert failures == []


def test_beats_that_never_began_can_be_woken_and_stopped(work: Work) -> None:
    beats = Beats({"intake": work}, now=SystemClock().now, every=SOON)
    beats.wake()
    beats.stop()
    assert work.calls == 0
