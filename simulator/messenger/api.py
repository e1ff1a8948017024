"""Telegram's Bot API over HTTP: its methods, and the files that people have sent."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gate import Handle, Hold
from simulator.messenger.account import SimulatedTelegram
from simulator.messenger.errors import BotApiError
from simulator.messenger.parameters import canonical, decode


def messenger_app(account: Callable[[str], SimulatedTelegram]) -> Starlette:
    """`account` of a token is asked anew for each request: the world may have been reset."""

    async def method(request: Request) -> Response:
        name = canonical(request.path_params["method"])
        if name is None:
            return _not_found()
        token = request.path_params["token"]
        current = account(token)
        try:
            params = decode(
                await request.body(),
                request.headers.get("content-type", ""),
                request.url.query,
            )
        except BotApiError as refusal:
            return JSONResponse(refusal.answer.body, status_code=refusal.answer.status)
        return await current.gate.admit(
            f"{current.api}.{name}",
            request,
            params,
            lambda: current.answer(token, name, params),
            hold=_held(current, token, request, params) if name == "getUpdates" else None,
        )

    async def file(request: Request) -> Response:
        token, path = request.path_params["token"], request.path_params["path"]
        current = account(token)
        return await current.gate.admit(
            f"{current.api}.file", request, {"path": path}, lambda: current.file(token, path)
        )

    async def missing(request: Request) -> Response:
        return _not_found()

    return Starlette(
        routes=[
            Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
            Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
            Route("/{path:path}", missing, methods=["GET", "POST"]),
        ]
    )


def _held(
    account: SimulatedTelegram, token: str, request: Request, params: Mapping[str, Any]
) -> Hold:
    async def hold() -> Handle | None:
        if token != account.token:
            return None  # refused by the method itself
        refusal = await account.polling.hold(request, params)
        return None if refusal is None else lambda: refusal.answer

    return hold


def _not_found() -> Response:
    answer = BotApiError(404, "Not Found").answer
    return JSONResponse(answer.body, status_code=answer.status)
