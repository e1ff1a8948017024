"""`mingcha run`: web server, beats and workflows, all or some of them, until it is told to stop."""

import logging
import socket
from collections.abc import Set
from contextlib import ExitStack

from mingcha.foundation import Foundation
from mingcha.health.door import metrics_door
from mingcha.lanes import Lanes
from mingcha.listening import listening, server_of
from mingcha.product import Product
from mingcha.provision import make_ready, seed_calendar
from mingcha.role import EVERY_ROLE, Role
from mingcha.seen import seen_of
from mingcha.settings import Settings, SettingsRefused
from mingcha.shift import Shift
from mingcha.stopping import Stop
from mingcha.updates import announce_webhooks, updates
from mingcha.web import app_of, health_of

_log = logging.getLogger(__name__)


def serve(settings: Settings, roles: Set[Role] = EVERY_ROLE) -> None:
    """Returns after SIGTERM or SIGINT, when requests and workflows under way are finished.

    Raises SettingsRefused if one is missing, the address is taken or the roles do not fit them,
    RestoreRefused if the store lacks what was seen in it, and MessengerRefused if the messenger
    does not take our token or cannot be reached."""
    _refuse_parts(settings, roles, Lanes.of(settings))
    make_ready(settings)
    with Stop().listening() as stop, Foundation.of(settings) as foundation:
        seed_calendar(foundation.ledger, foundation.clock.now(), settings.countries[0])
        seen_of(foundation).check()
        product = Product.of(foundation, roles)
        try:
            _serve(product, stop)
        finally:
            product.close()
            _log.info("mingcha has stopped")


def _serve(product: Product, stop: Stop) -> None:
    settings = product.foundation.settings
    with ExitStack() as until_the_end:
        door = until_the_end.enter_context(_listening(settings))
        server = server_of(app_of(product) if Role.WEB in product.roles else health_of(product))
        until_the_end.enter_context(metrics_door(product))
        if settings.clock == "real":
            shift = Shift(product)
            # Last in, first out: fetching ends before the work, and the work before its leases.
            until_the_end.callback(shift.stop)
            until_the_end.enter_context(updates(product))
            shift.start()
            stop.then(shift.halt)
        else:
            announce_webhooks(product)
        stop.then(server.finish)
        _tell(product)
        server.run(sockets=[door])


def _tell(product: Product) -> None:
    settings = product.foundation.settings
    where = settings.public_url or f"{settings.host} port {settings.port}"
    if product.roles == EVERY_ROLE:
        _log.info("mingcha is running at %s", where)
    else:
        names = " and ".join(role for role in Role if role in product.roles)
        _log.info("mingcha is running as %s at %s port %s", names, settings.host, settings.port)
    for line in product.lanes.described():
        _log.info("open to people: %s", line)
    if product.held.now():
        _log.warning(
            "the store was restored from a copy: nothing is drawn or sent before"
            " `mingcha restore resume`"
        )


def _refuse_parts(settings: Settings, roles: Set[Role], lanes: Lanes) -> None:
    if lanes.polled and settings.clock == "stepped":
        # The messenger holds a request in real time, which no conductor moves.
        raise SettingsRefused(
            "MINGCHA_PUBLIC_URL: not set; clock=stepped needs it, since updates are then delivered"
            " and not fetched"
        )
    if roles == EVERY_ROLE:
        return
    if settings.clock == "stepped":
        raise SettingsRefused("--role: with stepped time one process does everything; leave it out")
    if not settings.shared:
        raise SettingsRefused(
            "--role: with SQLite one process does everything; leave it out, or let"
            " MINGCHA_DATABASE_URL name a PostgreSQL database that all processes share"
        )
    if roles == {Role.WEB} and lanes.polled:
        raise SettingsRefused(
            "--role web: MINGCHA_PUBLIC_URL is not set, so nothing comes in through the web; a"
            " worker fetches what people write"
        )


def _listening(settings: Settings) -> socket.socket:
    try:
        return listening(settings.host, settings.port)
    except OSError as error:
        raise SettingsRefused(
            f"MINGCHA_HOST, MINGCHA_PORT: cannot listen on {settings.host} port {settings.port}"
            f" ({error.strerror}); is mingcha running already?"
        ) from None
