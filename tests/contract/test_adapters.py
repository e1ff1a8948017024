"""What the product's own adapters send conforms, in each way that they can send it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.messenger import TelegramMessenger
from fieldwork.fetched import Fetched, Missing
from fieldwork.ports import Placed
from inspection.chat import Button, Letter
from inspection.media import MOST_BYTES
from inspection.questionnaire.media import FormFile
from simulator import World
from simulator.messenger import drawn
from telephony.carrier import TwilioCarrier
from tests.contract.conftest import PUBLIC, START
from tests.contract.specs import Specs
from tests.contract.traffic import check_traffic
from tests.sounds import MP3, PNG, WAV

FILES = {
    file.digest: file
    for file in (
        FormFile(content=MP3, ending="mp3"),
        FormFile(content=WAV, ending="wav"),
        FormFile(content=PNG, ending="png"),
    )
}
VILLAGER = "+8619900000001"


@pytest.fixture
def messenger(world: World) -> Iterator[TelegramMessenger]:
    with TelegramMessenger(
        token=world.telegram.token, base_url=world.telegram.base_url, files=FILES.get
    ) as one:
        yield one


@pytest.fixture
def carrier(world: World) -> Iterator[TwilioCarrier]:
    one = TwilioCarrier(
        account_sid=world.twilio.account_sid,
        auth_token=world.twilio.auth_token,
        caller_number=world.twilio.caller_number,
        public_url=PUBLIC,
        base_url=world.twilio.base_url,
        environment={},
    )
    yield one
    one.close()


def test_what_people_send_and_the_fetching_of_it_conform(
    specs: Specs, world: World, messenger: TelegramMessenger
) -> None:
    messenger.set_webhook(f"{PUBLIC}/telegram", "s3cret")
    chat = world.chat("O1", number=VILLAGER, user_id=501).starts("CODE")
    chat.sends_photo(caption="Here", media_group_id="9").sends_picture().sends_voice()
    chat.sends_place(25.5, 102.25, accuracy=12.5).sends_place(25.5, 102.25, live=True)
    chat.person.send_audio()
    chat.person.send_video()
    world.pump()
    (photo,) = [one.extra["photo"][-1] for one in chat.person.chat.messages if "photo" in one.extra]
    assert messenger.fetch(photo["file_id"], MOST_BYTES) == Fetched(content=drawn.photo())
    assert isinstance(messenger.fetch("unknown", MOST_BYTES), Missing)
    assert check_traffic(world, specs) == []


@pytest.mark.parametrize(
    "letter",
    [
        Letter(text="村里今天怎么样？" * 300),
        Letter(text="Share your number", ask_contact="Share my number"),
        Letter(text="Where?", files=tuple(file.name for file in FILES.values())),
        Letter(text="Where are you?", buttons=(Button(text="In the village", data="c:t:q:1"),)),
    ],
)
def test_each_kind_of_letter_conforms(
    specs: Specs, world: World, messenger: TelegramMessenger, letter: Letter
) -> None:
    messenger.set_webhook(f"{PUBLIC}/telegram", "s3cret")
    assert messenger.me() == world.telegram.username
    world.chat("O1", number=VILLAGER, user_id=501).starts("CODE")
    assert isinstance(messenger.send("501", letter), Placed)
    assert check_traffic(world, specs) == []


def test_an_acknowledged_tap_conforms(
    specs: Specs, world: World, messenger: TelegramMessenger
) -> None:
    messenger.set_webhook(f"{PUBLIC}/telegram", "s3cret")
    chat = world.chat("O1", number=VILLAGER, user_id=501).starts("CODE")
    messenger.send("501", Letter(text="?", buttons=(Button(text="Yes", data="c:t:q:1"),)))
    chat.taps("Yes")
    [press] = [
        exchange.params["callback_query"]["id"]
        for exchange in world.traffic.exchanges
        if "callback_query" in exchange.params
    ]
    assert isinstance(messenger.send("501", Letter(text="Noted", acknowledges=press)), Placed)
    assert check_traffic(world, specs) == []


def test_fetching_updates_conforms(
    specs: Specs, world: World, messenger: TelegramMessenger
) -> None:
    assert messenger.begin_removal().result(5)
    world.chat("O1", number=VILLAGER, user_id=501).starts("CODE")
    (update,) = messenger.begin_fetch(None, 0).result(5)
    assert messenger.begin_fetch(update["update_id"] + 1, 0).result(5) == []
    assert check_traffic(world, specs) == []


def test_every_request_of_the_carrier_conforms(
    specs: Specs, world: World, carrier: TwilioCarrier
) -> None:
    world.phone(VILLAGER).is_busy()
    placed = carrier.call(VILLAGER, "token")
    assert isinstance(placed, Placed)
    world.run_until(world.now + timedelta(minutes=1))
    assert [state.provider_id for state in carrier.find(VILLAGER, "token", START)] == [
        placed.provider_id
    ]
    assert carrier.look(placed.provider_id, "token") is not None
    carrier.hang_up(placed.provider_id)
    assert world.counts.webhooks["twilio.status"] == 2
    assert check_traffic(world, specs) == []


@pytest.mark.parametrize("lost", ["", "30005"])
def test_every_request_about_a_text_conforms(
    specs: Specs, world: World, carrier: TwilioCarrier, lost: str
) -> None:
    world.phone(VILLAGER).gets_text("你好")
    if lost:
        world.twilio.texting.lost[VILLAGER] = lost
    placed = carrier.text(VILLAGER, "你好" * 60, "token")
    assert isinstance(placed, Placed)
    world.run_until(world.now + timedelta(minutes=1))
    (found,) = carrier.find_texts(VILLAGER, "你好" * 60, "token", START)
    assert found.event.provider_id == placed.provider_id
    looked = carrier.look_text(placed.provider_id, "token")
    assert looked is not None
    assert looked.event.code == lost
    assert world.counts.webhooks["twilio.message_status"] == 2
    assert check_traffic(world, specs) == []
