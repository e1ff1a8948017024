from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from twilio.rest import Client

from simulator import Happening, World
from simulator.stage import Stage
from tests.simulator.conftest import PUBLIC, START, BotClient
from tests.simulator.product import Product, say
from tests.simulator.test_calls import VILLAGER, finish, place


def test_time_only_goes_forward(world: World) -> None:
    world.move_to(START + timedelta(hours=1))
    assert world.now == START + timedelta(hours=1)
    with pytest.raises(ValueError, match="can't go back"):
        world.move_to(START)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware datetime"):
        Stage(start=datetime(2026, 3, 2), seed=0)  # noqa: DTZ001


def test_nothing_happens_by_itself(world: World, twilio: Client) -> None:
    world.phone(VILLAGER).answers()
    place(twilio, world)
    assert world.next_due() == START
    assert world.run_next()
    assert world.run_next()
    assert not world.run_next()
    assert world.next_due() == START + timedelta(seconds=1)


def test_one_event_makes_at_most_one_webhook(
    world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say("<Say>Hello</Say>")
    world.phone(VILLAGER).answers()
    place(twilio, world)
    while (due := world.next_due()) is not None:
        world.move_to(due)
        before = len(product.received)
        world.run_next()
        assert len(product.received) - before <= 1
    assert len(product.received) == 5


def test_a_cancelled_event_leaves_no_trace_on_the_agenda(world: World) -> None:
    world.stage.after(5, lambda: None).cancel()
    assert world.next_due() is None


def test_events_at_one_instant_run_in_the_order_of_their_arrangement(world: World) -> None:
    ran: list[str] = []
    note: Callable[[str], Callable[[], None]] = lambda text: lambda: ran.append(text)  # noqa: E731
    world.stage.after(2, note("later"))
    world.stage.after(1, note("first"))
    world.stage.after(1, note("second"))
    world.run_until(START + timedelta(seconds=2))
    assert ran == ["first", "second", "later"]


def story(world: World, twilio: Client, product: Product, bot: BotClient) -> list[Happening]:
    product.documents["/voice"] = say("<Say>Hello</Say>")
    bot.does(lambda b: b.set_webhook(f"{PUBLIC}/telegram"))
    world.chat("A", number=VILLAGER).starts().says("hello")
    world.phone(VILLAGER).answers().hears("Hello")
    place(twilio, world)
    finish(world)
    return list(world.log)


def test_the_same_seed_tells_the_same_story(
    world: World, twilio: Client, product: Product, bot: BotClient
) -> None:
    first, sent = story(world, twilio, product, bot), list(product.received)
    product.received.clear()
    world.reset(start=START, seed=7)
    world.route(PUBLIC, product.base_url)
    assert story(world, twilio, product, bot) == first
    assert [(r.path, r.fields, r.json) for r in product.received] == [
        (r.path, r.fields, r.json) for r in sent
    ]


def test_another_seed_has_other_credentials(world: World) -> None:
    before = (world.twilio.account_sid, world.twilio.auth_token, world.telegram.token)
    world.reset(start=START, seed=8)
    after = (world.twilio.account_sid, world.twilio.auth_token, world.telegram.token)
    assert not set(before) & set(after)


def test_happenings_are_told_as_they_happen(world: World, bot: BotClient) -> None:
    told: list[Happening] = []
    world.on_happening = told.append
    world.chat("A", user_id=5).starts("CODE")
    bot.does(lambda b: b.send_message(5, "Hello"))
    assert [(h.kind, h.who, h.text) for h in told] == [
        ("started", "A", "/start CODE"),
        ("message received", "A", "Hello"),
    ]
    assert told == world.log


def test_traffic_is_recorded_on_demand(world: World, bot: BotClient, product: Product) -> None:
    bot.does(lambda b: b.get_me())
    world.traffic.recording = True
    bot.does(lambda b: b.set_webhook(f"{PUBLIC}/telegram"))
    world.chat("A").starts()
    asked, told = world.traffic.exchanges
    assert (asked.direction, asked.api, asked.status) == ("request", "telegram.setWebhook", 200)
    assert asked.params["url"] == f"{PUBLIC}/telegram"
    assert (told.direction, told.api, told.status) == ("webhook", "telegram.update", 200)
    assert told.params["message"]["text"] == "/start"


def test_the_product_settles_around_each_event(world: World, product: Product) -> None:
    settled: list[int] = []
    world.settle = lambda: settled.append(len(product.received))
    world.telegram.updates.set_webhook(None, drop=False)
    world.chat("A").starts()
    assert settled == [0]
