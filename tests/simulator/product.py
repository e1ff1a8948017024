"""A tiny product: answers webhooks as a test says, and remembers them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.server import LoopbackServer

Said = Callable[[dict[str, str]], str]


@dataclass(frozen=True, kw_only=True)
class Received:
    path: str
    method: str
    fields: dict[str, str]
    headers: dict[str, str]
    json: Any = None


@dataclass(kw_only=True)
class Product:
    documents: dict[str, str | Said] = field(default_factory=dict)
    """Path -> TwiML, or what makes it of the form."""
    statuses: list[int] = field(default_factory=list)
    """Answered first, one a webhook; 200 afterwards."""
    content_type: str = "text/xml"
    sounds: frozenset[str] = frozenset()
    """Paths of documents that are MP3."""
    received: list[Received] = field(default_factory=list)
    base_url: str = ""

    def at(self, path: str) -> list[dict[str, str]]:
        return [received.fields for received in self.received if received.path == path]

    def updates(self) -> list[Any]:
        return [received.json for received in self.received if received.path == "/telegram"]

    async def answer(self, request: Request) -> Response:
        body = await request.body()
        is_json = request.headers.get("content-type", "").startswith("application/json")
        text = request.url.query if request.method == "GET" else body.decode()
        fields = {} if is_json else dict(parse_qsl(text, keep_blank_values=True))
        self.received.append(
            Received(
                path=request.url.path,
                method=request.method,
                fields=fields,
                headers=dict(request.headers),
                json=await request.json() if is_json else None,
            )
        )
        if self.statuses and (status := self.statuses.pop(0)) != 200:
            return Response(status_code=status)
        document = self.documents.get(request.url.path, "")
        said = document if isinstance(document, str) else document(fields)
        sounds = request.url.path in self.sounds
        return Response(said, media_type="audio/mpeg" if sounds else self.content_type)


def serve(product: Callable[[], Product]) -> LoopbackServer:
    async def answer(request: Request) -> Response:
        return await product().answer(request)

    return LoopbackServer(
        Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    )


def say(*verbs: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{"".join(verbs)}</Response>'


def gather(text: str, action: str, **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<Gather input="dtmf" numDigits="1" action="{action}" method="POST"{more}>'
        f'<Say language="en-US">{text}</Say></Gather>'
    )
