"""What a custodian has seen: an append-only file of commitments and openings, one a line."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspection.digest import canonical

Entry = dict[str, str | int]


class CustodianDamaged(Exception):
    """A custodian's file cannot be relied on; it must not witness or open anything."""


class SeenLog:
    """The log beside a custodian's file. Several processes may share it: each act locks it, and
    reads what others have added before it decides."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.newest_opened = 0
        self._commitments: dict[tuple[str, str], Entry] = {}
        self._read_to = 0

    @staticmethod
    def begin(path: Path) -> None:
        """An empty log. Raises FileExistsError where another custodian's log lies."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size:
                raise FileExistsError(
                    f"{path} holds what another custodian has seen; choose another path"
                )
        finally:
            os.close(handle)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the log, everything in it read."""
        try:
            handle = os.open(self.path, os.O_RDWR)
        except FileNotFoundError:
            # A custodian that forgot would witness a second commitment.
            raise CustodianDamaged(f"{self.path} is missing; restore it from its copy") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self._catch_up(handle)
            yield
        finally:
            os.close(handle)

    def commitment(self, draw: str, slot: str) -> Entry | None:
        return self._commitments.get((draw, slot))

    def append(self, entry: Entry) -> None:
        """On the disk when this returns. To be called only while `locked`."""
        handle = os.open(self.path, os.O_WRONLY)
        try:
            line = canonical(entry) + b"\n"
            # Written where the last whole line ends, so that one torn by a crash is replaced.
            os.ftruncate(handle, self._read_to)
            os.lseek(handle, self._read_to, os.SEEK_SET)
            if os.write(handle, line) != len(line):
                raise OSError(f"the disk took only a part of a line of {self.path}")
            os.fsync(handle)
        finally:
            os.close(handle)
        self._read_to += len(line)
        self._take(entry)

    def _catch_up(self, handle: int) -> None:
        size = os.fstat(handle).st_size
        if size < self._read_to:
            raise CustodianDamaged(f"{self.path} has become shorter; it only ever grows")
        os.lseek(handle, self._read_to, os.SEEK_SET)
        with os.fdopen(os.dup(handle), "rb") as file:
            lines = file.read().split(b"\n")
        for line in lines[:-1]:  # what follows the last line's end was never acknowledged
            self._take(self._entry(line))
            self._read_to += len(line) + 1

    def _entry(self, line: bytes) -> Entry:
        try:
            entry: Entry = json.loads(line)
            if entry["event"] not in ("committed", "opened"):
                raise ValueError("another event")
        except (ValueError, KeyError, TypeError):
            raise CustodianDamaged(
                f"{self.path} holds a line, at byte {self._read_to}, that is neither a commitment"
                " nor an opening; restore the file from its copy"
            ) from None
        return entry

    def _take(self, entry: Entry) -> None:
        if entry["event"] == "committed":
            self._commitments[str(entry["draw"]), str(entry["slot"])] = entry
        else:
            self.newest_opened = max(self.newest_opened, int(entry["k"]))
