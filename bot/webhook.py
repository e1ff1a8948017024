"""The deposit door for the messenger: an update is stored, acknowledged, and applied later."""

import hmac
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.deposit import MOST_BYTES, SOURCE, asked_for, chat_of, key_of
from bot.nesting import too_deep
from fieldwork.ports import Clock, Inbox, Tally
from inspection.lane.lane import CHAT

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_HEADER = HEADER.lower().encode()
_TAKEN, _NO_JSON, _NOT_SIGNED, _TOO_LARGE, _NOT_NOW = (
    Response(status_code=status) for status in (200, 400, 403, 413, 503)
)
_log = logging.getLogger(__name__)


def path_of(bot: str = CHAT) -> str:
    """The first bot's is as it was when there was one alone."""
    return "/telegram" if bot == CHAT else f"/telegram/{bot}"


def routes(
    *,
    inbox: Inbox,
    clock: Clock,
    wake: Callable[[], None],
    tally: Tally,
    secret: str,
    bot: str = CHAT,
) -> list[Route]:
    """One bot's. `secret` is the one given to the messenger with the webhook's address. Any status
    but 2xx makes it deliver the update again."""
    if not secret:
        raise ValueError("the webhook's secret is empty; expected at least one character")
    door = _Door(inbox=inbox, clock=clock, wake=wake, tally=tally, secret=secret.encode(), bot=bot)
    return [Route(path_of(bot), door, methods=["POST"])]


@dataclass(frozen=True, kw_only=True)
class _Door:
    """Speaks ASGI itself: what Starlette puts around a function costs as much as storing."""

    inbox: Inbox
    clock: Clock
    wake: Callable[[], None]
    tally: Tally
    secret: bytes
    bot: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._deposit(scope, receive)
        await response(scope, receive, send)

    async def _deposit(self, scope: Scope, receive: Receive) -> Response:
        shown = next((value for name, value in scope["headers"] if name == _HEADER), b"")
        if not hmac.compare_digest(shown, self.secret):
            return _NOT_SIGNED
        body = await _read(receive)
        if body is None or too_deep(body):
            return _TOO_LARGE
        try:
            update = json.loads(body)
        except ValueError:
            return _NO_JSON
        key = key_of(update, self.bot)
        if key is None:
            # Without an id it cannot be told from its own repeat; a refusal would only bring it
            # back for a day.
            _log.warning("a delivery of the messenger without an update_id was passed over")
            self.tally.passed_over(SOURCE, "no update")
            return _TAKEN
        if not asked_for(update):
            self.tally.passed_over(SOURCE, "an update of a kind that we do not ask for")
            return _TAKEN
        return await self._stored(key, body, chat_of(update, self.bot))

    async def _stored(self, key: str, body: bytes, chat: str) -> Response:
        try:
            await self.inbox.keep(SOURCE, key, body, self.clock.now(), strand=chat)
        except Exception as problem:
            _log.warning("an update could not be stored: %s", type(problem).__name__)
            return _NOT_NOW
        self.wake()
        return _TAKEN


async def _read(receive: Receive) -> bytes | None:
    """None for a body over MOST_BYTES, whatever length was announced."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""  # whoever sent it is gone
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return body
