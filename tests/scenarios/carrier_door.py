"""The way from the carrier to the product: what comes through it, and what goes wrong on it."""

import asyncio
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from twilio.request_validator import RequestValidator

from mingcha.web import app_of
from simulator.carrier.call import Call
from simulator.server import LoopbackServer
from simulator.traffic import Exchange
from tests.scenarios.town import PUBLIC_URL, Town

SIGNATURE = "X-Twilio-Signature"
_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Never used on this machine, but made anew it would cost each request 20 ms."""


def signed(town: Town, path: str, form: Mapping[str, str], *, base: str = PUBLIC_URL) -> str:
    """The signature that the carrier gives to a request to `path`."""
    validator = RequestValidator(town.world.twilio.auth_token)
    return str(validator.compute_signature(base + path, dict(form)))


def knock(
    town: Town, path: str, form: Mapping[str, str], *, signature: str | None = None
) -> httpx.Response:
    """One request as the carrier would make it; `signature` "" leaves it unsigned."""
    given = signed(town, path, form) if signature is None else signature
    headers = {SIGNATURE: given} if given else {}
    address = town.address + path
    return httpx.post(
        address, data=dict(form), headers=headers, trust_env=False, verify=_TLS, timeout=15
    )


def again(town: Town, exchange: Exchange, **changes: str) -> httpx.Response:
    """A webhook that the carrier sent before, with these fields changed and signed anew."""
    path = exchange.url.removeprefix(PUBLIC_URL)
    return knock(town, path, {**exchange.params, **changes})


def webhooks(town: Town, api: str, call: Call) -> list[Exchange]:
    """What was sent about one call; the town's traffic must have been recorded."""
    return [
        exchange
        for exchange in town.world.traffic.exchanges
        if exchange.api == api and exchange.params["CallSid"] == call.sid
    ]


@dataclass(kw_only=True)
class BadLine:
    """Loses requests on the way, and lets a test act just before one arrives."""

    app: ASGIApp
    loses: Callable[[str], bool] = lambda path: False
    before: Callable[[str], None] = lambda path: None
    loses_the_answer: bool = False
    """What it loses has arrived, and been answered in vain."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if self.loses(path):
            if self.loses_the_answer:
                await self.app(scope, receive, _nowhere)
            await Response(status_code=503)(scope, receive, send)
            return
        await asyncio.to_thread(self.before, path)
        await self.app(scope, receive, send)


async def _nowhere(_: Message) -> None:
    return None


@contextmanager
def bad_line(town: Town) -> Iterator[BadLine]:
    line = BadLine(app=app_of(town.product))
    server = LoopbackServer(line)
    server.start()
    town.world.route(PUBLIC_URL, server.base_url)
    yield line
    server.stop()
    town.world.route(PUBLIC_URL, town.address)


def status_callbacks(path: str) -> bool:
    return path.endswith("/status")
