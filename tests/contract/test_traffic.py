"""The real SDKs and the simulator speak as the published specifications say, in both directions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from twilio.rest.api.v2010.account.call import CallInstance

from simulator import World
from tests.contract.conftest import PUBLIC
from tests.contract.specs import Specs
from tests.contract.traffic import check_traffic
from tests.simulator.conftest import BotClient
from tests.simulator.product import Product, gather, say

VILLAGER = "+8619900000001"
HOOK = f"{PUBLIC}/telegram"
WHERE = InlineKeyboardMarkup([[InlineKeyboardButton("In the village", callback_data="w:1")]])
SHARE = ReplyKeyboardMarkup(
    [[KeyboardButton("Share my number", request_contact=True)]],
    one_time_keyboard=True,
    resize_keyboard=True,
)


def place(twilio: Client, world: World, **more: Any) -> CallInstance:
    return twilio.calls.create(
        to=VILLAGER,
        from_=world.twilio.caller_number,
        url=f"{PUBLIC}/voice",
        status_callback=f"{PUBLIC}/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
        **more,
    )


def go_on(world: World, **span: float) -> None:
    world.run_until(world.now + timedelta(**span))


def made(world: World) -> set[str]:
    return {exchange.api for exchange in world.traffic.exchanges}


def linked(world: World, bot: BotClient) -> int:
    """Somebody who has started the bot, whose webhook is set."""
    wanted = ["message", "callback_query", "my_chat_member"]
    bot.does(lambda b: b.set_webhook(HOOK, secret_token="s3cret", allowed_updates=wanted))
    world.chat("O1", number=VILLAGER, user_id=501, first_name="Li", language="zh").starts("CODE")
    return 501


def test_a_chat_conforms(specs: Specs, world: World, bot: BotClient) -> None:
    who, chat = linked(world, bot), world.chat("O1")
    bot.does(lambda b: b.send_message(who, "Who are you?", reply_markup=SHARE))
    chat.taps("Share my number").shares_contact(of=world.chat("O2", number="+8619900000002"))
    bot.does(lambda b: b.send_message(who, "Thanks", reply_markup=ReplyKeyboardRemove()))
    sent = bot.does(
        lambda b: b.send_message(
            who,
            "Where are you? 🏠",
            reply_markup=WHERE,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
    )
    chat.taps("In the village").says("/record").says("in the village").blocks()
    with pytest.raises(Forbidden):
        bot.does(lambda b: b.send_message(who, "Are you there?"))
    chat.unblocks()
    bot.does(lambda b: b.edit_message_text("Where? Here.", chat_id=who, message_id=sent.message_id))
    bot.does(lambda b: b.delete_message(who, sent.message_id))
    assert world.counts.webhooks["telegram.update"] == 8
    assert check_traffic(world, specs) == []


def test_the_answer_to_a_tap_conforms(
    specs: Specs, world: World, bot: BotClient, product: Product
) -> None:
    who = linked(world, bot)
    bot.does(lambda b: b.send_message(who, "Where are you?", reply_markup=WHERE))
    world.chat("O1").taps("In the village")
    press = product.updates()[-1]["callback_query"]["id"]
    bot.does(lambda b: b.answer_callback_query(press, "Noted"))
    with pytest.raises(BadRequest):
        bot.does(lambda b: b.answer_callback_query("1", "Noted"))
    assert "telegram.answerCallbackQuery" in made(world)
    assert check_traffic(world, specs) == []


def test_what_wiring_asks_of_the_messenger_conforms(
    specs: Specs, world: World, bot: BotClient
) -> None:
    linked(world, bot)
    bot.does(lambda b: b.get_me())
    bot.does(lambda b: b.get_webhook_info())
    commands = [BotCommand("record", "My record")]
    bot.does(lambda b: b.set_my_commands(commands, language_code="zh"))
    bot.does(lambda b: b.get_my_commands(language_code="zh"))
    bot.does(lambda b: b.delete_webhook())
    world.chat("O1").says("hello")
    [update] = bot.does(lambda b: b.get_updates(timeout=0, allowed_updates=["message"]))
    assert update.message is not None
    assert check_traffic(world, specs) == []


@pytest.mark.parametrize("more", [{}, {"machine_detection": "Enable", "timeout": 25}])
def test_an_answered_call_conforms(
    specs: Specs, world: World, twilio: Client, product: Product, more: dict[str, Any]
) -> None:
    product.documents["/voice"] = say(gather("Press one", f"{PUBLIC}/key"))
    product.documents["/key"] = say("<Say>Thanks</Say>", "<Hangup/>")
    world.phone(VILLAGER).answers().hears("Press one").presses("1")
    sid = place(twilio, world, **more).sid
    go_on(world, minutes=3)
    assert world.twilio.exchange.calls[sid].pressed == ["1"]
    assert twilio.calls(sid).fetch().status == "completed"
    assert len(twilio.calls.list(to=VILLAGER, start_time_after=world.now, page_size=20)) == 0
    assert len(twilio.calls.list(to=VILLAGER, status="completed")) == 1
    assert made(world) >= {"twilio.twiml", "twilio.status", "twilio.calls.list"}
    assert check_traffic(world, specs) == []


def test_a_recording_conforms(specs: Specs, world: World, twilio: Client, product: Product) -> None:
    product.documents["/voice"] = say(
        f'<Record action="{PUBLIC}/recorded" maxLength="30" '
        f'recordingStatusCallback="{PUBLIC}/news" recordingStatusCallbackMethod="POST"/>'
    )
    product.documents["/recorded"] = say("<Hangup/>")
    world.phone(VILLAGER).answers().speaks(seconds=9)
    place(twilio, world)
    go_on(world, minutes=3)
    assert product.at("/recorded")
    assert product.at("/news")
    assert check_traffic(world, specs) == []


def test_a_detection_in_the_background_conforms(
    specs: Specs, world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = say('<Pause length="9"/>')
    world.phone(VILLAGER).machine_answers()
    place(
        twilio,
        world,
        machine_detection="Enable",
        async_amd="true",
        async_amd_status_callback=f"{PUBLIC}/machine",
    )
    go_on(world, minutes=3)
    assert product.at("/machine")
    assert check_traffic(world, specs) == []


@pytest.mark.parametrize("how", ["is_busy", "does_not_answer", "is_out_of_service"])
def test_a_call_that_nobody_answers_conforms(
    specs: Specs, world: World, twilio: Client, how: str
) -> None:
    getattr(world.phone(VILLAGER), how)()
    place(twilio, world)
    go_on(world, minutes=3)
    assert world.counts.lost.total() == 0
    assert check_traffic(world, specs) == []


def test_a_call_that_is_hung_up_or_refused_conforms(
    specs: Specs, world: World, twilio: Client
) -> None:
    sid = place(twilio, world).sid
    assert twilio.calls(sid).update(status="completed").status in ("canceled", "completed")
    with pytest.raises(TwilioRestException):
        twilio.calls(sid).update(status="completed")
    with pytest.raises(TwilioRestException):
        twilio.calls("CA" + "0" * 32).fetch()
    go_on(world, minutes=3)
    assert check_traffic(world, specs) == []


def test_a_document_from_the_fallback_conforms(
    specs: Specs, world: World, twilio: Client, product: Product
) -> None:
    product.documents["/voice"] = "no TwiML"
    product.documents["/fallback"] = say("<Say>One moment</Say>", "<Hangup/>")
    world.phone(VILLAGER).answers().hears("One moment")
    place(twilio, world, fallback_url=f"{PUBLIC}/fallback", fallback_method="GET")
    go_on(world, minutes=3)
    world.verify()
    assert check_traffic(world, specs) == []


def test_a_text_message_conforms(specs: Specs, world: World, twilio: Client) -> None:
    world.phone(VILLAGER).gets_text("village")
    sid = twilio.messages.create(
        to=VILLAGER,
        from_=world.twilio.caller_number,
        body="Are you in the village?",
        status_callback=f"{PUBLIC}/text",
    ).sid
    go_on(world, minutes=1)
    assert twilio.messages(sid).fetch().status == "delivered"
    assert len(twilio.messages.list(to=VILLAGER)) == 1
    assert check_traffic(world, specs) == []


def test_planted_violations_are_found_and_counted(
    specs: Specs, world: World, twilio: Client, bot: BotClient
) -> None:
    world.phone(VILLAGER).is_busy()
    place(twilio, world)
    linked(world, bot)
    go_on(world, minutes=1)
    changes: dict[str, dict[str, Any]] = {
        "twilio.calls.create": {"Colour": "red"},
        "twilio.status": {"Mood": "good"},
        "telegram.update": {"letter": {}},
        "telegram.setWebhook": {"max_connections": "0"},
    }
    world.traffic.exchanges[:] = [
        replace(exchange, params={**exchange.params, **changes.get(exchange.api, {})})
        for exchange in world.traffic.exchanges
    ]
    found = "\n".join(check_traffic(world, specs))
    assert "request twilio.calls.create: POST Calls.json.Colour: not specified (1x)" in found
    assert "webhook twilio.status: twilio.status.Mood: not specified (2x)" in found
    assert (
        "webhook twilio.status: its signature is not that of its address and fields (2x)" in found
    )
    assert "webhook telegram.update: Update.letter: Update has no such field (1x)" in found
    assert "setWebhook.max_connections: 0, expected 1 to 100 (value) (1x)" in found


def test_a_wrong_answer_is_found(specs: Specs, world: World, bot: BotClient) -> None:
    world.faults.answer("telegram.getMe", status=400, body={"oops": True})
    with pytest.raises(BadRequest):
        bot.does(lambda b: b.get_me())
    assert "answer to getMe" in "".join(check_traffic(world, specs))


def test_traffic_that_nobody_recorded_is_reported(
    specs: Specs, world: World, bot: BotClient
) -> None:
    world.traffic.recording = False
    bot.does(lambda b: b.get_me())
    assert check_traffic(world, specs) == [
        "1 of 1 requests were not recorded, so nobody checked them"
    ]
