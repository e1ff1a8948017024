import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from simulator import World
from tests.simulator.product import Product, serve

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PUBLIC = "https://mingcha.example.org"
Result = TypeVar("Result")


@pytest.fixture(scope="session")
def outside() -> Iterator[World]:
    with World(start=START) as world:
        yield world


_products: list[Product] = []


@pytest.fixture(scope="session")
def product_address() -> Iterator[str]:
    server = serve(lambda: _products[-1])
    server.start()
    yield server.base_url
    server.stop()


@pytest.fixture
def product(product_address: str) -> Product:
    _products.append(Product(base_url=product_address))
    return _products[-1]


@pytest.fixture
def world(outside: World, product: Product) -> World:
    outside.reset(start=START, seed=7)
    outside.route(PUBLIC, product.base_url)
    return outside


@pytest.fixture
def twilio(world: World) -> Iterator[Client]:
    http = TwilioHttpClient(timeout=5)
    client = Client(world.twilio.account_sid, world.twilio.auth_token, http_client=http)
    client.api.base_url = world.twilio.base_url
    yield client
    http.session.close()


class BotClient:
    """The real bot library, one call at a time."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def _with(self, act: Callable[[Bot], Awaitable[Result]], token: str) -> Result:
        request = HTTPXRequest(read_timeout=5, httpx_kwargs={"trust_env": False})
        polling = HTTPXRequest(read_timeout=5, httpx_kwargs={"trust_env": False})
        bot = Bot(
            token,
            base_url=self._world.telegram.base_url,
            request=request,
            get_updates_request=polling,
        )
        try:
            return await act(bot)
        finally:
            await request.shutdown()
            await polling.shutdown()

    def does(self, act: Callable[[Bot], Awaitable[Result]], token: str = "") -> Result:
        return asyncio.run(self._with(act, token or self._world.telegram.token))


@pytest.fixture
def bot(world: World) -> BotClient:
    return BotClient(world)
