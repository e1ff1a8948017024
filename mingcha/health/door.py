"""The doors for whoever watches: alive, ready, and the figures.

The figures have a listener of their own: a proxy of somebody else's making, which passes
everything on, must not make them public.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from mingcha.health.figures import Figures
from mingcha.health.readiness import Readiness
from mingcha.listening import listening, server_of
from mingcha.product import Product
from mingcha.settings import SettingsRefused


def health_routes(readiness: Readiness) -> Sequence[BaseRoute]:
    def ready(_: Request) -> Response:
        health = readiness.look()
        return JSONResponse(
            {
                "ready": health.ready,
                "reasons": list(health.reasons),
                "warnings": list(health.warnings),
                "inbox": dict(health.inbox),
            },
            status_code=200 if health.ready else 503,
        )

    return (
        Route("/health/live", _live, methods=["GET"]),
        Route("/health/ready", ready, methods=["GET"]),
    )


def metrics_of(product: Product) -> Starlette:
    readiness = Readiness(product)
    figures = Figures(product, readiness)
    product.meters.registry.register(figures)

    def metrics(_: Request) -> Response:
        page = generate_latest(product.meters.registry)
        return Response(page, headers={"content-type": CONTENT_TYPE_LATEST})

    return Starlette(
        routes=[*health_routes(readiness), Route("/metrics", metrics, methods=["GET"])]
    )


@contextmanager
def metrics_door(product: Product) -> Iterator[None]:
    """Open to the end of the block, in a thread of its own, so that a busy intake does not hide
    the figures; nothing where no port is set. Raises SettingsRefused if the address is taken."""
    settings = product.foundation.settings
    if settings.metrics_port is None:
        yield
        return
    try:
        door = listening(settings.metrics_host, settings.metrics_port)
    except OSError as error:
        raise SettingsRefused(
            f"MINGCHA_METRICS_HOST, MINGCHA_METRICS_PORT: cannot listen on {settings.metrics_host}"
            f" port {settings.metrics_port} ({error.strerror})"
        ) from None
    server = server_of(metrics_of(product))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, name="metrics")
    thread.start()
    try:
        yield
    finally:
        server.finish()
        thread.join()
        door.close()


async def _live(_: Request) -> Response:
    return JSONResponse({"live": True})
