"""`mingcha COMMAND` in a process of the nursery's: from its start to its end."""

import os
import signal
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.crashes.nursery import Nursery

_A_LINE = 16


@dataclass(frozen=True, kw_only=True)
class Command:
    pid: int
    connection: socket.socket
    log: Path
    """Where it writes what it would write on the screen."""

    @classmethod
    def given(
        cls, nursery: Nursery, words: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> Self:
        told = {
            "lives_as": "command",
            "command": list(words),
            "environment": dict(environment),
            "log": str(log),
        }
        pid, connection = nursery.begin(told)
        return cls(pid=pid, connection=connection, log=log)

    def kill(self) -> None:
        """With `kill -9`; returns when it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        assert self.ended() is None, "it had ended before"

    def ended(self) -> int | None:
        """Waits for its end: the exit status, None of one that was killed."""
        with self.connection:
            line = self.connection.recv(_A_LINE)
            assert self.connection.recv(_A_LINE) == b""
        return int(line) if line else None

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""
