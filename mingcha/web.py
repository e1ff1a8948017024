"""The one web app: the adapters' routes, health, and with a stepped clock the conductor's door."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

import bot.webhook
import telephony.webhook
from mingcha.door import routes as door_routes
from mingcha.doorbell import Doorbell
from mingcha.health.door import health_routes
from mingcha.health.readiness import KEPT_SECONDS, Readiness
from mingcha.health.traffic import Traffic, Watched
from mingcha.product import Product
from mingcha.stepping import routes as stepping_routes
from mingcha.telephones import telephones_of
from telephony.door import Door
from telephony.inbound import inbound_routes
from telephony.media import media_routes


def app_of(product: Product, kept: float = KEPT_SECONDS) -> Starlette:
    """What is asked about health is looked at once in `kept` seconds."""
    traffic = Traffic(product.meters)
    routes: list[BaseRoute] = [
        *_telephone(product),
        *_chat(product),
        *_door(product),
        *health_routes(Readiness(product, traffic=traffic, kept=kept)),
        *_stepping(product),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Watched, traffic=traffic)])


def health_of(product: Product) -> Starlette:
    """Of a process that takes nothing in: only how it is."""
    return Starlette(routes=health_routes(Readiness(product)))


def _telephone(product: Product) -> Sequence[BaseRoute]:
    settings = product.foundation.settings
    telephones = telephones_of(settings)
    if settings.public_url is None or not telephones:
        return ()
    before = settings.twilio_auth_token_before
    former = [before.get_secret_value()] if before is not None else []
    door = Door.at(
        settings.public_url,
        auth_tokens=[*(one.token for one in telephones), *former],
        inbox=product.foundation.inbox,
        clock=product.foundation.clock,
        wake=Doorbell(product.engine.wake).ring,
    )
    return [
        # First: their addresses look like those of our own calls.
        *inbound_routes(door, receive=product.calling_back.converse),
        *telephony.webhook.routes(door, converse=product.conversation.converse),
        *media_routes(product.recording),
    ]


def _chat(product: Product) -> Sequence[BaseRoute]:
    """No door where nobody is expected: what is fetched does not come through it."""
    if product.lanes.polled:
        return ()
    wake = Doorbell(product.engine.wake).ring
    return [
        route
        for name in product.messengers
        for route in bot.webhook.routes(
            inbox=product.foundation.inbox,
            clock=product.foundation.clock,
            wake=wake,
            tally=product.passed_over,
            secret=product.secret_of(name),
            bot=name,
        )
    ]


def _door(product: Product) -> Sequence[BaseRoute]:
    public = product.foundation.settings.public_url is not None
    return door_routes(product.foundation.keys.door) if public else ()


def _stepping(product: Product) -> Sequence[BaseRoute]:
    """Nobody but a conductor on this machine may move the time, and only time that is stepped."""
    if product.foundation.settings.clock != "stepped":
        return ()
    return stepping_routes(product)
