import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingcha.environment import read_settings
from mingcha.settings import Settings
from simulator import World
from tests.mingcha.command import Mingcha
from tests.mingcha.installation import environment
from tests.scenarios.town import SUNDAY


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def settings(home: Path) -> Settings:
    """An installation for real, on its own embedded database, with providers that are not there."""
    return read_settings(environment(home))


@pytest.fixture
def mingcha(home: Path, database: str) -> Mingcha:
    """The command line over a migrated database, of either kind."""
    return Mingcha({"MINGCHA_HOME": str(home), "MINGCHA_DATABASE_URL": database})


@pytest.fixture
def folder(tmp_path: Path, mingcha: Mingcha) -> Path:
    """A generated roster of three teams."""
    folder = tmp_path / "roster"
    assert mingcha("roster", "generate", "--out", str(folder), "--teams", "3").status == 0
    return folder


@pytest.fixture
def own_logging() -> Iterator[None]:
    """What is configured within the test is undone after it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def outside() -> Iterator[World]:
    with World(start=SUNDAY) as world:
        yield world


@pytest.fixture
def world(outside: World) -> World:
    outside.reset(start=SUNDAY, seed=7)
    return outside
