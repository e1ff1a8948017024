"""What comes in through the providers' doors: how long it takes, and whether it can be kept."""

import threading
from collections.abc import Sequence
from time import monotonic  # only for how long a request takes in the real world

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mingcha.health.meters import Meters

_DOORS = {"telegram": "chat", "voice": "voice", "text": "text"}
_REFUSED = 503
_STORED, _CALLBACK_STORED = {"chat": 200}, 204
"""A caller who is answered says nothing about whether anything can be kept."""
_RED_SECONDS = 60.0


class Traffic:
    def __init__(self, meters: Meters) -> None:
        self._meters = meters
        self._lock = threading.Lock()
        self._refused_at: float | None = None

    def passed(self, door: str, status: int, seconds: float) -> None:
        self._meters.intake.labels(door=door, status=f"{status // 100}xx").observe(seconds)
        with self._lock:
            if status == _REFUSED:
                self._refused_at = monotonic()
            elif status == _STORED.get(door, _CALLBACK_STORED):
                self._refused_at = None

    def trouble(self) -> Sequence[str]:
        """A minute long, or until something is kept again."""
        with self._lock:
            at = self._refused_at
        if at is None or monotonic() - at > _RED_SECONDS:
            return ()
        return ("intake: what a provider sent could not be kept; it is refused and comes again",)


class Watched:
    """The app, with every request at a provider's door measured."""

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self._app = app
        self._traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door = _DOORS.get(scope["path"].split("/", 2)[1]) if scope["type"] == "http" else None
        if door is None:
            await self._app(scope, receive, send)
            return
        began, status = monotonic(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            self._traffic.passed(door, status, monotonic() - began)
