"""A new version of the database, and processes that know the former one or the next one."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psycopg
import pytest
import sqlalchemy as sa

from mingcha.environment import read_settings
from mingcha.foundation import SCHEDULING
from simulator import World
from storage.engine import Engines
from storage.migrate import head_revision, migrate
from storage.migrations import versions
from storage.seal import Seal
from tests.databases import KEY, entropy
from tests.mingcha.installation import environment, opened
from tests.processes.front import Front
from tests.processes.house import PATIENCE, House, Part

SECRET = "of-the-webhook"
NEXT = "9999_next"
STEPS = Path(versions.__file__).parent
NO_MORE = "this process does nothing more but keep what comes in"
ROLES = ("web", "worker", "scheduler")


@pytest.fixture
def house(empty_postgresql_url: str, tmp_path: Path) -> Iterator[House]:
    front = Front()
    with World(start=datetime.now(UTC), seed=7) as world:
        settings = environment(
            tmp_path / "home",
            database_url=empty_postgresql_url,
            store_key=KEY.hex(),
            telegram_api=world.telegram.base_url.removesuffix("/bot"),
            telegram_token=world.telegram.token,
            telegram_secret=SECRET,
            twilio_api=world.twilio.base_url,
            lease_seconds="2",
        )
        with House(environment=settings, folder=tmp_path, front=front) as house:
            house.await_nursery()
            yield house
    front.close()


def update(number: int) -> bytes:
    """Somebody whom nobody knows says hello."""
    chat = {"id": 4711, "type": "private", "first_name": "A"}
    said = {"message_id": 1, "date": 1772413200, "chat": chat, "text": "hello"}
    message = said | {"from": {"id": 4711, "is_bot": False, "first_name": "A"}}
    return json.dumps({"update_id": number, "message": message}).encode()


def revision_before() -> str:
    """The last step but one; steps are numbered in their order."""
    return sorted(one.stem for one in STEPS.glob("[0-9]*.py"))[-2]


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as store:
        asked = store.execute(statement.encode())
        return asked.fetchall() if asked.description else []


def is_applied(url: str) -> bool:
    """What came in, which is one delivery."""
    ((tries, done_at),) = ask(url, "SELECT tries, done_at FROM deliveries")
    assert tries == 0
    return done_at is not None


def eventually(happened: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.05)


def came_before(url: str) -> None:
    """What waited when the database was still at the step before."""
    engines, seal = Engines(url), Seal.from_key(KEY, entropy=entropy)
    tables, now = sa.MetaData(), datetime.now(UTC)
    with engines.writing() as connection:
        tables.reflect(connection)
        row = {"source": "telegram", "key": "1", "strand": 1, "tries": 0}
        row |= {"received_at": now, "next_at": now}
        row["body"] = seal.close("deliveries.body", update(1))
        connection.execute(tables.tables["deliveries"].insert().values(**row))
    engines.dispose()


def reasons(part: Part) -> str:
    answer = httpx.get(f"{part.base_url}/health/ready", trust_env=False)
    return " ".join(answer.json()["reasons"]) if answer.status_code == 503 else ""


def scheduling(house: House) -> bool:
    """Whether somebody has the lease."""
    query = f"SELECT 1 FROM leases WHERE name = '{SCHEDULING}' AND until > now()"  # noqa: S608
    return bool(ask(house.environment["MINGCHA_DATABASE_URL"], query))


def test_a_program_starts_on_no_database_but_its_own(house: House) -> None:
    """Of whichever role; what waited in the former one is applied once the new one runs."""
    url = house.environment["MINGCHA_DATABASE_URL"]
    migrate(url, revision_before())
    came_before(url)
    for part in [house.begin(role) for role in ROLES]:
        assert house.wait(part) == 2
        told = part.log.read_text()
        wants = f"the database has schema {revision_before()}, this program needs {head_revision()}"
        assert f"{wants}; run `mingcha migrate`" in told
        assert "Traceback" not in told
    assert not is_applied(url)
    migrate(url)
    house.start(*([role] for role in ROLES))
    eventually(lambda: is_applied(url), "what waited was applied")
    assert house.stop(*house.running) == [0, 0, 0]
    assert [line for part in house.parts[-3:] for line in part.complaints()] == []


def test_a_process_whose_database_became_another_one_does_nothing_but_keep_what_comes_in(
    house: House,
) -> None:
    """It leaves the work to the newer program, and the lease too. When the database is as it was
    (here: for want of a newer program), it goes on with what came meanwhile."""
    url = house.environment["MINGCHA_DATABASE_URL"]
    migrate(url)
    with opened(read_settings(house.environment)):
        parts = house.start(*([role] for role in ROLES))
    ask(url, "ALTER TABLE deliveries ADD COLUMN more TEXT NOT NULL DEFAULT ''")
    ask(url, f"UPDATE alembic_version SET version_num = '{NEXT}'")  # noqa: S608
    for part in parts:
        eventually(lambda of=part: NEXT in reasons(of), "it says why it is not ready")  # type: ignore[misc]
    eventually(lambda: not scheduling(house), "the scheduler's lease was given up")
    web, worker, _ = parts
    eventually(lambda: NO_MORE in worker.log.read_text(), "the worker has seen it")
    knock = httpx.post(
        f"{web.base_url}/telegram",
        content=update(1),
        headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
        trust_env=False,
    )
    assert knock.status_code == 200
    assert not is_applied(url)
    ask(url, f"UPDATE alembic_version SET version_num = '{head_revision()}'")  # noqa: S608
    eventually(lambda: is_applied(url), "what came meanwhile was applied")
    eventually(lambda: scheduling(house), "somebody is the scheduler again")
    assert house.stop(*parts) == [0, 0, 0]
    for part in parts:
        assert all(NO_MORE in line for line in part.complaints())
