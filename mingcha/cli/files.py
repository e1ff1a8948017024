"""Files that commands read and write."""

import os
import sys
from pathlib import Path

from mingcha.cli.refusal import Refused


def read_file(option: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{option} {path}: it cannot be read ({error.strerror})") from None


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """`private`: readable by its owner only. The folder is made if it is not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # an older one may have been readable by others
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with open(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        raise Refused(f"{path}: it cannot be written ({error.strerror})") from None


def write_out(path: Path | None, content: bytes) -> None:
    """To the file, or to the screen if there is none."""
    if path is not None:
        write_file(path, content)
        return
    sys.stdout.write(content.decode().rstrip("\n") + "\n")
