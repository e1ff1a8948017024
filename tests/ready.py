"""A product in a process of its own, until its doors are open and its work is in order."""

import time
from collections.abc import Callable

import httpx


def await_ready(base_url: str, patience: float, said: Callable[[], str]) -> None:
    """Raises AssertionError with what it `said` if it is not ready after `patience` seconds."""
    until = time.monotonic() + patience
    while True:
        try:
            if httpx.get(f"{base_url}/health/ready", trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < until, said()
        time.sleep(0.01)
