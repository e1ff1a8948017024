"""A custodian as a service of its own: its file, its key, its clock, and four addresses."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from hmac import compare_digest

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from inspection.commitment import CustodianRefusal
from witness import wire
from witness.local import LocalCustodian
from witness.log import CustodianDamaged

_log = logging.getLogger(__name__)
Act = Callable[[bytes], bytes]


def app_of(custodian: LocalCustodian, *, now: Callable[[], datetime]) -> Starlette:
    """`now` is the custodian's own clock: nobody who asks can say what time it is."""

    def commit(body: bytes) -> bytes:
        custodian.witness(wire.read_commitment(body), now())
        return b'{"witnessed":true}'

    def open_slot(body: bytes) -> bytes:
        draw, slot, k = wire.read_question(body)
        return wire.opening_body(custodian.open(draw, slot, k, now()))

    def healthy(_: Request) -> Response:
        try:
            custodian.check()
        except (CustodianDamaged, OSError):
            _log.exception("the custodian's file cannot be used")
            return JSONResponse({"healthy": False}, status_code=503)
        return JSONResponse({"healthy": True})

    def anchor(_: Request) -> Response:
        return JSONResponse(dict(custodian.published))

    return Starlette(
        routes=[
            Route("/commit", _door(custodian.token, commit), methods=["POST"]),
            Route("/open", _door(custodian.token, open_slot), methods=["POST"]),
            Route("/anchor", anchor, methods=["GET"]),
            Route("/health", healthy, methods=["GET"]),
        ]
    )


def _door(token: str, act: Act) -> Callable[[Request], object]:
    async def door(request: Request) -> Response:
        shown = request.headers.get("authorization", "")
        if not compare_digest(shown.encode(), f"Bearer {token}".encode()):
            return _refusal(401, "unknown_caller", "expected this custodian's token")
        body = await _body(request)
        if body is None:
            return _refusal(413, "too_long", f"expected at most {wire.MOST_BYTES} bytes")
        return await run_in_threadpool(_answer, act, body)

    return door


def _answer(act: Act, body: bytes) -> Response:
    """The refusal's text holds what the caller said and this custodian's limits, no secret."""
    try:
        return Response(act(body), media_type="application/json")
    except wire.Malformed as fault:
        return _refusal(400, "malformed", str(fault))
    except CustodianRefusal as refusal:
        status, word = wire.REFUSALS[type(refusal)]
        _log.warning("refused, %s: %s", word, refusal)
        return _refusal(status, word, str(refusal))
    except (CustodianDamaged, OSError):
        _log.exception("the custodian's file cannot be used")
        return _refusal(503, "damaged", "this custodian's file must be repaired; see its own log")


def _refusal(status: int, word: str, reason: str) -> Response:
    document: Mapping[str, str] = {"refused": word, "reason": reason}
    return JSONResponse(dict(document), status_code=status)


async def _body(request: Request) -> bytes | None:
    """None if it is longer than allowed; no more than that is ever read."""
    content = bytearray()
    try:
        async for part in request.stream():
            content += part
            if len(content) > wire.MOST_BYTES:
                return None
    except ClientDisconnect:
        return b""
    return bytes(content)
