"""`mingcha run`: web server, beats and workflows in one process, until it is told to stop."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mingcha.engine import Station, guarded
from mingcha.lanes import Lanes
from mingcha.listening import listening, server_of
from mingcha.product import Foundation, Product
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings, SettingsRefused
from mingcha.web import app_of
from scheduler.beats import Beats

_log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Returns after SIGTERM or SIGINT, when requests and workflows under way are finished.

    Raises SettingsRefused if one is missing or the address is taken, and MessengerRefused if the
    messenger does not take our token or cannot be reached."""
    _refuse_stepped_polling(settings, Lanes.of(settings))
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
    with _listening(settings) as door, _updates(product):
        if settings.clock == "real":
            product.engine.on_wake = beats.wake
            beats.start()
        where = settings.public_url or f"{settings.host} port {settings.port}"
        _log.info("mingcha is running at %s", where)
        for line in product.lanes.described():
            _log.info(line)
        server_of(app_of(product)).run(sockets=[door])


@contextmanager
def _updates(product: Product) -> Iterator[None]:
    """What people write reaches us until the end of the block. Raises MessengerRefused."""
    if not product.lanes.polled:
        product.announce_webhook()
        yield
        return
    product.messenger.me()  # a token that is refused stops the start, as with a webhook
    poller = product.poller()
    poller.start()
    try:
        yield
    finally:
        poller.stop()


def _refuse_stepped_polling(settings: Settings, lanes: Lanes) -> None:
    """The messenger holds a request in real time, which no conductor moves."""
    if lanes.polled and settings.clock == "stepped":
        raise SettingsRefused(
            "MINGCHA_PUBLIC_URL: not set; clock=stepped needs it, since updates are then delivered"
            " and not fetched"
        )


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
