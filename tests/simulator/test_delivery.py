"""How Telegram brings updates to the webhook."""

from datetime import datetime, timedelta

import httpx
import pytest
from telegram.error import BadRequest

from simulator import World
from tests.simulator.conftest import PUBLIC, BotClient
from tests.simulator.product import Product

HOOK = f"{PUBLIC}/telegram"


@pytest.fixture
def hooked(world: World, bot: BotClient) -> World:
    bot.does(lambda b: b.set_webhook(HOOK))
    return world


def texts(product: Product) -> list[str]:
    return [update["message"]["text"] for update in product.updates()]


def test_updates_of_one_chat_arrive_in_order_although_the_first_fails(
    hooked: World, product: Product
) -> None:
    product.statuses = [500, 503]
    hooked.chat("A").starts().says("one")
    hooked.chat("B").starts()
    assert len(product.updates()) == 2
    start = hooked.now
    hooked.run_until(start + timedelta(seconds=10))
    assert texts(product) == ["/start", "/start", "/start", "/start", "one"]
    ids = [update["update_id"] for update in product.updates()]
    assert ids == [ids[0], ids[0] + 2, ids[0], ids[0] + 2, ids[0] + 1]
    assert hooked.counts.lost["telegram.update"] == 2
    assert hooked.counts.webhooks["telegram.update"] == 3


def test_redelivery_doubles_up_to_a_minute(hooked: World, product: Product) -> None:
    product.statuses = [500] * 9
    tried = []
    hooked.settle = lambda: tried.append((hooked.now, len(product.received)))
    hooked.chat("A").starts()
    hooked.run_until(hooked.now + timedelta(minutes=10))
    instants: dict[int, datetime] = {}
    for instant, count in tried:
        instants.setdefault(count, instant)
    waits = [(instants[n + 1] - instants[n]).total_seconds() for n in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_an_update_is_given_up_after_a_day_and_the_next_goes_on(
    hooked: World, product: Product
) -> None:
    hooked.route(PUBLIC, "http://127.0.0.1:1")
    hooked.chat("A").starts()
    hooked.run_until(hooked.now + timedelta(hours=24, minutes=2))
    assert len(hooked.telegram.updates.expired) == 1
    hooked.route(PUBLIC, product.base_url)
    hooked.chat("A").says("hello again")
    assert texts(product) == ["hello again"]


def test_nothing_is_delivered_before_a_webhook_is_set(
    world: World, bot: BotClient, product: Product
) -> None:
    world.chat("A").starts().says("one")
    assert not product.received
    assert bot.does(lambda b: b.get_webhook_info()).pending_update_count == 2
    bot.does(lambda b: b.set_webhook(HOOK))
    world.pump()
    assert texts(product) == ["/start", "one"]


def test_pending_updates_can_be_dropped(world: World, bot: BotClient, product: Product) -> None:
    world.chat("A").starts()
    bot.does(lambda b: b.set_webhook(HOOK, drop_pending_updates=True))
    world.pump()
    assert not product.received


def test_only_the_kinds_asked_for_are_delivered(
    world: World, bot: BotClient, product: Product
) -> None:
    bot.does(lambda b: b.set_webhook(HOOK, allowed_updates=["message"], max_connections=4))
    info = bot.does(lambda b: b.get_webhook_info())
    assert (info.url, info.allowed_updates, info.max_connections) == (HOOK, ("message",), 4)
    world.chat("A").starts().blocks()
    assert texts(product) == ["/start"]


def test_a_deleted_webhook_gets_nothing(hooked: World, bot: BotClient, product: Product) -> None:
    bot.does(lambda b: b.delete_webhook())
    hooked.chat("A").starts()
    assert not product.received
    assert bot.does(lambda b: b.get_webhook_info()).url == ""


def test_a_failed_delivery_is_told_in_the_webhook_info(
    hooked: World, bot: BotClient, product: Product
) -> None:
    product.statuses = [500]
    hooked.chat("A").starts()
    info = bot.does(lambda b: b.get_webhook_info())
    assert info.last_error_message == "Wrong response from the webhook: 500"
    assert info.last_error_date is not None


def test_a_webhook_must_be_https_and_its_secret_plain(bot: BotClient) -> None:
    with pytest.raises(BadRequest, match=r"(?i)HTTPS"):
        bot.does(lambda b: b.set_webhook("http://mingcha.example.org/telegram"))
    with pytest.raises(BadRequest, match=r"(?i)unallowed characters"):
        bot.does(lambda b: b.set_webhook(HOOK, secret_token="a b"))


@pytest.mark.parametrize("how", ["json", "multipart", "query"])
def test_parameters_may_come_as_json_multipart_or_query(world: World, how: str) -> None:
    world.chat("A", user_id=77).starts()
    address = f"{world.telegram.base_url}{world.telegram.token}/sendMessage"
    params = {"chat_id": "77", "text": "héllo"}
    match how:
        case "json":
            answer = httpx.post(address, json=params, trust_env=False)
        case "multipart":
            parts = {name: (None, value) for name, value in params.items()}
            answer = httpx.post(address, files=parts, trust_env=False)
        case _:
            answer = httpx.get(address, params=params, trust_env=False)
    assert answer.json()["result"]["text"] == "héllo"


def test_an_unknown_method_is_not_found(world: World) -> None:
    address = f"{world.telegram.base_url}{world.telegram.token}/sendPigeon"
    answer = httpx.post(address, trust_env=False)
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
