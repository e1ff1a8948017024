"""One HTTP server on the loopback interface, in a thread with a loop of its own."""

import asyncio
import socket
import threading
from collections.abc import MutableMapping
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_CUT = "simulator.cut"


class _Cuttable(H11Protocol):
    """Lets the application cut the connection, as a provider does that dies in mid-request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:
            scope[_CUT] = transport.abort
            await inner(scope, receive, send)

        self.app = app


async def cut_connection(request: Request) -> None:
    """Closes the connection of `request` without an answer; what is answered later is lost."""
    scope: MutableMapping[str, Any] = request.scope
    scope[_CUT]()
    while not await request.is_disconnected():
        await asyncio.sleep(0)


class _Announced(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class LoopbackServer:
    def __init__(self, app: ASGIApp, *, port: int = 0) -> None:
        """`port` 0: any that is free. Raises OSError where another program listens there."""

        async def entry(scope: Scope, receive: Receive, send: Send) -> None:
            await app(scope, receive, send)

        config = uvicorn.Config(
            entry,
            http=_Cuttable,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Announced(config)
        # The protocol must be named: asyncio sends small packets at once only where it sees TCP,
        # and each answer would take 40 ms otherwise.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            self._socket.bind(("127.0.0.1", port))
        except OSError:
            self._socket.close()
            raise
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def start(self) -> None:
        """Returns when the server accepts connections. Raises RuntimeError if it does not."""
        self._thread.start()
        if not self._server.ready.wait(timeout=10):
            raise RuntimeError(f"no server at {self.base_url} within 10 s")

    def stop(self) -> None:
        if not self._thread.ident:
            self._socket.close()
            return
        self._server.should_exit = True
        self._thread.join()
