"""Whole stories: the product and the simulated world together, each story on both databases.

The world is closed: a test fails on a message, a call or a line of the log that it did not expect.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspection.roster import Roster
from simulator import World
from tests.scenarios.check import MakeTown
from tests.scenarios.telegram_door import TelegramDoor
from tests.scenarios.town import SUNDAY, Town, town_on


class ExpectedLog(logging.Handler):
    """Keeps every warning and error of the product; what a test does not expect fails it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expects(self, part: str) -> None:
        """A line with `part` in it, once or more often."""
        self._expected.append(part)

    def verify(self) -> None:
        unexpected = [
            line for line in self.lines if not any(part in line for part in self._expected)
        ]
        assert not unexpected, f"unexpected in the log: {unexpected}"
        missing = [part for part in self._expected if not any(part in line for line in self.lines)]
        assert not missing, f"missing in the log: {missing}; it holds {self.lines}"


@pytest.fixture(autouse=True)
def log() -> Iterator[ExpectedLog]:
    handler = ExpectedLog()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    handler.verify()


@pytest.fixture(scope="session")
def outside() -> Iterator[World]:
    with World(start=SUNDAY) as world:
        yield world


@pytest.fixture
def world(outside: World) -> Iterator[World]:
    """A new world on a Sunday morning; at the test's end it holds nothing unexpected."""
    outside.reset(start=SUNDAY, seed=7)
    yield outside
    outside.verify()


@pytest.fixture
def make_town(world: World, database: str, tmp_path: Path) -> Iterator[MakeTown]:
    """One town a test: there is one world, and its time goes one way."""
    with ExitStack() as towns:

        def make(
            *,
            policy: Mapping[str, str] | None = None,
            roster: Roster | None = None,
            settings: Mapping[str, str] | None = None,
        ) -> Town:
            town = town_on(
                database, tmp_path / "home", world, policy=policy, roster=roster, settings=settings
            )
            return towns.enter_context(town)

        yield make


@pytest.fixture
def town(make_town: MakeTown) -> Town:
    """The small town, in which nobody is linked yet."""
    return make_town()


@pytest.fixture
def door(town: Town) -> TelegramDoor:
    town.world.traffic.recording = True
    return TelegramDoor(town=town)
