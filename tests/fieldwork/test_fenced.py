"""Work under a lease: whoever lost it writes nothing any more, wherever it was stopped."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from fieldwork.fenced import FencedLedger, LeaseLost
from fieldwork.ports import Ledger
from fieldwork.tenure import Tenure
from storage.ledger import SqlLedger
from tests.storage.samples import NOW

LASTS = timedelta(seconds=20)


@dataclass(kw_only=True)
class Watch:
    """One clock that all processes of a test look at."""

    at: datetime = field(default=NOW)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def after(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass(frozen=True, kw_only=True)
class Process:
    tenure: Tenure
    ledger: FencedLedger

    def writes(self, about: str = "something") -> None:
        with self.ledger.write() as book:
            book.audit.note(NOW, "scheduler", "wrote", about)


MakeProcess = Callable[[str], Process]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def process(ledger: SqlLedger, watch: Watch) -> MakeProcess:
    def make(holder: str) -> Process:
        tenure = Tenure(ledger=ledger, clock=watch, name="scheduler", holder=holder, lasts=LASTS)
        return Process(tenure=tenure, ledger=FencedLedger(ledger, tenure))

    return make


def written(ledger: Ledger) -> int:
    with ledger.read() as book:
        return book.audit.newest().index


def test_the_holder_writes_within_its_shift(ledger: SqlLedger, process: MakeProcess) -> None:
    one = process("one")
    assert one.tenure.hold()
    with one.ledger.shift() as ours:
        assert ours
        one.writes()
    assert written(ledger) == 1


def test_outside_a_shift_nothing_is_written(ledger: SqlLedger, process: MakeProcess) -> None:
    one = process("one")
    assert one.tenure.hold()
    with pytest.raises(LeaseLost):
        one.writes()
    assert written(ledger) == 0


def test_without_the_lease_there_is_no_shift_and_reading_is_free(
    ledger: SqlLedger, process: MakeProcess
) -> None:
    one, other = process("one"), process("other")
    assert one.tenure.hold()
    assert not other.tenure.hold()
    with other.ledger.shift() as ours:
        assert not ours
        with other.ledger.read() as book:
            assert book.audit.newest().index == 0
        with pytest.raises(LeaseLost):
            other.writes()
    assert written(ledger) == 0


def test_who_is_stopped_past_the_lease_writes_nothing_when_it_goes_on(
    ledger: SqlLedger, process: MakeProcess, watch: Watch
) -> None:
    one, other = process("one"), process("other")
    assert one.tenure.hold()
    with one.ledger.shift():
        one.writes("before")
        watch.after(21)  # stopped between two transactions
        with pytest.raises(LeaseLost):
            one.writes("nobody has taken over, and nobody knows")
        assert other.tenure.hold()
        with pytest.raises(LeaseLost):
            one.writes("after")
    assert written(ledger) == 1


def test_the_lease_is_looked_at_within_the_transaction(
    ledger: SqlLedger, process: MakeProcess, watch: Watch
) -> None:
    """A process whose clock is behind believes in its lease: the store knows better."""
    one, other = process("one"), process("other")
    assert one.tenure.hold()
    with one.ledger.shift():
        watch.after(21)
        assert other.tenure.hold()
        watch.after(-21)
        assert one.tenure.runs()
        with pytest.raises(LeaseLost, match="taken over"):
            one.writes()
    with other.ledger.shift():
        other.writes()
    assert written(ledger) == 1


def test_work_begun_under_a_former_lease_ends_with_it(
    ledger: SqlLedger, process: MakeProcess, watch: Watch
) -> None:
    one, other = process("one"), process("other")
    assert one.tenure.hold()
    with one.ledger.shift():
        watch.after(21)
        assert other.tenure.hold()
        other.tenure.give_back()
        watch.after(1)
        assert one.tenure.hold()
        with pytest.raises(LeaseLost):
            one.writes("what it read is old")
    with one.ledger.shift() as ours:
        assert ours
        one.writes()
    assert written(ledger) == 1


def test_prolonging_it_breaks_nothing_off(
    ledger: SqlLedger, process: MakeProcess, watch: Watch
) -> None:
    one = process("one")
    assert one.tenure.hold()
    with one.ledger.shift():
        watch.after(15)
        assert one.tenure.hold()
        watch.after(15)
        one.writes()
    assert written(ledger) == 1
