"""What is set up at the messenger when the program starts, with several bots."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.messenger import MessengerRefused
from mingcha.environment import read_settings
from mingcha.product import Product
from mingcha.updates import announce_webhooks
from simulator import World
from tests.mingcha.installation import environment, opened

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def product(world: World, home: Path, tmp_path: Path) -> Iterator[Product]:
    world.reset(start=START, seed=7)
    lanes = tmp_path / "lanes.toml"
    lanes.write_text(f'[lanes.south]\nkind = "bot"\ntoken = "{world.bot("south").token}"\n')
    settings = environment(
        home,
        lanes=str(lanes),
        telegram_token=world.telegram.token,
        telegram_api=world.telegram.base_url.removesuffix("/bot"),
    )
    made = Product.of(opened(read_settings(settings)))
    yield made
    made.close()


def hooks(world: World) -> list[tuple[str, str] | None]:
    found = (world.bot(name).updates.webhook for name in ("", "south"))
    return [(one.url, one.secret) if one is not None else None for one in found]


def test_each_bot_is_told_an_address_and_a_secret_of_its_own(
    world: World, product: Product
) -> None:
    announce_webhooks(product)
    first, south = hooks(world)
    address = "https://mingcha.example.org/telegram"
    assert first == (address, product.telegram_secret)
    assert south == (f"{address}/south", product.secret_of("south"))
    assert product.secret_of("south") != product.telegram_secret


def test_a_bot_that_is_refused_does_not_keep_the_others_from_starting(
    world: World, product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    world.bot("south").revoked = True
    announce_webhooks(product)
    first, south = hooks(world)
    assert first is not None
    assert south is None
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("bot south is left out until the next start: the messenger did not take")
    assert world.bot("south").token not in line


def test_where_all_are_refused_or_the_messenger_is_silent_there_is_no_start(
    world: World, product: Product
) -> None:
    world.faults.answer("telegram south.setWebhook", status=502, body={"ok": False}, nth=1)
    with pytest.raises(MessengerRefused):
        announce_webhooks(product)
    world.telegram.revoked = world.bot("south").revoked = True
    with pytest.raises(MessengerRefused, match="code 401"):
        announce_webhooks(product)
