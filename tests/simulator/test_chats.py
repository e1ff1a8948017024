import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken

from simulator import World
from tests.simulator.conftest import PUBLIC, BotClient
from tests.simulator.product import Product

HOOK = f"{PUBLIC}/telegram"
WHERE = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("In the village", callback_data="w:1")],
        [InlineKeyboardButton("On leave", callback_data="w:2")],
    ]
)


@pytest.fixture
def official(world: World, bot: BotClient) -> int:
    """Somebody who has started the bot, whose webhook is set."""
    assert bot.does(lambda b: b.set_webhook(HOOK, secret_token="s3cret"))
    world.chat("O1", number="+8619900000001", user_id=501, first_name="Li").starts("CODE")
    return 501


def test_start_reaches_the_webhook_with_the_secret(official: int, product: Product) -> None:
    [received] = product.received
    assert received.headers["x-telegram-bot-api-secret-token"] == "s3cret"
    update = Update.de_json(received.json)
    assert update.message is not None
    assert update.message.text == "/start CODE"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.from_user is not None
    assert update.message.from_user.id == official


def test_a_question_is_asked_answered_and_edited(
    world: World, bot: BotClient, official: int, product: Product
) -> None:
    chat = world.chat("O1")
    sent = bot.does(lambda b: b.send_message(official, "Where are you?", reply_markup=WHERE))
    chat.receives("Where are you").sees_button("On leave").taps("On leave")
    press = Update.de_json(product.updates()[-1]).callback_query
    assert press is not None
    assert (press.data, press.from_user.id) == ("w:2", official)
    assert press.message is not None
    assert press.message.message_id == sent.message_id
    assert bot.does(lambda b: b.answer_callback_query(press.id, "Noted"))
    assert bot.does(
        lambda b: b.edit_message_text("Where? Leave.", chat_id=official, message_id=sent.message_id)
    )
    chat.sees("Where? Leave.").sees_no_button("On leave")
    assert [h.kind for h in world.log][-3:] == ["tapped", "notice", "message edited"]
    world.verify()


def test_a_button_of_an_old_screen_can_still_be_pressed(
    world: World, bot: BotClient, official: int, product: Product
) -> None:
    chat = world.chat("O1")
    sent = bot.does(lambda b: b.send_message(official, "Where?", reply_markup=WHERE))
    bot.does(lambda b: b.edit_message_reply_markup(official, sent.message_id))
    bot.does(lambda b: b.send_message(official, "Something else"))
    with pytest.raises(AssertionError, match="sees no button 'On leave'"):
        chat.taps("On leave")
    chat.reads_all().taps("On leave", message=-2)
    assert product.updates()[-1]["callback_query"]["data"] == "w:2"


def test_the_own_contact_is_shared_by_the_keyboard_button(
    world: World, bot: BotClient, official: int, product: Product
) -> None:
    ask = ReplyKeyboardMarkup(
        [[KeyboardButton("Share my number", request_contact=True)], ["Not now"]]
    )
    bot.does(lambda b: b.send_message(official, "Who are you?", reply_markup=ask))
    chat = world.chat("O1").receives("Who").taps("Share my number")
    contact = product.updates()[-1]["message"]["contact"]
    assert contact == {"phone_number": "8619900000001", "first_name": "Li", "user_id": 501}
    chat.taps("Not now")
    assert product.updates()[-1]["message"]["text"] == "Not now"
    bot.does(lambda b: b.send_message(official, "Thanks", reply_markup=ReplyKeyboardRemove()))
    chat.receives("Thanks").sees_no_button("Share")


def test_somebody_elses_contact_carries_their_user_id(
    world: World, official: int, product: Product
) -> None:
    other = world.chat("O2", number="+8619900000002", user_id=502)
    world.chat("O1").shares_contact(of=other, plus=True)
    contact = product.updates()[-1]["message"]["contact"]
    assert (contact["user_id"], contact["phone_number"]) == (502, "+8619900000002")


def test_free_text_arrives_as_it_was_typed(world: World, official: int, product: Product) -> None:
    world.chat("O1").says("走访了两户 😀")
    assert product.updates()[-1]["message"]["text"] == "走访了两户 😀"


@pytest.mark.parametrize(
    ("text", "fits"), [("x" * 4096, True), ("x" * 4097, False), ("😀" * 2049, False)]
)
def test_a_message_has_at_most_4096_utf16_units(
    world: World, bot: BotClient, official: int, text: str, fits: bool
) -> None:
    if fits:
        assert bot.does(lambda b: b.send_message(official, text)).text == text
    else:
        with pytest.raises(BadRequest, match=r"(?i)message is too long"):
            bot.does(lambda b: b.send_message(official, text))


def test_callback_data_has_at_most_64_bytes(world: World, bot: BotClient, official: int) -> None:
    def keyboard(data: str) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])

    assert bot.does(lambda b: b.send_message(official, "x", reply_markup=keyboard("村" * 21)))
    with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
        bot.does(lambda b: b.send_message(official, "x", reply_markup=keyboard("村" * 22)))


def test_nobody_is_written_to_before_they_start_the_bot(world: World, bot: BotClient) -> None:
    world.chat("O9", user_id=509)
    with pytest.raises(Forbidden, match=r"(?i)can't initiate conversation"):
        bot.does(lambda b: b.send_message(509, "x"))
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        bot.does(lambda b: b.send_message(510, "x"))


def test_a_blocked_bot_is_told_so_until_it_is_unblocked(
    world: World, bot: BotClient, official: int, product: Product
) -> None:
    chat = world.chat("O1").blocks()
    member = Update.de_json(product.updates()[-1]).my_chat_member
    assert member is not None
    assert member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        bot.does(lambda b: b.send_message(official, "x"))
    chat.unblocks()
    assert bot.does(lambda b: b.send_message(official, "x"))
    chat.receives("x")
    world.verify()


