"""`mingcha run` without a public address: a process of its own that fetches its updates."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from inspection.policy import PolicyRow
from mingcha.demo.child import ProductDied, ProductProcess
from mingcha.environment import read_settings
from mingcha.foundation import POLLING
from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha, run_process
from tests.mingcha.installation import environment, opened, people_invited
from tests.mingcha.test_serve import NO_DRAWS, eventually, reads, settings_of
from tests.scenarios.town import official_number

ALONE = {
    "MINGCHA_PUBLIC_URL": "",
    "MINGCHA_TWILIO_ACCOUNT_SID": "",
    "MINGCHA_TWILIO_AUTH_TOKEN": "",
    "MINGCHA_CALLER_NUMBER": "",
}


@dataclass(kw_only=True)
class Polling:
    world: World
    settings: dict[str, str]
    codes: dict[str, str]
    log: Path

    def __post_init__(self) -> None:
        self.process = self.new_process()

    def new_process(self) -> ProductProcess:
        return ProductProcess(self.settings, port=int(self.settings["MINGCHA_PORT"]), log=self.log)

    def inbox(self) -> dict[str, int]:
        answer = httpx.get(f"{self.process.base_url}/health/ready", trust_env=False, verify=False)  # noqa: S501
        counts: dict[str, int] = answer.json()["inbox"]
        return counts

    def all_sent(self) -> bool:
        """Whether the store knows how every message ended: one that is killed while it is being
        sent holds up its chat until the lease of the request ends."""
        with opened(read_settings(self.settings)) as foundation, foundation.ledger.read() as book:
            return book.messages.next_due() is None

    def lease_ends(self) -> None:
        """As if the time had passed after which another process may take over."""
        with opened(read_settings(self.settings)) as foundation:
            now = foundation.clock.now()
            with foundation.ledger.write() as book:
                lease = book.leases.of(POLLING)
                assert lease is not None
                assert lease.until > now, "the killed process still held it"
                book.leases.give_back(lease, now - timedelta(seconds=1))


@pytest.fixture
def polling(world: World, home: Path, database: str, tmp_path: Path) -> Iterator[Polling]:
    world.reset(start=datetime.now(UTC), seed=7)
    settings = settings_of(world, home, database_url=database) | ALONE
    with opened(read_settings(settings)) as foundation:
        codes = people_invited(foundation)
        with foundation.ledger.write() as book:
            for key, value in NO_DRAWS.items():
                row = PolicyRow(region="", key=key, value=value, valid_from=date(2026, 1, 1))
                book.policy.set(row)
    one = Polling(world=world, settings=settings, codes=codes, log=tmp_path / "product.log")
    yield one
    if one.process.running:
        one.process.kill()


def test_it_fetches_what_people_write_and_stops_at_once(polling: Polling) -> None:
    polling.process.start()
    chat = polling.world.chat("O1", number=official_number(1), first_name="Official 1")
    chat.starts(polling.codes["O1"])
    assert reads(chat, "share your own contact")
    chat.shares_contact()
    assert reads(chat, "Rules of the checks")
    assert eventually(lambda: polling.inbox()["done"] == 2)
    knock = httpx.post(f"{polling.process.base_url}/telegram", trust_env=False, content="{}")
    assert knock.status_code == 404, "no door where nobody is expected"

    began = datetime.now(UTC)
    assert polling.process.stop() == 0
    assert datetime.now(UTC) - began < timedelta(seconds=10), "it did not wait for the long poll"
    assert polling.process.complaints() == []
    log = polling.log.read_text(encoding="utf-8")
    assert "chat: updates are fetched from Telegram, since MINGCHA_PUBLIC_URL is not set" in log
    assert "telephone: none, nobody is called and no household is asked" in log
    assert polling.world.telegram.token not in log


def test_killed_between_storing_and_acknowledging_it_loses_and_doubles_nothing(
    polling: Polling,
) -> None:
    faults = polling.world.faults
    # Acknowledging never succeeds, so that the kill surely comes before it.
    faults.drop_before("telegram.getUpdates", nth=None, when=lambda asked: "offset" in asked)
    polling.process.start()
    chat = polling.world.chat("O1", number=official_number(1), first_name="Official 1")
    chat.starts(polling.codes["O1"])
    assert reads(chat, "share your own contact")
    assert eventually(polling.all_sent)
    polling.process.kill()
    assert len(polling.world.telegram.updates.pending()) == 1, "stored, and not acknowledged"

    faults.clear()
    polling.lease_ends()
    chat.shares_contact()
    polling.process = polling.new_process()
    polling.process.start()
    assert reads(chat, "Rules of the checks")
    assert eventually(lambda: not polling.world.telegram.updates.pending())
    assert polling.inbox() == {"waiting": 0, "done": 2, "quarantined": 0}
    asked = [m for m in chat.messages if "share your own contact" in m.text]
    assert len(asked) == 1
    assert polling.process.stop() == 0


def test_killed_before_storing_it_is_given_the_update_again(polling: Polling) -> None:
    chat = polling.world.chat("O1", number=official_number(1), first_name="Official 1")
    chat.starts(polling.codes["O1"])
    polling.world.on_request("telegram.getUpdates", 1, lambda: polling.process.kill())
    polling.world.faults.delay("telegram.getUpdates", seconds=0.2)
    with suppress(ProductDied):  # it may have answered before it was killed
        polling.process.start()
    assert polling.process.ended()
    polling.lease_ends()
    polling.process = polling.new_process()
    polling.process.start()
    assert reads(chat, "share your own contact")
    assert polling.inbox()["quarantined"] == 0
    assert polling.process.stop() == 0


def test_half_of_the_carriers_settings_is_refused_by_name(home: Path, own_logging: None) -> None:
    for left_out in ("MINGCHA_TWILIO_ACCOUNT_SID", "MINGCHA_CALLER_NUMBER"):
        told = Mingcha(environment(home) | {left_out: ""})("run")
        assert told.status == 2
        assert f"{left_out}: not set, though MINGCHA_" in told.err


@EMBEDDED
def test_time_that_is_stepped_needs_a_public_address(home: Path, database: str) -> None:
    told = run_process(
        environment(home, database_url=database, public_url="", clock="stepped")
        | {"MINGCHA_CLOCK_START": "2026-03-01T09:00:00+08:00"}
    )
    assert told.status == 2
    assert "clock=stepped needs it" in told.err
