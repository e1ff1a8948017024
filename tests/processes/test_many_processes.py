"""Several processes on one PostgreSQL, in real time: one is killed, two are stopped past their
lease and go on, others are restarted one after the other. Nobody is asked twice, nobody is left
out."""

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from fieldwork.calling import CLAIM_LASTS
from mingcha.environment import read_settings
from mingcha.foundation import SCHEDULING
from simulator import World
from simulator.server import LoopbackServer
from tests.mingcha.installation import opened
from tests.processes.crowd import FINISHED, TEAMS, Crowd, register
from tests.processes.front import Front
from tests.processes.house import PATIENCE, House
from tests.scenarios.town import PUBLIC_URL

LEASE = 2


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with World(start=datetime.now(UTC), seed=7) as world:
        yield Crowd(world=world)


@pytest.fixture
def house(crowd: Crowd, postgresql_url: str, tmp_path: Path) -> Iterator[House]:
    world, front = crowd.world, Front()
    server = LoopbackServer(front.app)
    server.start()
    world.route(PUBLIC_URL, server.base_url)
    lanes = tmp_path / "lanes.toml"
    lanes.write_text("[lanes.telephone]\ncalls_a_second = 100\n")
    environment = {
        "MINGCHA_LANES": str(lanes),
        "MINGCHA_HOME": str(tmp_path / "home"),
        "MINGCHA_DATABASE_URL": postgresql_url,
        "MINGCHA_PUBLIC_URL": PUBLIC_URL,
        "MINGCHA_LEASE_SECONDS": str(LEASE),
        "MINGCHA_TELEGRAM_API": world.telegram.base_url.removesuffix("/bot"),
        "MINGCHA_TELEGRAM_TOKEN": world.telegram.token,
        "MINGCHA_TWILIO_API": world.twilio.base_url,
        "MINGCHA_TWILIO_ACCOUNT_SID": world.twilio.account_sid,
        "MINGCHA_TWILIO_AUTH_TOKEN": world.twilio.auth_token,
        "MINGCHA_CALLER_NUMBER": world.twilio.caller_number,
    }
    with House(environment=environment, folder=tmp_path, front=front) as house:
        with opened(read_settings(environment)) as foundation:
            register(foundation, crowd)
        crowd.settle_in()
        house.await_nursery()
        yield house
    server.stop()
    front.close()


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What the store and the world say in the end."""

    fence: int
    """How often the scheduler's lease changed hands."""
    repeated: int
    """Messages that were sent once more since nobody knows what became of the first request."""
    waiting: Mapping[str, int]
    broken_at: int | None


def tally(house: House) -> Tally:
    settings = read_settings(house.environment)
    with opened(settings) as foundation, foundation.ledger.read() as book:
        lease = book.leases.of(SCHEDULING)
        return Tally(
            fence=lease.fence if lease is not None else 0,
            repeated=_value(house, "SELECT count(*) FROM messages WHERE repeated"),
            waiting=book.inbox.counts(),
            broken_at=book.audit.broken_at(),
        )


def _value(house: House, query: str) -> int:
    with psycopg.connect(house.environment["MINGCHA_DATABASE_URL"]) as store:
        row = store.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


def minutes_pass(house: House, died_at: datetime) -> None:
    """As if the time were over after which others take up what a dead process had begun."""
    with psycopg.connect(house.environment["MINGCHA_DATABASE_URL"]) as store:
        store.execute(
            "UPDATE messages SET next_at = now()"
            " WHERE state = 'SENDING' AND NOT repeated AND sent_at < %s",
            (died_at,),
        )
        store.execute(
            "UPDATE attempts SET deadline = now() WHERE state = 'CLAIMED' AND deadline < %s",
            (died_at + CLAIM_LASTS,),
        )
        store.execute(
            "UPDATE contacts SET next_at = now() WHERE id IN (SELECT contact_id FROM attempts"
            " WHERE channel = 'voice' AND state IN ('SENDING', 'UNCERTAIN') AND made_at < %s)",
            (died_at,),
        )


def eventually(happened: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.1)


def test_nobody_is_asked_twice_and_nobody_left_out(
    house: House, crowd: Crowd, capsys: pytest.CaptureFixture[str]
) -> None:
    with crowd.living():
        web, _, *schedulers, killed, stopped, rolled = house.start(
            *2 * [["web"]], *2 * [["scheduler"]], *3 * [["worker"]]
        )
        (chief,) = [one for one in schedulers if "is the scheduler now" in one.log.read_text()]
        before = tally(house).fence
        eventually(lambda: sum(crowd.checks().values()) > TEAMS / 10, "the first checks")

        house.kill(killed)
        died_at = datetime.now(UTC)
        for part in (chief, stopped):
            part.tell(signal.SIGSTOP)
        house.start(["worker"])
        eventually(lambda: tally(house).fence > before, "another scheduler")
        for part in (chief, stopped):
            part.tell(signal.SIGCONT)

        assert house.stop(web, rolled) == [0, 0]
        house.start(["web"], ["worker"])

        def everybody() -> bool:
            minutes_pass(house, died_at)
            return (
                min(crowd.checks().values()) >= 1
                and min(crowd.calls().values()) >= 1
                and len(crowd.summaries()) >= FINISHED
            )

        eventually(everybody, "everybody asked, and every end told")
    # The last calls were still ringing, and their news is on its way.
    eventually(lambda: tally(house).waiting["waiting"] == 0, "what came in, applied")
    assert house.stop(*house.running) == [0] * 7
    _is_whole(house, crowd, capsys)


def _is_whole(house: House, crowd: Crowd, capsys: pytest.CaptureFixture[str]) -> None:
    end = tally(house)
    checks, calls, summaries = crowd.checks(), crowd.calls(), crowd.summaries()
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{len(checks)} officials got {sum(checks.values())} checks ({end.repeated} marked"
            f" repeats), {len(calls)} households {sum(calls.values())} calls, the inspector"
            f" {len(summaries)} summaries of {FINISHED} inspections; the scheduler's lease changed"
            f" hands {end.fence - 1} times; {dict(end.waiting)}"
        )
    assert set(calls.values()) == {1}
    assert sum(checks.values()) <= TEAMS + end.repeated
    assert max(checks.values()) <= 2
    assert len(summaries) == len(set(summaries)) == FINISHED
    assert (end.waiting["waiting"], end.waiting["quarantined"]) == (0, 0)
    assert end.broken_at is None
    assert len(house.front.passed) == 3, "each web process has answered, the new one too"
    assert crowd.world.problems == []
    assert [line for part in house.parts for line in part.complaints()] == []
