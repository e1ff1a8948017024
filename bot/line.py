"""The line to the messenger: one event loop in one thread, for as long as the bot lives."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import AbstractAsyncContextManager
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from telegram.request import HTTPXRequest

from bot.nesting import MOST_NESTED, pruned
from bot.refusal import TooFast

_PHASES = 4
"""Connecting, waiting for a connection, writing and reading each have their own time-out."""

_Answer = TypeVar("_Answer")


_ENVELOPE = 3
"""Brackets around what an answer holds: the answer, its list, and the first of an update."""


class Request(HTTPXRequest):
    """The library's own transport, except that a 429 is told in seconds: the library's exception
    for it warns, whenever it is made, that the type of its seconds will change. And what lies too
    deep is left out before anything parses it; what is left is still deep enough to be told."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        return HTTPXRequest.parse_json_payload(pruned(payload, MOST_NESTED + _ENVELOPE))

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(*args, **kwargs)
        if status == 429:
            raise TooFast(_retry_after(payload))
        return status, payload

    def opened(self, url: str) -> AbstractAsyncContextManager[Any]:
        """A response of which nothing is read yet: the library's own way reads files whole,
        whatever their size."""
        return self._client.stream("GET", url, headers={"Accept-Encoding": "identity"})


class Line:
    """Runs the library's coroutines for synchronous callers, from any thread."""

    def __init__(self, *, base_url: str | None, timeout: float, most: int) -> None:
        _quieten()
        _spare_the_search()
        self.request = Request(
            connection_pool_size=most,
            connect_timeout=timeout,
            read_timeout=timeout,
            write_timeout=timeout,
            pool_timeout=timeout,
            httpx_kwargs={
                # A proxy of the environment would not find this machine.
                "trust_env": base_url is None or not is_loopback(base_url),
                # Reading the world's authorities takes 30 ms; without TLS nobody asks them.
                "verify": base_url is None or urlsplit(base_url).scheme != "http",
            },
        )
        self.patience = _PHASES * timeout + 1.0
        """Seconds after which a request is given up, whatever it is doing."""
        # A second loop would find the connections of the first one closed.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bot", daemon=True)
        self._thread.start()

    def run(self, request: Coroutine[Any, Any, _Answer]) -> _Answer:
        """Raises what the request raises, and TimeoutError if it takes longer than all its
        time-outs together."""
        future = self.begin(request)
        try:
            return future.result(self.patience)
        except TookTooLong:
            future.cancel()
            raise

    def begin(self, request: Coroutine[Any, Any, _Answer]) -> "Future[_Answer]":
        """For whoever waits longer, or gives up sooner, by cancelling what is returned."""
        return asyncio.run_coroutine_threadsafe(request, self._loop)

    def close(self) -> None:
        if self._loop.is_closed():
            return
        self.run(self.request.shutdown())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _retry_after(payload: bytes) -> float:
    try:
        return max(1.0, float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 1.0


def _spare_the_search() -> None:
    """The transport tries to import a library at every lock that it makes, seven times a request.
    Where it is not installed, Python would look through all folders each time, a sixth of a
    request's work; known to be absent, it fails at once."""
    if "sniffio" not in sys.modules and find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]


def _quieten() -> None:
    """The transport writes the token, which is part of every address, at INFO; the library writes
    answers that it cannot read at ERROR."""
    for name, level in (
        ("httpx", logging.WARNING),
        ("httpcore", logging.WARNING),
        ("telegram", logging.CRITICAL),
    ):
        logging.getLogger(name).setLevel(level)
