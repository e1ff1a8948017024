"""A prepared township on either database, and the nursery of the products that live in it."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pytest

from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from simulator import World
from tests.crashes.nursery import Nursery
from tests.crashes.photo import NOON, hand_in
from tests.crashes.township import MORNING, register
from tests.databases import Postgresql, in_memory
from tests.scenarios.town import environment_for
from witness.local import LocalCustodian

pytest.register_assert_rewrite("tests.crashes.hundred")
SEED = 7
_CODES = 14 * 48
"""Of a custodian: for two weeks, of whose end the administrators are warned."""


class Copies(Protocol):
    """Of one prepared database."""

    @property
    def database(self) -> str:
        """What kind of."""
        ...

    @property
    def original(self) -> str: ...
    def copy(self) -> tuple[str, str]:
        """Name and address of a new one."""
        ...

    def drop(self, name: str) -> None: ...


@dataclass(kw_only=True)
class SqliteCopies:
    file: Path
    made: int = 0
    database: str = "SQLite"

    @property
    def original(self) -> str:
        return f"sqlite:///{self.file}"

    def copy(self) -> tuple[str, str]:
        self.made += 1
        file = self.file.with_name(f"{self.made}.db")
        shutil.copyfile(self.file, file)
        return str(file), f"sqlite:///{file}"

    def drop(self, name: str) -> None:
        for part in ("", "-wal", "-shm"):
            Path(name + part).unlink(missing_ok=True)


@dataclass(frozen=True, kw_only=True)
class PostgresqlCopies:
    server: Postgresql
    name: str
    original: str
    database: str = "PostgreSQL"

    def copy(self) -> tuple[str, str]:
        return self.server.create(self.name)

    def drop(self, name: str) -> None:
        self.server.drop(name)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The township on its Monday morning: as often as it is wanted."""

    world: World
    nursery: Nursery
    copies: Copies
    home: Path

    @contextmanager
    def morning(self) -> Iterator[tuple[Mapping[str, str], Foundation]]:
        """The settings of a new one, in a world of its own, and a look at its store."""
        self.world.reset(start=MORNING, seed=SEED)
        name, url = self.copies.copy()
        home = self.home.with_name("now")
        shutil.copytree(self.home, home)
        environment = environment_for(self.world, home, url)
        try:
            with Foundation.of(read_settings(environment)) as store:
                with self.world.stage.lock:
                    self.world.stage.at(NOON, lambda: hand_in(store, self.world))
                yield environment, store
        finally:
            shutil.rmtree(home)
            self.copies.drop(name)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(scope="session")
def crash_world() -> Iterator[World]:
    with World(start=MORNING, seed=SEED) as world:
        yield world


@pytest.fixture(scope="module")
def prepared(
    crash_world: World, nursery: Nursery, copies: Copies, tmp_path_factory: pytest.TempPathFactory
) -> Prepared:
    home = tmp_path_factory.mktemp("crashes") / "home"
    crash_world.reset(start=MORNING, seed=SEED)
    settings = read_settings(environment_for(crash_world, home, copies.original))
    with Foundation.of(settings) as foundation:
        register(foundation, crash_world)
        LocalCustodian.create(
            home / "custodian.json",
            secret=bytes(range(32)),
            start=MORNING.replace(hour=0, minute=0),
            n=_CODES,
            insecure=True,
        )
    return Prepared(world=crash_world, nursery=nursery, copies=copies, home=home)


@pytest.fixture(scope="module")
def sqlite_copies(sqlite_template: Path) -> Iterator[Copies]:
    """In memory where there is room: what a killed process has written is there all the same."""
    with TemporaryDirectory(dir=in_memory()) as folder:
        file = Path(folder) / "prepared.db"
        shutil.copyfile(sqlite_template, file)
        yield SqliteCopies(file=file)


@pytest.fixture(scope="module")
def postgresql_copies(postgresql: Postgresql) -> Copies:
    name, url = postgresql.create()
    return PostgresqlCopies(server=postgresql, name=name, original=url)
