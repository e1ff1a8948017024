"""Told to stop, by SIGTERM or SIGINT: gracefully the first time, at once the second."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stop:
    def __init__(self) -> None:
        self._calls: list[Callable[[], None]] = []
        self.asked = False

    def then(self, call: Callable[[], None]) -> None:
        """Called when the process is told to stop, at once if it was already; it must not wait for
        anything."""
        self._calls.append(call)
        if self.asked:
            call()

    def _ask(self, _: int, __: FrameType | None) -> None:
        for number in _SIGNALS:
            # Whoever asks again does not want to wait for what is under way.
            signal.signal(number, signal.SIG_DFL)
        self.asked = True
        for call in self._calls:
            call()

    @contextmanager
    def listening(self) -> Iterator["Stop"]:
        before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
