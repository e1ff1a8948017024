from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.messenger import TelegramMessenger
from simulator import World
from tests.telephony.street import Street

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def outside() -> Iterator[World]:
    with World(start=START) as world:
        yield world


@pytest.fixture(scope="session")
def street() -> Iterator[Street]:
    with Street() as street:
        yield street


@pytest.fixture
def world(outside: World) -> World:
    outside.reset(start=START, seed=3)
    return outside


@pytest.fixture
def messenger(world: World) -> Iterator[TelegramMessenger]:
    with TelegramMessenger(
        token=world.telegram.token, base_url=world.telegram.base_url, timeout=0.5
    ) as messenger:
        yield messenger
