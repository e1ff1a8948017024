"""Files that commands read and write."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from typing import TextIO

from mingcha.cli.refusal import Refused


def read_file(option: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{option} {path}: it cannot be read ({error.strerror})") from None


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """`private`: readable by its owner only. The folder is made if it is not there.

    The file is there once all of it is written: whoever is killed in the middle, or finds the disk
    full, leaves the former one as it is, or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_a_door(path):
            path.write_bytes(content)
        elif path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        else:
            _put(path, content, 0o600 if private else 0o666)
    except OSError as error:
        raise Refused(f"{path}: it cannot be written ({error.strerror})") from None


def _put(path: Path, content: bytes, mode: int) -> None:
    """A file of its own, since an older one may be readable by others."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)  # of somebody who was killed
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise


@contextmanager
def replacing(option: str, path: Path) -> Iterator[TextIO]:
    """A page for its owner only, which takes the place of the file once all of it is written: if
    the block raises, the former file stays as it is."""
    fresh = path if _is_a_door(path) else path.with_name(f".{path.name}.new")
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        if fresh != path:
            fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Refused(f"{option} {path}: it cannot be written ({error.strerror})") from None
    try:
        with open(handle, "w", encoding="utf-8", newline="") as page:
            yield page
        fresh.replace(path)
    finally:
        if fresh != path:
            fresh.unlink(missing_ok=True)


def _is_a_door(path: Path) -> bool:
    """A device, a pipe or a link, such as /dev/stdout: written into, never put aside."""
    return path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir())


def write_out(path: Path | None, content: bytes) -> None:
    """To the file, or to the screen if there is none."""
    if path is not None:
        write_file(path, content)
        return
    sys.stdout.write(content.decode().rstrip("\n") + "\n")
