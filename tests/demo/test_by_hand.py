"""The simulated messenger, played by hand."""

import socket
from pathlib import Path
from typing import Any

import httpx

from mingcha.demo.by_hand import ByHand
from mingcha.demo.child import free_port
from simulator import World
from tests.mingcha.command import Mingcha
from tests.scenarios.town import SUNDAY

KEYBOARD = {"inline_keyboard": [[{"text": "On leave", "callback_data": "leave"}]]}


def bot(world: World, method: str, **params: Any) -> Any:
    address = f"{world.telegram.base_url}{world.telegram.token}/{method}"
    return httpx.post(address, json=params, trust_env=False).json()["result"]


def test_what_is_typed_reaches_the_bot_and_what_it_writes_is_shown() -> None:
    shown: list[str] = []
    with World(start=SUNDAY) as world:
        played = ByHand(world, {"O1": "+8619900000001"}, shown.append)
        for line in ("O1 /start abc", "O1 share", "O1 words of mine", "", "O1", "O9 share"):
            played.act(line)
        updates = bot(world, "getUpdates")
        chat = updates[0]["message"]["chat"]["id"]
        bot(world, "sendMessage", chat_id=chat, text="Where are you?", reply_markup=KEYBOARD)
        played.act("O1 tap At sea")
        played.act("O1 tap On leave")
        (tapped,) = bot(world, "getUpdates", offset=updates[-1]["update_id"] + 1)
    messages = [update["message"] for update in updates]
    assert messages[0]["text"] == "/start abc"
    assert messages[1]["contact"]["phone_number"] == "8619900000001"
    assert messages[2]["text"] == "words of mine"
    assert tapped["callback_query"]["data"] == "leave"
    assert shown == [
        "expected what the person does, such as `share`, after the id",
        "O9: nobody of that id is in the roster; expected one such as O1",
        "O1 ← Where are you?",
        "O1   buttons: On leave",
        "O1: no button reads so; there are: On leave",
    ]


def test_photos_voices_and_places_are_sent_by_hand() -> None:
    shown: list[str] = []
    with World(start=SUNDAY) as world:
        played = ByHand(world, {"O1": "+8619900000001"}, shown.append)
        for line in (
            "send photo",
            "send voice",
            "send place 25.5 -102.25",
            "send x",
            "send place a b",
        ):
            played.act(f"O1 {line}")
        messages = [update["message"] for update in bot(world, "getUpdates")]
    assert [sorted({"photo", "voice", "location"} & set(one)) for one in messages] == [
        ["photo"],
        ["voice"],
        ["location"],
    ]
    assert messages[2]["location"]["longitude"] == -102.25
    assert shown == ["send: expected photo, voice, or place with two numbers: 25.5 102.25"] * 2


def test_the_command_says_with_which_settings_the_product_finds_it(
    mingcha: Mingcha,
    folder: Path,
) -> None:
    port = free_port()
    told = mingcha(
        "simulator", str(folder), "--port", str(port), typed="O0001 tap Yes\nquit\nX y\n"
    )
    assert told.status == 0
    assert f"export MINGCHA_TELEGRAM_API=http://127.0.0.1:{port}\n" in told.out
    assert "export MINGCHA_TELEGRAM_TOKEN=" in told.out
    assert told.out.endswith("O0001: no button reads so; there are: none\n")


def test_a_port_that_is_taken_is_refused(
    mingcha: Mingcha,
    folder: Path,
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        told = mingcha("simulator", str(folder), "--port", port)
    assert told.status == 2
    assert f"--port {port}: it cannot be used (Address already in use)" in told.err
