"""Keeping a lease, in real time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from fieldwork.tenure import Tenure
from mingcha.clock import SystemClock
from scheduler.keeper import Keeper
from storage.ledger import SqlLedger
from storage.store import Store
from tests.databases import KEY, entropy

PATIENCE = 30.0
SHORT, LONG = timedelta(seconds=0.4), timedelta(seconds=60)


class Process:
    def __init__(self, ledger: SqlLedger, holder: str, lasts: timedelta) -> None:
        self.taken = threading.Event()
        self.tenure = Tenure(
            ledger=ledger, clock=SystemClock(), name="scheduler", holder=holder, lasts=lasts
        )
        self.keeper = Keeper(self.tenure, on_taken=self.taken.set, tried_every=0.02)

    @contextmanager
    def running(self) -> Iterator[None]:
        self.keeper.start()
        try:
            yield
        finally:
            self.keeper.stop()


def test_who_starts_alone_holds_it_at_once(ledger: SqlLedger) -> None:
    one = Process(ledger, "one", LONG)
    with one.running():
        assert one.tenure.runs()
        assert one.taken.is_set()
    assert not one.tenure.runs()


def test_one_that_stops_hands_over_long_before_its_end(ledger: SqlLedger) -> None:
    one, other = Process(ledger, "one", LONG), Process(ledger, "other", LONG)
    with one.running(), other.running():
        assert not other.tenure.runs()
        one.keeper.stop()
        assert other.taken.wait(PATIENCE)
        assert other.tenure.runs()


def test_one_that_may_no_longer_hold_it_leaves_it_to_others(ledger: SqlLedger) -> None:
    one, other = Process(ledger, "one", LONG), Process(ledger, "other", LONG)
    may = threading.Event()
    may.set()
    one.keeper = Keeper(one.tenure, may=may.is_set, tried_every=0.02, prolonged_every=0.02)
    with one.running():
        assert one.tenure.runs()
        with other.running():
            may.clear()
            assert other.taken.wait(PATIENCE)
            assert not one.tenure.runs()
        may.set()


def test_it_is_prolonged_as_long_as_the_process_lives(ledger: SqlLedger) -> None:
    one, other = Process(ledger, "one", SHORT), Process(ledger, "other", SHORT)
    with one.running(), other.running():
        assert not other.taken.wait(4 * SHORT.total_seconds())
        assert one.tenure.runs()


def test_one_that_died_is_followed_when_its_lease_has_ended(ledger: SqlLedger) -> None:
    dead = Tenure(ledger=ledger, clock=SystemClock(), name="scheduler", holder="dead", lasts=SHORT)
    assert dead.hold()
    other = Process(ledger, "other", SHORT)
    with other.running():
        assert other.taken.wait(PATIENCE)
    assert not dead.runs()


def test_a_store_that_does_not_answer_is_told_once_and_the_lease_runs_on(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    impatient = Store.open(database, key=KEY, entropy=entropy, patience=0.02)
    one = Process(impatient.ledger, "one", timedelta(seconds=2))
    with one.running():
        lease = one.tenure.lease
        assert lease is not None
        with impatient.ledger.write() as book:
            assert book.leases.holds(lease)
            while not _troubles(caplog):
                time.sleep(0.01)
            assert one.tenure.runs()
        while one.tenure.lease == lease:
            time.sleep(0.01)
        assert one.tenure.runs(), "it was prolonged as soon as the store answered"
    assert _troubles(caplog) == ["the lease of the scheduler cannot be kept: StoreBusy"]
    impatient.close()


def _troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.message for one in caplog.records if one.levelname == "WARNING"]
