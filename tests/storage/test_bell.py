"""Processes on one PostgreSQL wake each other."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from storage.bell import Bell
from storage.engine import Engines

PATIENCE = 30.0


class Process:
    """One that counts how often it was woken."""

    def __init__(self, url: str, name: str) -> None:
        self.engines = Engines(url)
        self.rings = threading.Semaphore(0)
        self.bell = Bell(self.engines, name=name, on_ring=self.rings.release)

    def is_woken(self) -> bool:
        return self.rings.acquire(timeout=PATIENCE)

    def is_not_woken(self) -> bool:
        return not self.rings.acquire(timeout=0.2)

    @contextmanager
    def running(self) -> Iterator[None]:
        self.bell.start()
        try:
            assert self.is_woken(), "once it listens: what came before it was not heard"
            yield
        finally:
            self.bell.stop()
            self.engines.dispose()


@pytest.fixture
def two(postgresql_url: str) -> Iterator[tuple[Process, Process]]:
    processes = Process(postgresql_url, "one"), Process(postgresql_url, "other")
    with ExitStack() as running:
        for process in processes:
            running.enter_context(process.running())
        yield processes


def test_a_ring_wakes_the_others_and_not_oneself(two: tuple[Process, Process]) -> None:
    one, other = two
    one.bell.ring()
    assert other.is_woken()
    assert one.is_not_woken()


def test_many_rings_at_once_wake_a_few_times(two: tuple[Process, Process]) -> None:
    one, other = two
    for _ in range(1000):
        one.bell.ring()
    assert other.is_woken()
    woken = 1
    while not other.is_not_woken():
        woken += 1
    assert woken < 100


def test_whoever_lost_the_connection_listens_and_rings_again(
    two: tuple[Process, Process], postgresql_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = two
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        ended = admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = 'mingcha bell' AND datname = current_database()"
        ).fetchone()
    assert ended is not None
    assert ended[0] >= 4, "two processes, each with a line to listen and one to ring"
    assert one.is_woken()
    assert other.is_woken(), "it looks by itself, since it may have missed a ring"
    one.bell.ring()  # the line may be found broken only now
    while not other.rings.acquire(timeout=1.0):
        one.bell.ring()
    assert {record.levelname for record in caplog.records} == {"WARNING"}
