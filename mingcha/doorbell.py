"""Rung by every delivery, heard once a turn of the event loop.

Deliveries that were stored together are acknowledged in one turn, and all of them are stored by
then: the first one's ring is for all. Each ring costs a look of every workflow.
"""

import asyncio
from collections.abc import Callable


class Doorbell:
    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._rung = False

    def ring(self) -> None:
        """On an event loop."""
        if self._rung:
            return
        self._rung = True
        asyncio.get_running_loop().call_soon(self._next_turn)
        self._wake()

    def _next_turn(self) -> None:
        self._rung = False