@pytest.mark.parametrize(
    ("text", "parameters", "error"),
    [
        (" ", {}, "message text is empty"),
        ("x", {"colour": "red"}, "has no parameter colour"),
        ("x", {"reply_markup": "{"}, "can't parse reply_markup"),
        ("x", {"reply_markup": '{"inline_keyboard": [[{"text": "x"}]]}'}, "Text buttons are"),
        ("x", {"reply_markup": '{"keyboard": [["x"]], "colour": 1}'}, "has no field colour"),
        ("x", {"parse_mode": "Wiki"}, "unsupported parse_mode"),
    ],
)
def test_a_wrong_request_is_refused(
    bot: BotClient, official: int, text: str, parameters: dict[str, str], error: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){error}"):
        bot.does(lambda b: b.send_message(official, text, api_kwargs=parameters))


def test_what_is_no_button_press_cannot_be_answered(bot: BotClient, official: int) -> None:
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        bot.does(lambda b: b.answer_callback_query("123"))


def test_a_button_press_cannot_be_answered_after_150_seconds(
    world: World, bot: BotClient, official: int, product: Product
) -> None:
    bot.does(lambda b: b.send_message(official, "Where?", reply_markup=WHERE))
    world.chat("O1").taps("On leave")
    press = product.updates()[-1]["callback_query"]["id"]
    world.run_until(world.now + timedelta(seconds=150))
    assert bot.does(lambda b: b.answer_callback_query(press))
    world.run_until(world.now + timedelta(seconds=1))
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        bot.does(lambda b: b.answer_callback_query(press))


def test_an_edit_that_changes_nothing_is_refused(bot: BotClient, official: int) -> None:
    sent = bot.does(lambda b: b.send_message(official, "x"))
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        bot.does(lambda b: b.edit_message_text("x", official, sent.message_id))
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        bot.does(lambda b: b.edit_message_text("x", official, 99))
    with pytest.raises(BadRequest, match=r"(?i)can't be edited"):
        bot.does(lambda b: b.edit_message_text("x", official, 1))


def test_a_message_can_be_deleted(world: World, bot: BotClient, official: int) -> None:
    sent = bot.does(lambda b: b.send_message(official, "x"))
    assert bot.does(lambda b: b.delete_message(official, sent.message_id))
    world.chat("O1").receives_nothing()


def test_a_wrong_token_is_unauthorised(bot: BotClient) -> None:
    with pytest.raises(InvalidToken):
        bot.does(lambda b: b.get_me(), token="1:wrong")


def test_the_bot_knows_itself_and_its_commands(bot: BotClient, world: World) -> None:
    assert bot.does(lambda b: b.get_me()).username == world.telegram.username
    assert bot.does(lambda b: b.set_my_commands([("start", "Begin")], language_code="en"))
    assert bot.does(lambda b: b.get_my_commands(language_code="en"))[0].command == "start"
    assert bot.does(lambda b: b.delete_my_commands(language_code="en"))
    assert not bot.does(lambda b: b.get_my_commands(language_code="en"))


def test_an_unexpected_message_fails_the_test(world: World, bot: BotClient, official: int) -> None:
    bot.does(lambda b: b.send_message(official, "Surprise"))
    with pytest.raises(AssertionError, match="O1 received unexpectedly 'Surprise'"):
        world.verify()
    with pytest.raises(AssertionError, match="expected nothing"):
        world.chat("O1").receives_nothing()
    with pytest.raises(AssertionError, match="expected 'Where'"):
        world.chat("O1").receives("Where")
    world.chat("O1").reads_all().receives_nothing()
    world.verify()


def test_polling_hands_out_what_is_not_confirmed(world: World, bot: BotClient) -> None:
    chat = world.chat("O1", user_id=501).starts().says("one").says("two")
    first = bot.does(lambda b: b.get_updates(limit=2, timeout=0))
    assert [u.message.text for u in first if u.message] == ["/start", "one"]
    after = first[-1].update_id + 1
    rest = bot.does(lambda b: b.get_updates(offset=after, timeout=0))
    assert [u.message.text for u in rest if u.message] == ["two"]
    bot.does(lambda b: b.set_webhook(HOOK))
    with pytest.raises(Conflict):
        bot.does(lambda b: b.get_updates(timeout=0))
    chat.receives_nothing()


@pytest.mark.parametrize("other", ["getUpdates request", "setWebhook request"])
def test_a_request_that_waits_for_updates_is_ended_by_whoever_comes_after_it(
    world: World, bot: BotClient, other: str
) -> None:
    with ThreadPoolExecutor(1) as somebody:
        waiting = somebody.submit(bot.does, lambda b: b.get_updates(timeout=20))
        while not world.counts.requests["telegram.getUpdates"]:
            time.sleep(0.01)
        if other.startswith("getUpdates"):
            bot.does(lambda b: b.get_updates(timeout=0))
        else:
            bot.does(lambda b: b.set_webhook(HOOK))
        with pytest.raises(Conflict, match=f"terminated by (other )?{other}"):
            waiting.result(10)


def test_a_request_that_waits_is_answered_when_an_update_comes(
    world: World, bot: BotClient
) -> None:
    with ThreadPoolExecutor(1) as somebody:
        waiting = somebody.submit(bot.does, lambda b: b.get_updates(timeout=20))
        while not world.counts.requests["telegram.getUpdates"]:
            time.sleep(0.01)
        world.chat("O1", user_id=501).starts()
        assert len(waiting.result(10)) == 1
