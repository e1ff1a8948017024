"""Which station completed a pass when: what stands still shows by its age."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping


class Passes:
    """Of one process. `elapsed` gives seconds that never go back: a wall clock that is put back
    must not make young again what stands still. May be used from several threads."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._lock = threading.Lock()
        self._since: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._first: set[str] = set()

    def begin(self, stations: Collection[str]) -> None:
        """From here on each of them is expected to complete passes."""
        with self._lock:
            self._since = dict.fromkeys(stations, self._elapsed())

    def completed(self, station: str) -> None:
        with self._lock:
            self._since[station] = self._elapsed()
            self._first.add(station)

    def failed(self, station: str) -> None:
        """It broke off: a pass that fails each time is none."""
        with self._lock:
            self._failures[station] += 1

    def ages(self) -> Mapping[str, float]:
        """Seconds since the last completed pass, or since the beginning, of each."""
        now = self._elapsed()
        with self._lock:
            return {station: now - since for station, since in self._since.items()}

    def failures(self) -> Mapping[str, int]:
        with self._lock:
            return dict(self._failures)

    def cycle_age(self, stations: Collection[str]) -> float | None:
        """Seconds since all of them had completed a pass; None before that, and for none."""
        ages = self.ages()
        with self._lock:
            if not stations or not self._first.issuperset(stations):
                return None
        return max(ages[station] for station in stations)
