"""What stands before several web processes: each request goes to the next one that listens."""

import threading

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_OURS = {"host", "connection", "transfer-encoding", "content-length", "date", "server"}


class Front:
    def __init__(self) -> None:
        self._behind: list[str] = []
        self._lock = threading.Lock()
        self._client = httpx.Client(
            trust_env=False, timeout=15.0, limits=httpx.Limits(max_keepalive_connections=0)
        )
        self.passed: dict[str, int] = {}
        """How many requests each process has answered."""
        self.app = Starlette(routes=[Route("/{path:path}", self._pass_on, methods=["GET", "POST"])])

    def add(self, base_url: str) -> None:
        with self._lock:
            self._behind.append(base_url)

    def remove(self, base_url: str) -> None:
        with self._lock:
            self._behind = [one for one in self._behind if one != base_url]

    def close(self) -> None:
        self._client.close()

    async def _pass_on(self, request: Request) -> Response:
        body = await request.body()
        return await run_in_threadpool(self._tried, request, body)

    def _tried(self, request: Request, body: bytes) -> Response:
        with self._lock:
            turn, self._behind = list(self._behind), [*self._behind[1:], *self._behind[:1]]
        headers = {k: v for k, v in request.headers.items() if k not in _OURS}
        query = f"?{request.url.query}" if request.url.query else ""
        for base_url in turn:
            try:
                answer = self._client.request(
                    request.method,
                    f"{base_url}{request.url.path}{query}",
                    content=body,
                    headers=headers,
                )
            except httpx.ConnectError:
                continue  # it is gone, and has taken nothing
            with self._lock:
                self.passed[base_url] = self.passed.get(base_url, 0) + 1
            kept = {k: v for k, v in answer.headers.items() if k.lower() not in _OURS}
            return Response(answer.content, status_code=answer.status_code, headers=kept)
        return Response(status_code=502)
