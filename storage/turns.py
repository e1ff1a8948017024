"""Turns at the database, first come first served."""

import threading
from collections import deque


class Turns:
    """Like a semaphore, except that whoever has waited longest is next: a worker that writes again
    and again would otherwise always be faster than the one who has to be woken."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._lock = threading.Lock()
        self._queue: deque[threading.Lock] = deque()

    def acquire(self, seconds: float) -> bool:
        """False if none came within so many seconds."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = threading.Lock()
            called.acquire()
            self._queue.append(called)
        if called.acquire(timeout=max(seconds, 0.0)):
            return True
        with self._lock:
            if called not in self._queue:
                return True  # it came at that very moment
            self._queue.remove(called)
            return False

    def release(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1

    @property
    def waiting(self) -> int:
        with self._lock:
            return len(self._queue)
