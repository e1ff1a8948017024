"""The one web app: the adapters' routes, health, and with a stepped clock the conductor's door."""

from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

import bot.webhook
import telephony.webhook
from mingcha.door import routes as door_routes
from mingcha.doorbell import Doorbell
from mingcha.product import Product
from mingcha.stepping import routes as stepping_routes
from mingcha.telephones import telephones_of


def app_of(product: Product) -> Starlette:
    routes: list[BaseRoute] = [
        *_telephone(product),
        *_chat(product),
        *_door(product),
        *_health(product),
        *_stepping(product),
    ]
    return Starlette(routes=routes)


def health_of(product: Product) -> Starlette:
    """Of a process that takes nothing in: only how it is."""
    return Starlette(routes=_health(product))


def _health(product: Product) -> Sequence[BaseRoute]:
    return (
        Route("/health/live", _live, methods=["GET"]),
        Route("/health/ready", _ready(product), methods=["GET"]),
    )


def _telephone(product: Product) -> Sequence[BaseRoute]:
    settings = product.foundation.settings
    telephones = telephones_of(settings)
    if settings.public_url is None or not telephones:
        return ()
    before = settings.twilio_auth_token_before
    former = [before.get_secret_value()] if before is not None else []
    return telephony.webhook.routes(
        inbox=product.foundation.inbox,
        converse=product.conversation.converse,
        clock=product.foundation.clock,
        wake=Doorbell(product.engine.wake).ring,
        public_url=settings.public_url,
        auth_tokens=[*(one.token for one in telephones), *former],
    )


def _chat(product: Product) -> Sequence[BaseRoute]:
    """No door where nobody is expected: what is fetched does not come through it."""
    if product.lanes.polled:
        return ()
    return bot.webhook.routes(
        inbox=product.foundation.inbox,
        clock=product.foundation.clock,
        wake=Doorbell(product.engine.wake).ring,
        tally=product.passed_over,
        secret=product.telegram_secret,
    )


def _door(product: Product) -> Sequence[BaseRoute]:
    public = product.foundation.settings.public_url is not None
    return door_routes(product.foundation.keys.door) if public else ()


async def _live(_: Request) -> Response:
    return JSONResponse({"live": True})


def _ready(product: Product) -> Callable[[Request], Response]:
    def ready(_: Request) -> Response:
        """Ready when the store answers; says nothing about what is in it."""
        try:
            with product.foundation.ledger.read() as book:
                waiting = book.inbox.counts()
        except Exception:
            return JSONResponse({"ready": False}, status_code=503)
        return JSONResponse({"ready": True, "inbox": dict(waiting)})

    return ready


def _stepping(product: Product) -> Sequence[BaseRoute]:
    """Nobody but a conductor on this machine may move the time, and only time that is stepped."""
    if product.foundation.settings.clock != "stepped":
        return ()
    return stepping_routes(product)
