"""A custodian that takes its time holds up nobody but the draw: with the real clock, calls go out
while it is being asked."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fieldwork.book import Book
from inspection.calendar import Calendar, DayKind
from inspection.policy import PolicyRow
from mingcha.clock import SystemChance
from mingcha.demo.child import ProductProcess
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from simulator import World
from tests.mingcha.installation import opened, people_invited
from tests.mingcha.test_serve import eventually, settings_of
from tests.scenarios.town import household_number
from tests.storage.samples import contact_of, open_inspection
from tests.witness.elsewhere import entry_of, served
from witness.local import LocalCustodian

NOW = datetime.now(UTC)
ALL_DAY = "00:00-24:00"
ALWAYS = {
    "draw.hours": ALL_DAY,
    "draw.commit_seconds": "1800",
    "household.hours_workday": ALL_DAY,
    "household.hours_restday": ALL_DAY,
}
"""Whatever time it is while this test runs, a slot is committed and households may be called."""
EVERY_DAY_IS_WORKED = Calendar(
    days={
        date(2024, 1, 1) + timedelta(days=n): DayKind(working=True, confirmed=True)
        for n in range((NOW.year + 2 - 2024) * 366)
    }
)


@dataclass
class Slow:
    """A custodian that never answers; it goes on until whoever asked has gone away."""

    asked: int = 0
    being_asked: int = field(default=0)

    def app(self) -> Starlette:
        async def hold(request: Request) -> Response:
            self.asked += 1
            self.being_asked += 1
            try:
                await request.body()
                while not await request.is_disconnected():
                    await asyncio.sleep(0.02)
            finally:
                self.being_asked -= 1
            return Response(status_code=503)

        return Starlette(routes=[Route("/commit", hold, methods=["POST"])])


@dataclass(frozen=True, kw_only=True)
class Running:
    custodian: Slow
    foundation: Foundation
    world: World
    process: ProductProcess

    def falls_due(self, n: int) -> str:
        """A call to household number n, now; its number."""
        now = datetime.now(UTC)
        with self.foundation.ledger.write() as book:
            inspection = open_inspection(book, hours=n)
            due = contact_of(inspection, f"H{n}", now, tag=f"contact {n}")
            book.contacts.open(
                replace(
                    due, opened_at=now, planned_at=now, close_by=now + timedelta(days=3), rank=n
                )
            )
        return household_number(n)

    def rings(self, number: str) -> bool:
        return any(one.kind == "call placed" and one.who == number for one in self.world.log)


@pytest.fixture
def running(world: World, home: Path, database: str, tmp_path: Path) -> Iterator[Running]:
    world.reset(start=datetime.now(UTC), seed=7)
    slow = Slow()
    custodian = LocalCustodian.create(
        tmp_path / "slow.json",
        secret=SystemChance().token(32),
        start=NOW.replace(hour=0, minute=0, second=0, microsecond=0),
        name="slow",
    )
    with served(slow.app()) as url:
        roll = tmp_path / "custodians.json"
        there = {"url": url, "token": entry_of(custodian, url).token}
        roll.write_text(json.dumps([{**custodian.published, **there}]))
        settings = settings_of(world, home, database_url=database, custodians=str(roll))
        with opened(read_settings(settings)) as foundation:
            people_invited(foundation)
            with foundation.ledger.write() as book:
                _always(book)
            port = int(settings["MINGCHA_PORT"])
            process = ProductProcess(settings, port=port, log=tmp_path / "product.log")
            process.start()
            yield Running(custodian=slow, foundation=foundation, world=world, process=process)
            process.kill()


def _always(book: Book) -> None:
    book.policy.set_calendar(EVERY_DAY_IS_WORKED)
    for key, value in ALWAYS.items():
        book.policy.set(PolicyRow(region="", key=key, value=value, valid_from=date(2026, 1, 1)))


def test_calls_go_out_while_a_custodian_takes_its_time(running: Running) -> None:
    # A machine may be slow too: one call of four is enough.
    assert any(_goes_out(running, n) for n in range(1, 5))


def _goes_out(running: Running, n: int) -> bool:
    """Whether a call that falls due while the custodian is being asked goes out before that ends,
    the custodian's five seconds being over."""
    custodian, asked = running.custodian, running.custodian.asked
    assert eventually(lambda: custodian.asked > asked)
    number = running.falls_due(n)
    return _before(lambda: custodian.being_asked == 0, lambda: running.rings(number))


def _before(end: Callable[[], bool], happens: Callable[[], bool]) -> bool:
    """Whether the one happens before the other's end."""
    while not end():
        if happens() and not end():
            return True
        time.sleep(0.02)
    return False
