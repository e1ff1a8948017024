"""The conductor: moves product and simulated world from one due instant to the next.

It moves the time only when both are idle, and lets the world do one thing at a time, so that a
week passes in a minute and every run of it is the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class Steppable(Protocol):
    def step(self, now: datetime) -> datetime | None:
        """Moves its clock to `now`, works until idle, says when it is due next."""
        ...


class Outside(Protocol):
    def next_due(self) -> datetime | None: ...
    def move_to(self, instant: datetime) -> None: ...
    def run_next(self) -> bool: ...


_MOST_AT_ONE_INSTANT = 20_000
"""More steps without time passing are a loop, and a loop must be seen."""


@dataclass(kw_only=True)
class Conductor:
    product: Steppable
    world: Outside
    now: datetime
    on_move: Callable[[datetime], None] | None = None

    def settle(self) -> datetime | None:
        """Lets everything happen that is due now; returns when something is due next."""
        for _ in range(_MOST_AT_ONE_INSTANT):
            due = self.product.step(self.now)
            if not self.world.run_next() and (due is None or due > self.now):
                return _earlier(due, self.world.next_due())
        raise RuntimeError(f"product and world do not come to rest at {self.now.isoformat()}")

    def run_until(self, end: datetime) -> None:
        """Raises ValueError for an end that is past already."""
        if end < self.now:
            raise ValueError(f"it is {self.now.isoformat()}; time only goes forward")
        while True:
            due = self.settle()
            if due is None or due > end:
                self._move(end)
                return
            self._move(max(due, self.now))

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        self.run_until(self.now + timedelta(hours=hours, minutes=minutes, seconds=seconds))
        self.settle()

    def _move(self, instant: datetime) -> None:
        self.now = instant
        self.world.move_to(instant)
        if self.on_move is not None:
            self.on_move(instant)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)
