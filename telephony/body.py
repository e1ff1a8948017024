"""The body of a webhook, and no more of it than we take."""

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 64 * 1024


async def read_body(request: Request) -> bytes | None:
    """None for a body over MOST_BYTES, whatever length was announced."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return b""
    return body
