"""`mingcha run` in parts: several processes on one PostgreSQL, with the real clock."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from inspection.policy import PolicyRow
from mingcha.demo.child import ProductProcess, free_port
from mingcha.environment import read_settings
from mingcha.foundation import SCHEDULING
from simulator import World
from tests.mingcha.installation import opened, people_invited
from tests.mingcha.test_serve import NO_DRAWS, PATIENCE, eventually, reads, settings_of
from tests.scenarios.town import official_number


@dataclass(kw_only=True)
class House:
    """Processes of one installation."""

    world: World
    settings: dict[str, str]
    codes: dict[str, str]
    folder: Path
    running: ExitStack

    def start(self, *roles: str) -> ProductProcess:
        process = self.begin(*roles)
        process.await_answer()
        return process

    def begin(self, *roles: str) -> ProductProcess:
        port = int(self.settings["MINGCHA_PORT"]) if "web" in roles else free_port()
        process = ProductProcess(
            self.settings | {"MINGCHA_PORT": str(port)},
            port=port,
            log=self.folder / f"{'-'.join(roles)}-{port}.log",
            options=[word for role in roles for word in ("--role", role)],
        )
        self.running.callback(lambda: process.kill() if process.running else None)
        process.begin()
        return process

    def scheduler(self) -> tuple[str, int]:
        """Who holds the lease, and how often it changed hands."""
        settings = read_settings(self.settings)
        with opened(settings) as foundation, foundation.ledger.read() as book:
            lease = book.leases.of(SCHEDULING)
        assert lease is not None
        return lease.holder, lease.fence


@pytest.fixture
def house(world: World, home: Path, postgresql_url: str, tmp_path: Path) -> Iterator[House]:
    world.reset(start=datetime.now(UTC), seed=7)
    settings = settings_of(world, home, database_url=postgresql_url)
    with opened(read_settings(settings)) as foundation:
        codes = people_invited(foundation)
        with foundation.ledger.write() as book:
            for key, value in NO_DRAWS.items():
                row = PolicyRow(region="", key=key, value=value, valid_from=date(2026, 1, 1))
                book.policy.set(row)
    with ExitStack() as running:
        yield House(world=world, settings=settings, codes=codes, folder=tmp_path, running=running)


def test_web_worker_and_scheduler_are_one_product(house: House) -> None:
    parts = [house.begin(role) for role in ("web", "worker", "scheduler")]
    for part in parts:
        part.await_answer()
    worker = parts[1]
    chat = house.world.chat("O1", number=official_number(1), first_name="Official 1")
    chat.starts(house.codes["O1"])
    assert reads(chat, "share your own contact")
    chat.shares_contact()
    assert reads(chat, "Rules of the checks")
    knock = httpx.post(f"{worker.base_url}/telegram", trust_env=False, content="{}")
    assert knock.status_code == 404, "nothing comes in where nothing is expected"
    assert httpx.get(f"{worker.base_url}/health/ready", trust_env=False).is_success
    log = (house.folder / f"worker-{worker.base_url.rpartition(':')[2]}.log").read_text()
    assert "mingcha is running as worker at 127.0.0.1 port" in log

    assert [part.stop() for part in parts] == [0, 0, 0]
    assert [part.complaints() for part in parts] == [[], [], []]
    assert house.world.problems == []


def test_of_two_schedulers_the_other_takes_over_at_once_when_one_is_stopped(house: House) -> None:
    first = house.start("scheduler")
    before = house.scheduler()
    second = house.start("scheduler")
    assert house.scheduler() == before, "the second waits"
    assert first.stop() == 0
    assert eventually(lambda: house.scheduler()[1] == before[1] + 1)
    assert house.scheduler()[0] != before[0]
    assert second.stop() == 0
    assert second.complaints() == []


def test_told_to_stop_twice_it_ends_at_once(house: House) -> None:
    """The worker waits for an answer that does not come."""
    asked, answer = threading.Event(), threading.Event()

    def keeps_waiting() -> None:
        asked.set()
        answer.wait(PATIENCE)

    house.world.on_request("telegram.sendMessage", 1, keeps_waiting)
    process = house.start("web", "worker", "scheduler")
    chat = house.world.chat("O1", number=official_number(1), first_name="Official 1")
    chat.starts(house.codes["O1"])
    assert asked.wait(PATIENCE)
    process.tell(signal.SIGTERM)
    time.sleep(0.5)
    assert process.running, "it finishes what is under way"
    process.tell(signal.SIGTERM)
    assert process.ended(), "and at once does not"
    answer.set()
    assert process.status == -signal.SIGTERM
