from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from inspection.incident import IncidentKind
from mingcha.door import PATHS, proof
from mingcha.environment import read_settings
from mingcha.product import Product
from mingcha.web import app_of
from storage.migrate import migrate
from tests.databases import Postgresql
from tests.mingcha.caller import ELSEWHERE, HERE, Caller
from tests.mingcha.installation import STEPPED, environment, opened
from tests.storage.samples import message_to

LATER = "2026-03-01T11:00:00+08:00"


class MakeProduct(Protocol):
    def __call__(self, **settings: str) -> Product: ...


@pytest.fixture
def make_product(home: Path) -> Iterator[MakeProduct]:
    with ExitStack() as products:

        def make(**settings: str) -> Product:
            product = Product.of(opened(read_settings(environment(home, **settings))))
            products.callback(product.close)
            return product

        yield make


def client(product: Product, address: tuple[str, int] = HERE) -> Caller:
    return Caller(app=app_of(product, kept=0), address=address)


def test_a_product_that_runs_is_alive_and_ready(make_product: MakeProduct, database: str) -> None:
    web = client(make_product(database_url=database))
    assert web.get("/health/live").json() == {"live": True}
    ready = web.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "reasons": [],
        "warnings": [],
        "inbox": {"waiting": 0, "done": 0, "quarantined": 0},
    }


def test_readiness_counts_what_waits(make_product: MakeProduct) -> None:
    product = make_product()
    now = product.foundation.clock.now()
    product.foundation.inbox.append("telegram", "1", b"{}", now)
    assert client(product).get("/health/ready").json()["inbox"]["waiting"] == 1


def test_a_door_that_is_not_reached_from_outside_is_red_and_calls_unheard_are_a_warning(
    make_product: MakeProduct,
) -> None:
    product = make_product()
    now = product.foundation.clock.now()
    with product.foundation.ledger.write() as book:
        book.incidents.seen(IncidentKind.TAKEN, "door", now, open_since=now)
        book.incidents.seen(IncidentKind.UNHEARD, "calls", now, open_since=now)
    answer = client(product).get("/health/ready")
    assert answer.status_code == 503
    (reason,) = answer.json()["reasons"]
    assert reason.endswith("is delivered to another address than ours")
    (warning,) = answer.json()["warnings"]
    assert warning.startswith("calls: the carrier could not reach us")
    with product.foundation.ledger.write() as book:
        book.outages.beat("door", now)
    assert client(product).get("/health/ready").status_code == 200


def test_letters_for_a_bot_that_is_gone_are_a_warning(make_product: MakeProduct) -> None:
    product = make_product()
    now = product.foundation.clock.now()
    with product.foundation.ledger.write() as book:
        for bot in ("chat", "south"):
            chat = book.chats.meet("4711", now, bot=bot)
            book.messages.post(message_to(chat.id, key=bot, next_at=now))
    (warning,) = client(product).get("/health/ready").json()["warnings"]
    assert warning.startswith("bot south is no lane any more, and something waits for its people")


def test_without_its_embedded_database_a_product_is_alive_and_not_ready(
    make_product: MakeProduct, home: Path
) -> None:
    product = make_product()
    assert client(product).get("/health/ready").status_code == 200
    product.foundation.store.engines.dispose()  # as if started anew: no open file is left
    for part in home.glob("mingcha.db*"):
        part.unlink()
    _alive_and_not_ready(client(product))


def test_without_its_shared_database_a_product_is_alive_and_not_ready(
    make_product: MakeProduct, postgresql: Postgresql
) -> None:
    name, url = postgresql.create()
    migrate(url)
    product = make_product(database_url=url)
    assert client(product).get("/health/ready").status_code == 200
    postgresql.drop(name)
    _alive_and_not_ready(client(product))


def _alive_and_not_ready(web: Caller) -> None:
    answer = web.get("/health/ready")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    (reason,) = answer.json()["reasons"]
    assert reason.startswith("the store: the database ")
    assert web.get("/health/live").status_code == 200


@pytest.mark.parametrize("path", ["/telegram", "/voice/0/status", "/voice/0/0"])
def test_the_providers_doors_are_open_and_guarded(make_product: MakeProduct, path: str) -> None:
    """Without the secret or the signature nothing gets in."""
    product = make_product()
    assert client(product).post(path, update={"update_id": 1}).status_code == 403
    with product.foundation.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 0


def test_telegram_gets_in_with_the_secret_it_was_told(make_product: MakeProduct) -> None:
    product = make_product()
    secret = {"X-Telegram-Bot-Api-Secret-Token": product.telegram_secret}
    update: dict[str, object] = {"update_id": 1, "message": {}}
    answer = client(product).post("/telegram", update=update, headers=secret)
    assert answer.status_code == 200
    with product.foundation.ledger.read() as book:
        assert book.inbox.counts()["waiting"] == 1


# -- our own doctor's question ------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_whoever_gives_a_number_learns_that_it_is_this_installation(
    make_product: MakeProduct, path: str
) -> None:
    product, number = make_product(), "0123456789abcdef" * 2
    told = client(product).get(f"{path}?number={number}")
    assert told.json() == {"proof": proof(product.foundation.keys.door, number)}
    assert client(product).get(f"{path}?number=0").status_code == 400
    assert client(product).get(path).status_code == 400


def test_without_a_public_address_nobody_can_ask(make_product: MakeProduct) -> None:
    product = make_product(public_url="")
    assert client(product).get(f"/telegram?number={'0' * 32}").status_code == 404
    assert client(product).post("/telegram", update={"update_id": 1}).status_code == 404


def test_without_a_carrier_there_is_no_door_for_it(make_product: MakeProduct) -> None:
    left_out = {"twilio_account_sid": "", "twilio_auth_token": "", "caller_number": ""}
    assert client(make_product(**left_out)).post("/voice/0/0").status_code == 404


# -- the conductor's door ----------------------------------------------------------------------


def step(web: Caller, **params: str) -> httpx.Response:
    return web.post("/conductor/step", params=params)


def test_with_the_real_clock_there_is_no_conductors_door(make_product: MakeProduct) -> None:
    assert step(client(make_product()), now=LATER).status_code == 404


def test_a_conductor_of_this_machine_moves_a_stepped_clock(make_product: MakeProduct) -> None:
    product = make_product(**STEPPED)
    answer = step(client(product), now=LATER)
    assert (answer.status_code, answer.json()) == (200, {"due": None})
    assert product.foundation.clock.now().isoformat() == "2026-03-01T03:00:00+00:00"


def test_nobody_elsewhere_moves_a_stepped_clock(make_product: MakeProduct) -> None:
    product = make_product(**STEPPED)
    before = product.foundation.clock.now()
    assert step(client(product, ELSEWHERE), now=LATER).status_code == 403
    assert product.foundation.clock.now() == before


@pytest.mark.parametrize("now", [{}, {"now": "later"}, {"now": "2026-03-01T11:00:00"}])
def test_a_step_to_no_certain_moment_is_refused(
    make_product: MakeProduct, now: dict[str, str]
) -> None:
    product = make_product(**STEPPED)
    before = product.foundation.clock.now()
    assert step(client(product), **now).status_code == 400
    assert product.foundation.clock.now() == before


def test_a_step_back_is_refused(make_product: MakeProduct) -> None:
    product = make_product(**STEPPED)
    web = client(product)
    step(web, now=LATER)
    assert step(web, now="2026-03-01T10:00:00+08:00").status_code == 500
    assert product.foundation.clock.now().isoformat() == "2026-03-01T03:00:00+00:00"
