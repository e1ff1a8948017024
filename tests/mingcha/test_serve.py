"""`mingcha run` as a process of its own, with the real clock."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from fieldwork import restoring
from inspection.policy import PolicyRow
from mingcha.demo.child import ProductProcess, free_port
from mingcha.environment import read_settings
from mingcha.held import ASKED_EVERY
from simulator import World
from simulator.chat_script import ChatScript
from tests.mingcha.command import Mingcha, run_process
from tests.mingcha.installation import TOKEN, environment, opened, people_invited
from tests.scenarios.town import official_number

PATIENCE = 30.0
NO_DRAWS = {"draw.rate_milli": "0", "draw.floor_days": "0"}
"""Whatever time it is while this test runs, nobody is drawn."""


def settings_of(world: World, home: Path, **more: str) -> dict[str, str]:
    port = free_port()
    return environment(
        home,
        host="127.0.0.1",
        port=str(port),
        public_url=f"http://127.0.0.1:{port}",
        telegram_api=world.telegram.base_url.removesuffix("/bot"),
        telegram_token=world.telegram.token,
        twilio_api=world.twilio.base_url,
        twilio_account_sid=world.twilio.account_sid,
        twilio_auth_token=world.twilio.auth_token,
        caller_number=world.twilio.caller_number,
        **more,
    )


@dataclass(frozen=True, kw_only=True)
class Served:
    process: ProductProcess
    log: Path
    world: World
    codes: dict[str, str]
    secrets: tuple[str, ...]

    def ready(self) -> dict[str, dict[str, int]]:
        answer = httpx.get(f"{self.process.base_url}/health/ready", trust_env=False, verify=False)  # noqa: S501
        assert answer.status_code == 200
        ready: dict[str, dict[str, int]] = answer.json()
        return ready


@pytest.fixture
def served(world: World, home: Path, database: str, tmp_path: Path) -> Iterator[Served]:
    world.reset(start=datetime.now(UTC), seed=7)
    settings = settings_of(world, home, database_url=database)
    with opened(read_settings(settings)) as foundation:
        codes = people_invited(foundation)
        with foundation.ledger.write() as book:
            for key, value in NO_DRAWS.items():
                day = date(2026, 1, 1)
                book.policy.set(PolicyRow(region="", key=key, value=value, valid_from=day))
        secrets = (foundation.keys.store.hex(), foundation.keys.telegram_secret)
    log = tmp_path / "product.log"
    process = ProductProcess(settings, port=int(settings["MINGCHA_PORT"]), log=log)
    process.start()
    yield Served(
        process=process,
        log=log,
        world=world,
        codes=codes,
        secrets=(*secrets, world.telegram.token, world.twilio.auth_token),
    )
    if process.running:
        process.kill()


def eventually(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def reads(chat: ChatScript, part: str) -> bool:
    """Sooner or later the person has a message with these words."""
    return eventually(lambda: any(part in message.text for message in chat.messages))


def test_it_serves_real_webhooks_and_stops_when_it_is_told_to(served: Served) -> None:
    assert served.ready()["inbox"] == {"waiting": 0, "done": 0, "quarantined": 0}

    chat = served.world.chat("O1", number=official_number(1), first_name="Official 1")
    chat.starts(served.codes["O1"])
    assert reads(chat, "share your own contact")
    chat.shares_contact()
    assert reads(chat, "Rules of the checks")
    assert eventually(lambda: served.ready()["inbox"]["done"] == 2)

    assert served.process.stop() == 0
    assert served.world.problems == []
    _tells_what_happened_and_of_nobody(served)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_after_a_restore_it_takes_in_and_sends_nothing_before_somebody_says_so(
    world: World, home: Path, database: str, served: Served
) -> None:
    settings = read_settings(settings_of(world, home, database_url=database))
    with opened(settings) as foundation:
        now = foundation.clock.now()
        with foundation.ledger.write() as book:
            restoring.hold(book, "a drill", now)
        chat = served.world.chat("O1", number=official_number(1), first_name="Official 1")
        time.sleep(2 * ASKED_EVERY)  # the process has looked since
        chat.starts(served.codes["O1"])
        assert eventually(lambda: served.ready()["inbox"]["done"] == 1)
        assert not any("share your own contact" in message.text for message in chat.messages)
        with foundation.ledger.write() as book:
            assert restoring.settle(book, "looked at", foundation.clock.now()) is not None
    assert reads(chat, "share your own contact"), "it was written after the restore: nobody sent it"
    assert served.process.stop() == 0


def _tells_what_happened_and_of_nobody(served: Served) -> None:
    log = served.log.read_text(encoding="utf-8")
    assert "mingcha is running at" in log
    assert log.splitlines()[-1].endswith('event=stopped message="mingcha has stopped"')
    assert served.process.complaints() == []
    assert "Traceback" not in log
    for secret in (*served.secrets, *served.codes.values()):
        assert secret not in log
    for name in ("Official", "Household", "Inspector", "Shuanghe"):
        assert name not in log
    numbers = re.findall(r"\d{9,}", re.sub(r"timestamp=\S+", "", log))
    assert numbers == []


def test_a_port_that_is_taken_is_refused_by_name(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = run_process(environment(home, port=str(port)))
    assert told.status == 2
    assert (
        f"MINGCHA_HOST, MINGCHA_PORT: cannot listen on 127.0.0.1 port {port}"
        " (Address already in use); is mingcha running already?"
    ) in told.err
    assert "Traceback" not in told.err


def test_settings_that_are_missing_are_all_named(home: Path, own_logging: None) -> None:
    given = {"MINGCHA_HOME": str(home), "MINGCHA_CALLER_NUMBER": "+8610655500001"}
    told = Mingcha(given)("run")
    assert told.status == 2
    missing = re.findall(r"(MINGCHA_\w+): not set.*; see docs/settings.md", told.err)
    assert missing == [
        "MINGCHA_TELEGRAM_TOKEN",
        "MINGCHA_TWILIO_ACCOUNT_SID",
        "MINGCHA_TWILIO_AUTH_TOKEN",
    ]
    assert "Traceback" not in told.err


def test_a_token_that_telegram_does_not_know_is_refused_and_not_shown(
    world: World, home: Path, own_logging: None
) -> None:
    told = Mingcha(settings_of(world, home) | {"MINGCHA_TELEGRAM_TOKEN": TOKEN})("run")
    assert told.status == 2
    assert "expected the token that the messenger gave for this bot" in told.err
    assert TOKEN not in told.err
    assert "Traceback" not in told.err
