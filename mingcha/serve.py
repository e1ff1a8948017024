"""`mingcha run`: web server, beats and workflows in one process, until it is told to stop."""

import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn

from mingcha.engine import Station, guarded
from mingcha.product import Foundation, Product, require_providers
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings, SettingsRefused
from mingcha.web import app_of
from scheduler.beats import Beats

_log = logging.getLogger(__name__)
_GRACE_SECONDS = 10
_BACKLOG = 2048


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn's own raises the signal once more at the end, which would end the process before
        the workflows under way are finished."""

        def stop(_: int, __: FrameType | None) -> None:
            self.should_exit = True

        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


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
        config = uvicorn.Config(
            app_of(product),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        _Server(config).run(sockets=[door])


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named: with 0 the event loop leaves Nagle's delay on, 40 ms an answer.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
        # From here on: what a provider sends while we are still starting waits, and is not lost.
        door.listen(_BACKLOG)
    except OSError as error:
        door.close()
        raise SettingsRefused(
            f"MINGCHA_HOST, MINGCHA_PORT: cannot listen on {settings.host} port {settings.port}"
            f" ({error.strerror}); is mingcha running already?"
        ) from None
    return door


def _beats(product: Product) -> Beats:
    clock = product.foundation.clock

    def beat(station: Station) -> Callable[[], int]:
        work = guarded(station)
        return lambda: work(clock.now())

    work = {station.name: beat(station) for station in product.engine.stations}
    return Beats(work, now=clock.now)
