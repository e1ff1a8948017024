"""A program that stands still turns red within a minute, and stays alive."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldwork.ports import Ledger
from mingcha.engine import Station
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.health.passes import Passes
from mingcha.health.pulse import Pulse
from mingcha.product import Product
from mingcha.provision import make_ready, seed_calendar
from mingcha.role import Role
from mingcha.shift import Shift
from mingcha.web import app_of, health_of
from tests.mingcha.caller import Caller
from tests.mingcha.installation import environment, opened

PATIENCE = 30.0


@dataclass
class Hours:
    """A clock of which both hands are moved by hand."""

    start: datetime
    passed: float = 0.0
    set_by: timedelta = timedelta()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed) + self.set_by

    def monotonic(self) -> float:
        return self.passed


class Hanging:
    """A station that waits for something that does not come."""

    def __init__(self) -> None:
        self.hangs, self.goes_on, self.went_on = (threading.Event() for _ in range(3))

    def work(self, _: datetime) -> int:
        if not self.goes_on.is_set():
            self.hangs.set()
            self.goes_on.wait(PATIENCE)
        else:
            self.went_on.set()
        return 0


@pytest.fixture
def clock() -> Hours:
    """It starts today: the beats, which are real, are told what it says."""
    return Hours(start=datetime.now(UTC))


@pytest.fixture
def product(home: Path, database: str, clock: Hours) -> Iterator[Product]:
    settings = read_settings(environment(home, database_url=database))
    make_ready(settings)
    foundation = Foundation.of(settings, clock)
    seed_calendar(foundation.ledger, clock.now(), "CN")
    made = Product.of(foundation)
    yield made
    made.close()


def test_a_station_that_hangs_turns_the_program_red_within_a_minute_and_it_stays_alive(
    product: Product, clock: Hours
) -> None:
    station = Hanging()
    product.engine.stations = [Station(name="dispatch", work=station.work)]
    web = Caller(app=app_of(product, kept=0))
    shift = Shift(product)
    shift.start()
    try:
        assert station.hangs.wait(PATIENCE)
        assert web.get("/health/ready").status_code == 200
        clock.passed += 60
        red = web.get("/health/ready")
        assert red.status_code == 503
        assert red.json()["reasons"] == ["station dispatch: no pass was completed for 60 seconds"]
        assert web.get("/health/live").status_code == 200
        station.goes_on.set()
        assert station.went_on.wait(PATIENCE)
        assert web.get("/health/ready").status_code == 200
    finally:
        station.goes_on.set()
        shift.stop()


def test_a_station_that_fails_at_each_beat_turns_the_program_red(clock: Hours) -> None:
    passes = Passes(clock.monotonic)
    passes.begin(["intake", "post"])
    for _ in range(60):
        clock.passed += 1
        passes.failed("intake")
        passes.completed("post")
    assert passes.ages() == {"intake": 60.0, "post": 0.0}
    assert passes.failures() == {"intake": 60}
    assert passes.cycle_age(["intake", "post"]) is None, "none was ever complete"


def test_a_clock_that_is_put_back_makes_nothing_young_that_stands_still(clock: Hours) -> None:
    passes = Passes(clock.monotonic)
    passes.begin(["post"])
    clock.passed += 60
    clock.set_by = timedelta(hours=-3)
    assert passes.ages() == {"post": 60.0}


# -- several processes -------------------------------------------------------------------------


def pulse_of(ledger: Ledger, clock: Hours, role: Role, *, on_duty: bool = True) -> Pulse:
    passes = Passes(clock.monotonic)
    passes.begin([role])
    passes.completed(role)
    return Pulse(
        ledger=ledger,
        clock=clock,
        passes=passes,
        stations={role: [role]},
        on_duty=lambda: on_duty,
    )


@pytest.fixture
def web(home: Path, postgresql_url: str, clock: Hours) -> Iterator[Product]:
    settings = read_settings(environment(home, database_url=postgresql_url))
    with opened(settings):
        pass
    made = Product.of(Foundation.of(settings, clock), frozenset({Role.WEB}))
    yield made
    made.close()


def test_the_web_says_when_nobody_works(web: Product, clock: Hours) -> None:
    ledger, door = web.foundation.ledger, Caller(app=app_of(web, kept=0))
    assert door.get("/health/ready").status_code == 200, "it takes in at once what comes"
    clock.passed += 60
    assert door.get("/health/ready").json()["reasons"] == [
        "no worker has completed a cycle yet",
        "no scheduler has completed a cycle yet",
    ]
    worker = pulse_of(ledger, clock, Role.WORKER)
    scheduler = pulse_of(ledger, clock, Role.SCHEDULER)
    began = clock.now()
    worker.beat()
    scheduler.beat()
    assert door.get("/health/ready").status_code == 200
    clock.passed += 59
    pulse_of(ledger, clock, Role.SCHEDULER).beat()
    worker.beat()  # it lives, and completes nothing
    assert door.get("/health/ready").json()["reasons"] == [
        f"no worker has completed a cycle since {began:%Y-%m-%d %H:%M:%S} UTC"
    ]
    assert door.get("/health/live").status_code == 200


def test_whoever_waits_for_the_lease_completes_no_cycle(web: Product, clock: Hours) -> None:
    ledger, door = web.foundation.ledger, Caller(app=app_of(web, kept=0))
    clock.passed += 60
    pulse_of(ledger, clock, Role.WORKER).beat()
    pulse_of(ledger, clock, Role.SCHEDULER, on_duty=False).beat()
    assert door.get("/health/ready").json()["reasons"] == ["no scheduler has completed a cycle yet"]


def test_a_sign_of_life_of_tomorrow_is_none(web: Product, clock: Hours) -> None:
    ledger, door = web.foundation.ledger, Caller(app=app_of(web, kept=0))
    clock.passed += 60
    clock.set_by = timedelta(days=1)
    for role in (Role.WORKER, Role.SCHEDULER):
        pulse_of(ledger, clock, role).beat()
    clock.set_by = timedelta()
    assert door.get("/health/ready").status_code == 503
    pulse_of(ledger, clock, Role.WORKER).beat()
    with ledger.read() as book:
        assert book.outages.last_beat("cycle worker") == clock.now()


def test_a_worker_answers_for_its_own_work_alone(
    home: Path, postgresql_url: str, clock: Hours
) -> None:
    settings = read_settings(environment(home, database_url=postgresql_url))
    with opened(settings):
        pass
    worker = Product.of(Foundation.of(settings, clock), frozenset({Role.WORKER}))
    try:
        assert Caller(app=health_of(worker)).get("/health/ready").status_code == 200
    finally:
        worker.close()
