"""A copy of an SQLite store while it is in use, whole and as of one moment."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from fieldwork.book import StoreDown


def copy_of(database: Path, to: Path) -> int:
    """Writes the copy, safe on the disk when this returns; its size in bytes.

    Nobody waits for it: readers and writers of `database` go on. Raises FileExistsError rather
    than overwrite, StoreDown where the database cannot be read or the copy not be written."""
    if to.exists():
        raise FileExistsError(to)
    part = to.with_name(f"{to.name}.part")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        # Made here so that nobody else can read it for a moment.
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        ) as source:
            source.execute("VACUUM INTO ?", (str(part),))
        _sync(part)
        part.rename(to)
        _sync(to.parent)
    except sqlite3.Error as problem:
        name = getattr(problem, "sqlite_errorname", type(problem).__name__)
        raise StoreDown(f"the database cannot be copied ({name})") from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return to.stat().st_size


def put(copy: Path, database: Path, aside: str) -> Path | None:
    """Puts `copy` in the place of `database`, which is kept beside under its name and `aside`;
    returns where, None if there was none. Nobody may have either open."""
    kept = None
    if database.exists():
        kept = database.with_name(f"{database.name}.{aside}")
        for end in ("-wal", "-shm"):
            extra = database.with_name(database.name + end)
            if extra.exists():
                extra.rename(kept.with_name(kept.name + end))
        database.rename(kept)
    copy.rename(database)
    _sync(database.parent)
    return kept


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
