"""Proves to our own doctor that a public address leads to this installation and no other.

Whoever asks gives a number, and gets what only the holder of the store's key can make of it. It
stands at the two addresses that a proxy must let through anyway.
"""

import re
from collections.abc import Sequence
from hmac import digest

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

PATHS = ("/telegram", "/voice/here")
_NUMBER = re.compile(r"[0-9a-f]{32}")


def proof(secret: bytes, number: str) -> str:
    return digest(secret, number.encode(), "sha256").hex()


def routes(secret: bytes) -> Sequence[BaseRoute]:
    async def prove(request: Request) -> Response:
        number = request.query_params.get("number", "")
        if not _NUMBER.fullmatch(number):
            return JSONResponse({"expected": "number, 32 hexadecimal digits"}, status_code=400)
        return JSONResponse({"proof": proof(secret, number)})

    return [Route(path, prove, methods=["GET"]) for path in PATHS]
