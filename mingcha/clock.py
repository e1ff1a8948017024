"""The clocks and the chance of the product: the only places where time and chance come from."""

import hashlib
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class SteppedClock:
    """Stands still until it is moved: demo and tests live a week in a minute.

    A merely faster clock cannot do this, since real requests take real milliseconds."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._now = self._start

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._start).total_seconds()

    def move_to(self, instant: datetime) -> None:
        """Raises ValueError if that would turn the clock back."""
        if instant < self._now:
            raise ValueError("a stepped clock only goes forward")
        self._now = instant.astimezone(UTC)


class SystemChance:
    def token(self, size: int) -> bytes:
        return os.urandom(size)


@dataclass
class SeededChance:
    """The same bytes for the same seed: for demo and tests only, since anybody can foresee it."""

    seed: bytes
    _drawn: int = field(default=0, init=False)

    def token(self, size: int) -> bytes:
        self._drawn += 1
        key = self.seed + self._drawn.to_bytes(8, "big")
        return hashlib.shake_256(key).digest(size)
