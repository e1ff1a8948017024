"""`mingcha run` itself, with stepped time, as the product of a day."""

import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx

from mingcha.stepping import RemoteProduct
from tests.crashes.life import Killed
from tests.processes.house import House, Part


@dataclass(kw_only=True)
class Served:
    house: House
    part: Part
    ended: bool = False

    def __post_init__(self) -> None:
        self._remote = RemoteProduct(self.part.base_url)

    @property
    def base_url(self) -> str:
        return self.part.base_url

    def step(self, now: datetime) -> datetime | None:
        try:
            return self._remote.step(now)
        except httpx.TransportError:
            raise Killed from None

    def points(self) -> Sequence[str]:
        return ()

    def kill(self) -> None:
        self.part.tell(signal.SIGKILL)

    def end(self) -> None:
        with self._remote:
            if not self.ended:
                self.ended = True
                self.kill()
                self.house.wait(self.part)


@dataclass(kw_only=True)
class ServedLives:
    house: House
    environment: Mapping[str, str]

    def __call__(self, now: datetime, point: str, nth: int) -> Served:
        assert not point, "a whole product is killed from outside"
        self.house.environment = {
            **self.environment,
            "MINGCHA_CLOCK_START": now.isoformat(),
            "MINGCHA_INSECURE_SEED": f"life {len(self.house.parts)}",
        }
        part = self.house.begin()
        part.await_ready()
        return Served(house=self.house, part=part)
