"""Files that people sent: fetched whole from the messenger, or told why not."""

from typing import Any

import pytest

from bot.messenger import TelegramMessenger
from fieldwork.fetched import Answer, Fetched, Missing, NotNow
from inspection.media import MOST_BYTES, Lost, type_of
from simulator import World
from simulator.messenger import drawn

GET, FILE = "telegram.getFile", "telegram.file"


def file_id(world: World, **more: Any) -> str:
    """Of a photo that an official has just sent."""
    person = world.chat("O1", number="+8613900000001").starts().sends_photo(**more).person
    (photo,) = [one.extra["photo"][-1] for one in person.chat.messages if "photo" in one.extra]
    return str(photo["file_id"])


def refused(world: World, description: str, status: int = 400, **more: Any) -> None:
    body = {"ok": False, "error_code": status, "description": description, **more}
    world.faults.answer(GET, status=status, body=body)


def test_a_file_comes_as_it_was_sent(world: World, messenger: TelegramMessenger) -> None:
    found = messenger.fetch(file_id(world), MOST_BYTES)
    assert found == Fetched(content=drawn.photo())
    assert type_of(drawn.photo()) == "image/jpeg"
    assert type_of(drawn.voice()) == "audio/ogg"
    assert "synthetic" not in repr(found)


def test_no_more_is_read_than_is_wanted(world: World, messenger: TelegramMessenger) -> None:
    sent = file_id(world)
    size = len(drawn.photo())
    assert messenger.fetch(sent, size) == Fetched(content=drawn.photo())
    assert messenger.fetch(sent, size - 1) == Missing(why=Lost.TOO_LARGE)


def test_what_is_larger_than_was_told_is_not_read_to_its_end(
    world: World, messenger: TelegramMessenger
) -> None:
    size = len(drawn.photo())
    assert messenger.fetch(file_id(world, size=size - 2), size - 1) == Missing(why=Lost.TOO_LARGE)


def test_what_the_messenger_finds_too_large_is_lost(
    world: World, messenger: TelegramMessenger
) -> None:
    sent = file_id(world, size=MOST_BYTES + 1)
    assert messenger.fetch(sent, 2 * MOST_BYTES) == Missing(why=Lost.TOO_LARGE)


def test_an_id_that_the_messenger_does_not_know_is_lost(messenger: TelegramMessenger) -> None:
    assert messenger.fetch("no such file", MOST_BYTES) == Missing(why=Lost.UNKNOWN)


@pytest.mark.parametrize(
    ("description", "answer"),
    [
        ("Bad Request: file is too big", Missing(why=Lost.TOO_LARGE)),
        (
            "Bad Request: wrong file_id or the file is temporarily unavailable",
            NotNow(code="unavailable", broke_off=True),
        ),
    ],
)
def test_a_refusal_is_told_apart_from_a_bad_moment(
    world: World, messenger: TelegramMessenger, description: str, answer: Answer
) -> None:
    sent = file_id(world)
    refused(world, description)
    assert messenger.fetch(sent, MOST_BYTES) == answer
    assert messenger.fetch(sent, MOST_BYTES) == Fetched(content=drawn.photo())


def test_the_messengers_own_trouble_costs_no_try(
    world: World, messenger: TelegramMessenger
) -> None:
    sent = file_id(world)
    refused(world, "Unauthorized", 401)
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="401")
    refused(world, "Too Many Requests", 429, parameters={"retry_after": 7})
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="429", retry_after=7.0)
    refused(world, "Internal Server Error", 500)
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="5xx")
    world.faults.drop_before(GET)
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="RemoteProtocolError")


def test_what_happens_at_the_files_own_address_is_told_apart_too(
    world: World, messenger: TelegramMessenger
) -> None:
    sent = file_id(world)
    world.faults.answer(FILE, status=404)
    assert messenger.fetch(sent, MOST_BYTES) == Missing(why=Lost.UNKNOWN)
    world.faults.answer(FILE, status=429, headers={"Retry-After": "9"})
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="429", retry_after=9.0)
    world.faults.answer(FILE, status=502)
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="502")
    world.faults.drop_before(FILE)
    assert messenger.fetch(sent, MOST_BYTES) == NotNow(code="RemoteProtocolError")
    world.faults.break_off(FILE)
    broken = messenger.fetch(sent, MOST_BYTES)
    assert isinstance(broken, NotNow)
    assert broken.broke_off


def test_a_file_that_takes_too_long_is_left_for_another_time(world: World) -> None:
    sent = file_id(world)
    world.faults.delay(FILE, seconds=0.5)
    with TelegramMessenger(
        token=world.telegram.token, base_url=world.telegram.base_url, timeout=0.1
    ) as hurried:
        assert hurried.fetch(sent, MOST_BYTES) == NotNow(code="ReadTimeout")


def test_a_messenger_that_cannot_be_reached_costs_no_try(world: World) -> None:
    with TelegramMessenger(token="1:A", base_url="http://127.0.0.1:9/bot", timeout=0.2) as nobody:
        assert nobody.fetch("any", MOST_BYTES) == NotNow(code="no connection")


def test_an_address_elsewhere_is_not_followed(world: World, messenger: TelegramMessenger) -> None:
    sent = file_id(world)
    for path in ("/etc/passwd", "../../etc/passwd", "https://elsewhere.example.org/x", "a?b=c"):
        result = {"file_id": sent, "file_unique_id": "u", "file_path": path}
        world.faults.answer(GET, status=200, body={"ok": True, "result": result})
        found = messenger.fetch(sent, MOST_BYTES)
        assert found in (NotNow(code="no address"), Missing(why=Lost.UNKNOWN)), path
    assert world.counts.requests[FILE] == 0
