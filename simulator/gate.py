"""The door of both simulated providers: counts, spoils, executes and records each request."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from simulator.faults import Fault, FaultScript
from simulator.server import cut_connection
from simulator.stage import Stage
from simulator.traffic import Exchange

NOTHING_TO_SAY = 204


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int = 200
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    """Of a file, which is answered in place of the body; the body is what stands in the record."""


Handle = Callable[[], Answer]
Hold = Callable[[], Awaitable[Handle | None]]
"""Keeps a request waiting; gives what is to be executed in place of it, if anything."""


class Gate:
    def __init__(self, stage: Stage, faults: FaultScript) -> None:
        self._stage = stage
        self._faults = faults

    async def admit(
        self,
        api: str,
        request: Request,
        params: Mapping[str, Any],
        handle: Handle,
        hold: Hold | None = None,
    ) -> Response:
        """Runs `handle` under the world's lock, unless a fault was ordered for this request;
        before that `hold` may keep it waiting."""
        with self._stage.lock:
            self._stage.counts.requests[api] += 1
            fault = self._faults.strike(api, params)
        if hold is not None and fault is None:
            handle = await hold() or handle
        with self._stage.lock:
            answer = self._execute(fault, handle)
            dropped = fault is not None and fault.dropped
            self._record(api, request, params, None if dropped else answer)
            hooks = self._faults.hooks(api)
        for hook in hooks:
            await asyncio.to_thread(hook)
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        if dropped or answer is None:
            await cut_connection(request)
            return Response()
        if answer.status == NOTHING_TO_SAY:
            return Response(status_code=NOTHING_TO_SAY)
        if answer.content is not None:
            half = fault is not None and fault.broken_off
            return _file(request, answer, half=half)
        return JSONResponse(
            answer.body, status_code=answer.status, headers=dict(answer.headers) or None
        )

    def _execute(self, fault: Fault | None, handle: Handle) -> Answer | None:
        answer = handle() if fault is None or fault.executed else None
        if fault is not None and fault.status is not None:
            return Answer(status=fault.status, body=fault.body, headers=fault.headers)
        return answer

    def _record(
        self, api: str, request: Request, params: Mapping[str, Any], answer: Answer | None
    ) -> None:
        self._stage.traffic.record(
            Exchange(
                direction="request",
                api=api,
                method=request.method,
                url=str(request.url),
                headers=dict(request.headers),
                params=params,
                status=answer.status if answer else None,
                answer=answer.body if answer else None,
            )
        )


def _file(request: Request, answer: Answer, *, half: bool) -> Response:
    """Whole, or its first half, after which the connection is cut."""
    assert answer.content is not None, "of a file"
    content = answer.content
    if not half:
        return Response(content, media_type="application/octet-stream")

    async def begun() -> AsyncIterator[bytes]:
        yield content[: len(content) // 2]
        await cut_connection(request)

    length = {"content-length": str(len(content))}
    return StreamingResponse(begun(), headers=length, media_type="application/octet-stream")
