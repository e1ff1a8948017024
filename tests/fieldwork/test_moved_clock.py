"""A clock that is turned, and machines that stand in other zones: nothing is done twice, and the
hours are those of the place where the people live."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fieldwork.dispatch import Dispatch
from mingcha.clock import SystemChance
from storage.store import Store
from tests.exchanges import exchange_over
from tests.fieldwork.queued import NOON, ForgetfulCarrier, asking_on, calling_on, queue

ZONES = ("UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York")
HOUR = timedelta(hours=1)


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


class TurnedClock:
    """Somebody sets it."""

    def __init__(self) -> None:
        self.wall = NOON

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return 0.0


def works(store: Store, carrier: ForgetfulCarrier, clock: TurnedClock) -> None:
    chance, now = SystemChance(), clock.now()
    exchange = exchange_over(store.ledger, clock, carrier)
    dispatch = Dispatch(ledger=store.ledger, exchange=exchange, chance=chance, clock=clock)
    calling = calling_on(store.ledger, carrier, clock, "one")
    asking = asking_on(store.ledger, carrier, clock)
    while sum(station.work(now) for station in (dispatch, calling, asking)):
        pass


@pytest.mark.parametrize("turned", [HOUR, -3 * HOUR, -3 * HOUR + 5 * HOUR])
def test_a_clock_that_is_turned_makes_no_call_twice(
    store: Store, turned: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    """At half past one, half past nine, and half past two: and then at half past twelve again."""
    caplog.set_level("ERROR")
    queue(store, 8)
    carrier, clock = ForgetfulCarrier(now=NOON), TurnedClock()
    works(store, carrier, clock)
    made = list(carrier.requests)
    assert len(made) == len(set(made)) == 8
    for wall in (NOON + turned, NOON, NOON + timedelta(minutes=1)):
        clock.wall = wall
        works(store, carrier, clock)
    assert len(carrier.placed) == len(set(carrier.placed))
    assert carrier.requests == made


@pytest.mark.parametrize("zone", ZONES)
def test_the_hours_are_those_of_the_people_wherever_the_machine_stands(
    store: Store, zone: str
) -> None:
    """Half past twelve in Shanghai is in their hours, half past one no longer; then from six."""
    with machine_in(zone):
        queue(store, 2)
        carrier, clock = ForgetfulCarrier(now=NOON, calm=True), TurnedClock()
        with store.ledger.write() as book:
            attempt = book.contacts.attempt(2)
            book.contacts.save_attempt(replace(attempt, deadline=NOON + HOUR))
        works(store, carrier, clock)
        assert carrier.requests == ["token-of-H1"]
        clock.wall = NOON + HOUR
        works(store, carrier, clock)
        with store.ledger.read() as book:
            opens = book.contacts.get(2).next_at
        assert opens == NOON + timedelta(hours=5, minutes=30)
        clock.wall = opens
        works(store, carrier, clock)
        assert carrier.placed.count("+8619900000002") == 1
