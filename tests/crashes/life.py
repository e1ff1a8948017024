"""One product from its start to its end, as whoever conducts the day sees it."""

import json
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from tests.crashes.nursery import Nursery


class Killed(Exception):
    """The product is gone."""


class Life(Protocol):
    @property
    def base_url(self) -> str: ...
    def step(self, now: datetime) -> datetime | None:
        """Raises Killed."""
        ...

    def points(self) -> Sequence[str]:
        """The crash points that it passed, in their order. Raises Killed."""
        ...

    def kill(self) -> None: ...
    def end(self) -> None:
        """It is not needed any more; or it is gone already."""
        ...


class Begin(Protocol):
    def __call__(self, now: datetime, point: str, nth: int) -> Life:
        """A new product at that moment, which ends when it comes to `point` for the `nth` time; ""
        never."""
        ...


@dataclass(kw_only=True)
class Forked:
    """One of the nursery's."""

    pid: int
    connection: socket.socket
    base_url: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self._lines = self.connection.makefile("rw", encoding="utf-8")
        self.base_url = self._answer()["base_url"]

    def step(self, now: datetime) -> datetime | None:
        due = self._ask({"step": now.isoformat()})["due"]
        return datetime.fromisoformat(due) if due else None

    def points(self) -> Sequence[str]:
        passed: list[str] = self._ask({"passed": True})["passed"]
        return passed

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        with suppress(OSError):
            self._lines.close()
        self.connection.close()

    def _ask(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        try:
            self._lines.write(json.dumps(asked) + "\n")
            self._lines.flush()
        except OSError:
            raise Killed from None
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        try:
            line = self._lines.readline()
        except ConnectionError:
            raise Killed from None
        if not line:
            raise Killed
        answer: dict[str, Any] = json.loads(line)
        return answer


@dataclass(kw_only=True)
class ForkedLives:
    """One after the other, on one store."""

    nursery: Nursery
    environment: Mapping[str, str]
    log: Path
    rehearsed: bool = False
    """It is the nursery itself that lives them: they are not killed."""
    begun: int = 0

    def __call__(self, now: datetime, point: str, nth: int) -> Forked:
        self.begun += 1
        toys = {
            "MINGCHA_CLOCK_START": now.isoformat(),
            "MINGCHA_INSECURE_SEED": f"life {self.begun}",
        }
        told = {
            "lives_as": "rehearsal" if self.rehearsed else "product",
            "environment": {**self.environment, **toys},
            "log": str(self.log),
            "point": point,
            "nth": nth,
        }
        pid, connection = self.nursery.begin(told)
        return Forked(pid=pid, connection=connection)
