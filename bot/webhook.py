"""The deposit door for the messenger: an update is stored, acknowledged, and applied later."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.deposit import MOST_BYTES, SOURCE, asked_for, chat_of, key_of
from bot.nesting import too_deep
from fieldwork.ports import Clock, Inbox, Tally

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_log = logging.getLogger(__name__)


def routes(
    *, inbox: Inbox, clock: Clock, wake: Callable[[], None], tally: Tally, secret: str
) -> list[Route]:
    """`secret` is the one given to the messenger with the webhook's address. Any status but 2xx
    makes it deliver the update again."""
    if not secret:
        raise ValueError("the webhook's secret is empty; expected at least one character")
    expected = secret.encode()

    async def deposit(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), expected):
            return Response(status_code=403)
        body = await _read(request)
        if body is None or too_deep(body):
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except ValueError:
            return Response(status_code=400)
        key = key_of(update)
        if key is None:
            # Without an id it cannot be told from its own repeat; a refusal would only bring it
            # back for a day.
            _log.warning("a delivery of the messenger without an update_id was passed over")
            tally.passed_over(SOURCE, "no update")
            return Response(status_code=200)
        if not asked_for(update):
            tally.passed_over(SOURCE, "an update of a kind that we do not ask for")
            return Response(status_code=200)
        return await _stored(key, body, update)

    async def _stored(key: str, body: bytes, update: dict[str, Any]) -> Response:
        try:
            kept = inbox.begin(SOURCE, key, body, clock.now(), strand=chat_of(update))
            await asyncio.wrap_future(kept)
        except Exception as problem:
            _log.warning("an update could not be stored: %s", type(problem).__name__)
            return Response(status_code=503)
        wake()
        return Response(status_code=200)

    return [Route("/telegram", deposit, methods=["POST"])]


async def _read(request: Request) -> bytes | None:
    """None for a body over MOST_BYTES, whatever length was announced."""
    parts, size = [], 0
    try:
        async for chunk in request.stream():
            parts.append(chunk)
            size += len(chunk)
            if size > MOST_BYTES:
                return None
    except ClientDisconnect:
        return b""
    return b"".join(parts)
