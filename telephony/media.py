"""The door at which the carrier fetches recordings that forms play.

What lies there is what an office recorded for everybody it calls, and nothing about anybody: it is
open to whoever knows the name, which is made of what the file holds.
"""

import logging
import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from inspection.questionnaire.media import TYPES, FormFile, kind_of

_log = logging.getLogger(__name__)
MEDIA_PATH = "/media"
_NAME = re.compile(r"([0-9a-f]{64})\.([a-z0-9]{1,8})")
_KEPT_FOR_EVER = "public, max-age=31536000, immutable"

Find = Callable[[str], FormFile | None]
"""By its SHA-256 in hex; runs in a thread."""


def media_routes(find: Find) -> list[Route]:
    """GET and HEAD. Pictures are not given: no carrier asks for one."""

    async def give(request: Request) -> Response:
        asked = _NAME.fullmatch(request.path_params["name"])
        if asked is None or asked[2] not in TYPES or kind_of(asked[2]) != "audio":
            return Response(status_code=404)
        digest, ending = asked.groups()
        headers = {"ETag": f'"{digest}"', "Cache-Control": _KEPT_FOR_EVER}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        try:
            file = await run_in_threadpool(find, digest)
        except Exception as problem:
            _log.warning("a file of a form could not be read: %s", type(problem).__name__)
            return Response(status_code=503)
        if file is None or file.ending != ending:
            return Response(status_code=404)
        return Response(
            file.content,
            media_type=TYPES[ending],
            headers={**headers, "X-Content-Type-Options": "nosniff"},
        )

    return [Route(f"{MEDIA_PATH}/{{name}}", give, methods=["GET"])]
