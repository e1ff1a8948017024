from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from mingcha.conductor import Conductor
from mingcha.stepping import RemoteProduct, routes
from simulator import World
from simulator.server import LoopbackServer
from tests.mingcha.installation import NOWHERE
from tests.scenarios.town import SUNDAY

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class Alarm:
    """A product that has one thing to do."""

    due: datetime | None = None
    steps: list[datetime] = field(default_factory=list)
    broken: bool = False

    def step(self, now: datetime) -> datetime | None:
        self.steps.append(now)
        if self.broken:
            raise LookupError("no such row")
        if self.due is not None and self.due <= now:
            self.due = None
        return self.due


@pytest.fixture
def alarm() -> Alarm:
    return Alarm()


@pytest.fixture
def remote(alarm: Alarm) -> Iterator[RemoteProduct]:
    server = LoopbackServer(Starlette(routes=routes(alarm)))
    server.start()
    with RemoteProduct(server.base_url) as product:
        yield product
    server.stop()


def test_a_step_reaches_the_other_process_and_its_next_moment_comes_back(
    alarm: Alarm, remote: RemoteProduct
) -> None:
    alarm.due = NINE + timedelta(hours=1, microseconds=1)
    assert remote.step(NINE) == alarm.due
    assert alarm.steps == [NINE]


def test_nothing_planned_comes_back_as_none(alarm: Alarm, remote: RemoteProduct) -> None:
    assert remote.step(NINE) is None


def test_a_step_in_any_zone_is_the_same_instant(alarm: Alarm, remote: RemoteProduct) -> None:
    remote.step(SUNDAY)
    assert alarm.steps == [SUNDAY]


def test_a_product_that_fails_is_noticed(alarm: Alarm, remote: RemoteProduct) -> None:
    alarm.broken = True
    with pytest.raises(httpx.HTTPStatusError):
        remote.step(NINE)


def test_a_product_that_is_gone_is_noticed() -> None:
    with RemoteProduct(NOWHERE) as remote, pytest.raises(httpx.TransportError):
        remote.step(NINE)


def test_a_conductor_leads_a_product_of_another_process(
    alarm: Alarm, remote: RemoteProduct, world: World
) -> None:
    alarm.due = SUNDAY + timedelta(minutes=5)
    conductor = Conductor(product=remote, world=world, now=SUNDAY)
    conductor.advance(hours=1)
    assert alarm.due is None
    assert alarm.steps[0] == SUNDAY
    assert SUNDAY + timedelta(minutes=5) in alarm.steps
    assert world.now == SUNDAY + timedelta(hours=1)
