"""One address on this machine for all tests; the doors behind it change."""

from typing import Self

import httpx
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from simulator.server import LoopbackServer


class Street:
    def __init__(self) -> None:
        self._app = Starlette()
        self._server = LoopbackServer(self._pass)
        self._client = httpx.Client(base_url=self.address, trust_env=False, timeout=15)

    @property
    def address(self) -> str:
        return self._server.base_url

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._server.stop()

    def opens(self, routes: list[Route]) -> httpx.Client:
        """These routes and no others from now on; whoever knocks does it over HTTP."""
        self._app = Starlette(routes=routes)
        return self._client

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)
