"""The product's doors for the carrier, with what stands behind them in tests."""

from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

import httpx
from starlette.routing import Route
from twilio.request_validator import RequestValidator

from inspection.call import Heard, Line, Turn
from telephony.door import Door
from telephony.webhook import Converse, routes
from tests.shelf import Shelf

PUBLIC = "https://mingcha.example.org"
TOKEN = "0123456789abcdef0123456789abcdef"
SECRET = "the carrier's auth token"
SID = "CA" + "1" * 32
NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class StillClock:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


def asks(text: str = "Yes?") -> Converse:
    def converse(heard: Heard) -> Turn:
        line = Line(language="en", text=text)
        return Turn(lines=(line,), step=heard.step + 1, listens=True)

    return converse


def doors(
    *,
    inbox: Shelf | None = None,
    converse: Converse | None = None,
    wake: Callable[[], None] = lambda: None,
    auth_tokens: tuple[str, ...] = (SECRET,),
    deadline: float = 2.8,
) -> list[Route]:
    door = door_of(inbox=inbox, wake=wake, auth_tokens=auth_tokens)
    return routes(door, converse=converse or asks(), deadline=deadline)


def door_of(
    *,
    inbox: Shelf | None = None,
    wake: Callable[[], None] = lambda: None,
    auth_tokens: tuple[str, ...] = (SECRET,),
) -> Door:
    return Door.at(
        PUBLIC,
        auth_tokens=auth_tokens,
        inbox=inbox or Shelf(),
        clock=StillClock(),
        wake=wake,
    )


def signature(path: str, form: dict[str, str], secret: str = SECRET) -> dict[str, str]:
    """The header with which the carrier signs a request to `path`."""
    signed = RequestValidator(secret).compute_signature(PUBLIC + path, form)
    return {"X-Twilio-Signature": signed}


def post(client: httpx.Client, path: str, form: dict[str, str]) -> httpx.Response:
    return client.post(path, data=form, headers=signature(path, form))


def verbs(response: httpx.Response) -> list[str]:
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/xml")
    return [verb.tag for verb in ElementTree.fromstring(response.text)]  # noqa: S314
