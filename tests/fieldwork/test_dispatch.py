from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fieldwork.asking import Asking
from fieldwork.book import StoreBusy, StoreDown
from fieldwork.dispatch import Dispatch
from fieldwork.exchange import PASS_TAKES
from fieldwork.ports import CallState
from inspection.disposition import Disposition
from mingcha.clock import SteppedClock, SystemChance
from storage.store import Store
from tests.exchanges import exchange_over
from tests.fieldwork.lines import BreakingCarrier
from tests.shelf import taken
from tests.storage.samples import NOW, ROSTER, attempt_of, contact_of, open_inspection

SECOND = timedelta(seconds=1)


def two_calls(store: Store) -> None:
    """Nothing was heard of either: the carrier is to be asked now."""
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        inspection = open_inspection(book)
        for person, token in (("H1", "first"), ("O1", "second")):
            contact = book.contacts.open(contact_of(inspection, person, tag=token))
            address = book.roster.voice_addresses(contact.kind, person)[0].id
            attempt = attempt_of(contact.id, address, tag=token)
            book.contacts.try_on(replace(attempt, deadline=NOW))


def dispatch_on(store: Store, now: datetime = NOW) -> Dispatch:
    clock = SteppedClock(now)
    exchange = exchange_over(store.ledger, clock, BreakingCarrier())
    return Dispatch(ledger=store.ledger, exchange=exchange, chance=SystemChance(), clock=clock)


def asking_on(store: Store, carrier: BreakingCarrier) -> Asking:
    clock = SteppedClock(NOW)
    exchange = exchange_over(store.ledger, clock, carrier)
    return Asking(ledger=store.ledger, exchange=exchange, chance=SystemChance(), clock=clock)


def test_a_call_that_breaks_is_left_alone_and_the_others_are_asked_about(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    two_calls(store)
    carrier = BreakingCarrier(breaks_on="first", problem=LookupError("secret words"))
    assert asking_on(store, carrier).work(NOW) == 1
    assert carrier.asked == ["second"]
    (record,) = caplog.records
    assert record.getMessage() == "call 1 could not be asked about: LookupError"
    assert record.exc_info is None
    with store.ledger.read() as book:
        assert book.contacts.attempt(1).deadline == NOW + timedelta(minutes=5)


def test_a_slow_carrier_is_asked_some_seconds_at_a_time(store: Store) -> None:
    """Or whoever asks about a hundred calls would stand still for an hour, and not stop before."""
    two_calls(store)
    clock = SteppedClock(NOW)

    class Slow(BreakingCarrier):
        def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
            clock.move_to(clock.now() + timedelta(seconds=PASS_TAKES + 1))
            return super().find(number, token, since)

    carrier = Slow()
    exchange = exchange_over(store.ledger, clock, carrier)
    asking = Asking(ledger=store.ledger, exchange=exchange, chance=SystemChance(), clock=clock)
    assert asking.work(clock.now()) == 1
    assert asking.work(clock.now()) == 1
    assert carrier.asked == ["first", "second"]


@pytest.mark.parametrize("provider_id", ["", "CA1"])
def test_a_call_whose_lane_is_not_set_up_any_more_is_not_taken_for_none(
    store: Store, provider_id: str
) -> None:
    """The person may be on the line: nobody calls again before no call can go on any more. When
    the lane is set up again, it is asked."""
    two_calls(store)
    with store.ledger.write() as book:
        attempt = book.contacts.attempt(1)
        book.contacts.save_attempt(replace(attempt, provider_id=provider_id))
    clock, carrier = SteppedClock(NOW), BreakingCarrier()
    exchange = exchange_over(store.ledger, clock, carrier)
    gone = replace(exchange, trunks={})
    chance = SystemChance()
    asking = Asking(ledger=store.ledger, exchange=gone, chance=chance, clock=clock)
    for _ in range(20):
        clock.move_to(clock.now() + timedelta(hours=1))
        asking.work(clock.now())
    with store.ledger.read() as book:
        assert book.contacts.attempt(1).live
    clock.move_to(clock.now() + timedelta(hours=5))
    asking.work(clock.now())
    with store.ledger.read() as book:
        ended = book.contacts.attempt(1)
    assert (ended.live, ended.disposition) == (False, Disposition.CARRIER_FAULT)


@pytest.mark.parametrize("problem", [StoreBusy(), StoreDown()])
def test_a_store_in_trouble_is_no_fault_of_a_call(
    store: Store, caplog: pytest.LogCaptureFixture, problem: Exception
) -> None:
    two_calls(store)
    carrier = BreakingCarrier(breaks_on="first", problem=problem)
    with pytest.raises(type(problem)):
        asking_on(store, carrier).work(NOW)
    assert not carrier.asked
    assert not caplog.records


@pytest.mark.parametrize(
    ("ago", "waits"),
    [(0 * SECOND, False), (SECOND, True), (59 * SECOND, True), (61 * SECOND, False)],
)
def test_nobody_is_pursued_while_an_answer_waits_that_is_not_stuck(
    store: Store, ago: timedelta, waits: bool
) -> None:
    two_calls(store)
    store.inbox.append("telegram", "1", b"{}", NOW - ago)
    assert dispatch_on(store).work(NOW) == (0 if waits else 2)


@pytest.mark.parametrize("fate", ["done", "quarantined"])
def test_what_was_applied_or_set_aside_holds_nobody_up(store: Store, fate: str) -> None:
    two_calls(store)
    store.inbox.append("telegram", "1", b"{}", NOW - SECOND)
    with store.ledger.write() as book:
        if fate == "done":
            assert book.inbox.done(1, NOW)
        else:
            assert book.inbox.failed(taken(book, NOW), "KeyError", NOW, None)
    assert dispatch_on(store).work(NOW) == 2


def test_the_time_is_looked_at_anew_for_each_contact(store: Store) -> None:
    """The pass began before the answer came in."""
    two_calls(store)
    store.inbox.append("telegram", "1", b"{}", NOW + SECOND)
    assert dispatch_on(store, NOW + 2 * SECOND).work(NOW) == 0
