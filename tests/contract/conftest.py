from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from simulator import World
from simulator.server import LoopbackServer
from tests.contract.specs import ABSENT, Specs, published
from tests.simulator.conftest import BotClient
from tests.simulator.product import Product, serve

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PUBLIC = "https://mingcha.example.org"


@pytest.fixture(scope="session")
def specs() -> Specs:
    found = published()
    if found is None:
        pytest.skip(ABSENT)
    return found


@pytest.fixture(scope="module")
def outside() -> Iterator[World]:
    with World(start=START) as world:
        yield world


_products: list[Product] = []


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server: LoopbackServer = serve(lambda: _products[-1])
    server.start()
    yield server.base_url
    server.stop()


@pytest.fixture
def product(address: str) -> Product:
    _products.append(Product(base_url=address))
    return _products[-1]


@pytest.fixture
def world(outside: World, product: Product) -> World:
    outside.reset(start=START, seed=7)
    outside.route(PUBLIC, product.base_url)
    outside.traffic.recording = True
    return outside


@pytest.fixture
def twilio(world: World) -> Iterator[Client]:
    http = TwilioHttpClient(timeout=5)
    client = Client(world.twilio.account_sid, world.twilio.auth_token, http_client=http)
    client.api.base_url = world.twilio.base_url
    yield client
    http.session.close()


@pytest.fixture
def bot(world: World) -> BotClient:
    return BotClient(world)
