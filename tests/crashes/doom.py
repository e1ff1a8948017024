"""The end of a process, at the point that it was told."""

import os
import threading
from dataclasses import dataclass, field

from fieldwork.crash_point import CrashPoint

STATUS = 137
"""As of a process that was ended by `kill -9`."""


@dataclass(kw_only=True)
class Doom:
    """Ends the process when it has come to `point` for the `nth` time; "" never."""

    point: str
    nth: int
    passed: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reached(self, point: CrashPoint) -> None:
        with self._lock:
            self.passed.append(point.name)
            if point.name == self.point and self.passed.count(point.name) == self.nth:
                os._exit(STATUS)
