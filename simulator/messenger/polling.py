"""getUpdates as Telegram holds it: until there is an update, its time is over or it is ended."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from simulator.messenger.errors import BotApiError
from simulator.messenger.updates import Updates
from simulator.stage import Stage

_LOOK_EVERY = 0.01
_LONGEST = 50


class Polling:
    """There is one such request at a time: another one, or a webhook, ends it with 409."""

    def __init__(self, stage: Stage, updates: Updates) -> None:
        self._stage = stage
        self._updates = updates
        self._latest = 0

    async def hold(self, request: Request, params: Mapping[str, Any]) -> BotApiError | None:
        """Confirms what `offset` confirms, and waits for up to `timeout` seconds of real time. The
        refusal, if the request was ended meanwhile."""
        with self._stage.lock:
            self._latest += 1
            mine = self._latest
            if self._updates.webhook is not None:
                return None  # refused at once, by the method itself
            self._updates.confirm(_number(params, "offset"))
        until = time.monotonic() + min(_number(params, "timeout"), _LONGEST)
        while time.monotonic() < until and not await request.is_disconnected():
            with self._stage.lock:
                if self._latest != mine:
                    return _terminated(
                        "other getUpdates request; make sure that only one bot instance is running"
                    )
                if self._updates.webhook is not None:
                    return _terminated("setWebhook request")
                if self._updates.pending():
                    return None
            await asyncio.sleep(_LOOK_EVERY)
        return None


def _terminated(by: str) -> BotApiError:
    return BotApiError(409, f"Conflict: terminated by {by}")


def _number(params: Mapping[str, Any], name: str) -> int:
    """0 for what is no number: the method itself refuses that."""
    text = str(params.get(name, 0))
    return int(text) if text.lstrip("-").isdigit() else 0
