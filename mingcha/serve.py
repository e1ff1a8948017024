"""`mingcha run`: web server, beats and workflows in one process, until it is told to stop."""

import logging
import socket
from collections.abc import Callable

from mingcha.engine import Station, guarded
from mingcha.listening import listening, server_of
from mingcha.product import Foundation, Product, require_providers
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings, SettingsRefused
from mingcha.web import app_of
from scheduler.beats import Beats

_log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Returns after SIGTERM or SIGINT, when requests and workflows under way are finished.

    Raises SettingsRefused if one is missing or the address is taken, and MessengerRefused if the
    messenger does not take our token or cannot be reached."""
    require_providers(settings)
    make_ready(settings)
    with Foundation.of(settings) as foundation:
        seed_calendar(foundation.ledger, foundation.clock.now(), settings.countries[0])
        product = Product.of(foundation)
        beats = _beats(product)
        try:
            _serve(product, beats)
        finally:
            beats.stop()
            product.close()
            _log.info("mingcha has stopped")


def _serve(product: Product, beats: Beats) -> None:
    settings = product.foundation.settings
    with _listening(settings) as door:
        product.announce_webhook()
        if settings.clock == "real":
            product.engine.on_wake = beats.wake
            beats.start()
        _log.info("mingcha is running at %s", settings.public_url)
        server_of(app_of(product)).run(sockets=[door])


def _listening(settings: Settings) -> socket.socket:
    try:
        return listening(settings.host, settings.port)
    except OSError as error:
        raise SettingsRefused(
            f"MINGCHA_HOST, MINGCHA_PORT: cannot listen on {settings.host} port {settings.port}"
            f" ({error.strerror}); is mingcha running already?"
        ) from None


def _beats(product: Product) -> Beats:
    clock = product.foundation.clock

    def beat(station: Station) -> Callable[[], int]:
        work = guarded(station)
        return lambda: work(clock.now())

    work = {station.name: beat(station) for station in product.engine.stations}
    return Beats(work, now=clock.now)
