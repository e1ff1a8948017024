"""`mingcha run` itself, with stepped time, as the product of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from mingcha.demo.child import free_port
from mingcha.stepping import RemoteProduct
from tests.crashes.command import Command
from tests.crashes.life import Killed
from tests.crashes.nursery import Nursery
from tests.ready import await_ready

_PATIENCE = 120.0
"""Seconds, for a machine that has other work; nobody is measured by them."""


@dataclass(kw_only=True)
class Served:
    command: Command
    base_url: str
    _ended: bool = False

    def __post_init__(self) -> None:
        self._remote = RemoteProduct(self.base_url)

    def await_ready(self) -> None:
        await_ready(self.base_url, _PATIENCE, lambda: self.command.said)

    def step(self, now: datetime) -> datetime | None:
        try:
            return self._remote.step(now)
        except httpx.TransportError:
            raise Killed from None

    def points(self) -> Sequence[str]:
        return ()

    def kill(self) -> None:
        if not self._ended:
            self._ended = True
            self.command.kill()

    def end(self) -> None:
        with self._remote:
            self.kill()


@dataclass(kw_only=True)
class ServedLives:
    """One after the other, on one store."""

    nursery: Nursery
    environment: Mapping[str, str]
    folder: Path
    """Of their logs."""
    lives: list[Served] = field(default_factory=list)

    def __call__(self, now: datetime, point: str, nth: int) -> Served:
        assert not point, "a whole product is killed from outside"
        port, number = free_port(), len(self.lives) + 1
        toys = {
            "MINGCHA_PORT": str(port),
            "MINGCHA_LOG_LEVEL": "debug",
            "MINGCHA_CLOCK_START": now.isoformat(),
            "MINGCHA_INSECURE_SEED": f"life {number}",
        }
        command = Command.given(
            self.nursery, ["run"], {**self.environment, **toys}, self.folder / f"{number}.log"
        )
        life = Served(command=command, base_url=f"http://127.0.0.1:{port}")
        self.lives.append(life)
        life.await_ready()
        return life

    @property
    def said(self) -> str:
        return "".join(life.command.said for life in self.lives)
