"""Telegram and the carrier, as the simulated ones answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.messenger import TelegramMessenger
from mingcha.clock import SteppedClock
from mingcha.doctor import carrier, telegram
from mingcha.foundation import POLLING
from simulator import World
from simulator.carrier.property import Property
from tests.mingcha.doctor.patients import ALONE, NO_CARRIER, of_world, patient, said, started
from tests.mingcha.installation import AUTH_TOKEN, TOKEN

URL = "https://mingcha.example.org"


def told_of_the_bot(world: World, home: Path, **settings: str) -> list[tuple[str, str]]:
    return said(telegram.CHECK, patient(home, of_world(world) | settings))


def set_webhook(world: World, url: str) -> None:
    with TelegramMessenger(
        token=world.telegram.token, base_url=world.telegram.base_url
    ) as messenger:
        messenger.set_webhook(url, "s")


def test_a_bot_whose_updates_come_to_us_is_well(world: World, home: Path) -> None:
    set_webhook(world, f"{URL}/telegram")
    assert told_of_the_bot(world, home) == [
        ("ok", f"the token is taken; the bot is @{world.telegram.username}"),
        ("ok", "updates are delivered to our address, 0 wait"),
    ]


def test_a_token_that_is_refused_fails_and_is_not_shown(world: World, home: Path) -> None:
    ((level, found),) = told_of_the_bot(world, home, telegram_token=TOKEN)
    assert level == "fail"
    assert TOKEN not in found


def test_before_the_first_start_updates_go_nowhere_yet(world: World, home: Path) -> None:
    assert told_of_the_bot(world, home)[1] == ("warn", "Telegram delivers updates nowhere yet")


def test_a_webhook_of_somebody_else_fails(world: World, home: Path) -> None:
    set_webhook(world, "https://other.example.org/telegram")
    assert told_of_the_bot(world, home)[1][0] == "fail"


def test_deliveries_that_failed_lately_are_told(world: World, home: Path) -> None:
    world.route(URL, "http://127.0.0.1:9")
    set_webhook(world, f"{URL}/telegram")
    world.chat("O1").starts("CODE")
    world.run_until(world.now + timedelta(seconds=2))
    clock = SteppedClock(world.now)
    lines = said(telegram.CHECK, patient(home, of_world(world), clock=clock))
    assert lines[1][0] == "warn"
    assert "Wrong response from the webhook" in lines[1][1]


def test_without_an_address_somebody_must_fetch(world: World, home: Path) -> None:
    settings = of_world(world) | ALONE
    now = datetime.now(UTC)
    with started(home, settings) as (foundation, installation):
        assert said(telegram.CHECK, installation)[1] == (
            "warn",
            "nobody fetches updates now, 0 wait",
        )
        with foundation.ledger.write() as book:
            book.leases.take(POLLING, "somebody", now, now + timedelta(seconds=30))
        assert said(telegram.CHECK, installation)[1] == ("ok", "updates are fetched, 0 wait")
        set_webhook(world, f"{URL}/telegram")
        assert said(telegram.CHECK, installation)[1][0] == "warn"


def test_each_bot_is_asked_and_accounts_at_one_that_is_gone_are_counted(
    world: World, home: Path, tmp_path: Path
) -> None:
    set_webhook(world, f"{URL}/telegram")
    south = world.bot("south")
    lanes = tmp_path / "lanes.toml"
    lanes.write_text(f'[lanes.south]\nkind = "bot"\ntoken = "{south.token}"\n')
    south.revoked = True
    with started(home, of_world(world) | {"lanes": str(lanes)}) as (foundation, installation):
        with foundation.ledger.write() as book:
            chat = book.chats.meet("4711", installation.now, bot="west")
            book.chats.save(replace(chat, kind="official", person="O1", state="linked"))
        lines = said(telegram.CHECK, installation)
    first, hook, refused, gone = lines
    assert (first[0], hook[0]) == ("ok", "ok")
    assert refused[0] == "fail"
    assert refused[1].startswith("south: the messenger did not say who the bot is (code 401)")
    assert gone == ("warn", "1 accounts are at west, which is no lane")


def set_doors(world: World) -> None:
    ours = world.twilio.property
    ours.voice_url, ours.status_callback = f"{URL}/voice/in", f"{URL}/voice/in/status"
    ours.sms_url = f"{URL}/text/in"


def test_an_account_that_is_active_and_a_number_of_its_own_are_well(
    world: World, home: Path
) -> None:
    set_doors(world)
    assert said(carrier.CHECK_ACCOUNT, patient(home, of_world(world))) == [
        ("ok", "the account is active"),
        ("ok", "the number that we call from is the account's own, and makes calls"),
        ("ok", "who calls or texts our number reaches us"),
    ]


def test_what_people_begin_must_be_sent_to_us(world: World, home: Path) -> None:
    set_doors(world)
    world.twilio.property.voice_url = "https://elsewhere.example.org"
    world.twilio.property.sms_url = ""
    level, found = said(carrier.CHECK_ACCOUNT, patient(home, of_world(world)))[-1]
    assert level == "warn"
    assert f"A call comes in: {URL}/voice/in; A message comes in: {URL}/text/in" in found
    assert "status" not in found


@pytest.mark.parametrize(
    ("change", "level", "found"),
    [
        (partial(replace, status="suspended"), "fail", "the account is suspended"),
        (partial(replace, kind="Trial"), "warn", "the account is a trial account"),
        (partial(replace, voice=False), "fail", "cannot make calls"),
        (partial(replace, numbers=()), "fail", "is not the account's"),
    ],
)
def test_what_is_wrong_at_the_carrier_is_told(
    world: World, home: Path, change: Callable[[Property], Property], level: str, found: str
) -> None:
    set_doors(world)
    world.twilio.property = change(world.twilio.property)
    lines = said(carrier.CHECK_ACCOUNT, patient(home, of_world(world)))
    assert [one for one in lines if one[0] != "ok"] == [
        (level, next(text for _, text in lines if found in text))
    ]


def test_a_number_that_was_verified_may_be_shown(world: World, home: Path) -> None:
    property = world.twilio.property
    property.numbers, property.verified = (), (world.twilio.caller_number,)
    lines = said(carrier.CHECK_ACCOUNT, patient(home, of_world(world)))
    assert lines[1] == ("ok", "the number that we call from is verified for the account")


def test_a_carrier_that_refuses_us_fails_and_no_number_is_shown(world: World, home: Path) -> None:
    wrong = of_world(world) | {"twilio_auth_token": AUTH_TOKEN}
    ((level, found),) = said(carrier.CHECK_ACCOUNT, patient(home, wrong))
    assert (level, found) == ("fail", "the carrier cannot be asked now (code 20003)")


def test_without_a_telephone_nothing_is_asked(home: Path) -> None:
    for check in (carrier.CHECK_ACCOUNT, carrier.CHECK_REACH):
        ((level, _),) = said(check, patient(home, NO_CARRIER))
        assert level == "skipped"


@pytest.mark.parametrize(
    ("settings", "level", "found"),
    [
        ({"twilio_api": ""}, "fail", "CN cannot be called: Twilio has placed no calls"),
        ({"twilio_api": "", "countries": "KE"}, "ok", "KE: nothing speaks against it"),
        ({"twilio_api": "https://carrier.example.org"}, "warn", "CN: nothing is known"),
    ],
)
def test_each_lane_has_its_own_countries(
    home: Path, settings: dict[str, str], level: str, found: str
) -> None:
    lines = said(carrier.CHECK_REACH, patient(home, {"telegram_api": "", **settings}))
    assert [(one, text[: len(found)]) for one, text in lines] == [(level, found)]


def test_a_simulated_lane_reaches_everybody(world: World, home: Path) -> None:
    assert said(carrier.CHECK_REACH, patient(home, of_world(world))) == [
        ("ok", "CN: simulated, nobody real is called")
    ]
