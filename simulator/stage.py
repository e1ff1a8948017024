"""What all parts of the simulated world share: its clock, agenda, chance, log and lock."""

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from simulator.agenda import Action, Agenda, Appointment
from simulator.happening import Happening, Kind
from simulator.traffic import Counts, Traffic


def chance(*key: object) -> random.Random:
    """Chance that depends on `key` alone, never on how many draws others made before."""
    return random.Random("|".join(str(part) for part in key))


class Stage:
    """Every change of the world's state happens under `lock`; HTTP is done outside of it."""

    def __init__(self, *, start: datetime, seed: int) -> None:
        if start.utcoffset() is None:
            raise ValueError("the world starts at an aware datetime, not at a naive one")
        self.lock = threading.RLock()
        self.now = start
        self.seed = seed
        self.agenda = Agenda()
        self.log: list[Happening] = []
        self.problems: list[str] = []
        self.counts = Counts()
        self.traffic = Traffic()
        self.on_happening: Callable[[Happening], None] | None = None

    def after(self, seconds: float, action: Action) -> Appointment:
        return self.agenda.add(self.now + timedelta(seconds=seconds), action)

    def at(self, instant: datetime, action: Action) -> Appointment:
        return self.agenda.add(max(instant, self.now), action)

    def chance(self, *key: object) -> random.Random:
        return chance(self.seed, *key)

    def hex_id(self, prefix: str, *key: object) -> str:
        """A provider's id: two letters and 32 hexadecimal digits, the same for the same key."""
        return f"{prefix}{self.chance(prefix, *key).getrandbits(128):032x}"

    def tell(self, kind: Kind, who: str, text: str = "", *, call: str = "") -> None:
        happening = Happening(at=self.now, kind=kind, who=who, text=text, call=call)
        self.log.append(happening)
        if self.on_happening is not None:
            self.on_happening(happening)

    def complain(self, problem: str) -> None:
        """Notes something that could not happen in a correct product, or that nobody understood."""
        self.problems.append(f"{self.now:%Y-%m-%d %H:%M:%S} UTC: {problem}")
