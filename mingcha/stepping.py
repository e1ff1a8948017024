"""Moving a product of another process: the conductor's door, and the conductor's side of it.

The door exists only with a stepped clock, which the settings allow on the loopback address alone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

import httpx
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from mingcha.conductor import Steppable
from mingcha.settings import is_loopback

_PATH = "/conductor/step"
_TIMEOUT = 60.0


def routes(product: Steppable) -> Sequence[BaseRoute]:
    def take_step(now: datetime) -> str | None:
        due = product.step(now)
        return due.isoformat() if due else None

    async def step(request: Request) -> Response:
        if request.client is None or not is_loopback(request.client.host):
            return Response(status_code=403)
        now = _moment(request.query_params.get("now", ""))
        if now is None:
            return JSONResponse({"expected": "now, with an offset"}, status_code=400)
        due = await run_in_threadpool(take_step, now)
        return JSONResponse({"due": due})

    return (Route(_PATH, step, methods=["POST"]),)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


class RemoteProduct:
    """A product in a process of its own, for the conductor."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.Client(
            base_url=base_url,
            timeout=_TIMEOUT,
            trust_env=False,
            verify=httpx.URL(base_url).scheme != "http",
        )

    def step(self, now: datetime) -> datetime | None:
        """Raises httpx.TransportError if the process is gone, HTTPStatusError if it failed."""
        answer = self._client.post(_PATH, params={"now": now.isoformat()})
        answer.raise_for_status()
        due = answer.json()["due"]
        return datetime.fromisoformat(due) if due else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
