"""The Bot API checker catches what it is for, and lets through what is right."""

from typing import Any

import pytest

from tests.contract.specs import Specs

USER = {"id": 501, "is_bot": False, "first_name": "Li"}
CHAT = {"id": 501, "type": "private", "first_name": "Li"}
MESSAGE = {
    "message_id": 3,
    "from": USER,
    "chat": CHAT,
    "date": 1772413200,
    "text": "in the village",
}
PRESS = {
    "id": "77",
    "from": USER,
    "chat_instance": "9",
    "data": "w:1",
    "message": MESSAGE | {"reply_markup": {"inline_keyboard": [[{"text": "a", "url": "u"}]]}},
}
BOT = {"id": 9, "is_bot": True, "first_name": "Mingcha"}
BLOCK = {
    "chat": CHAT,
    "from": USER,
    "date": 1772413200,
    "old_chat_member": {"status": "member", "user": BOT},
    "new_chat_member": {"status": "kicked", "user": BOT, "until_date": 0},
}


def keyboard(**button: str) -> str:
    members = ",".join(f'"{name}":"{value}"' for name, value in button.items())
    return f'{{"inline_keyboard":[[{{{members}}}]]}}'


@pytest.mark.parametrize(
    "params",
    [
        {"chat_id": "501", "text": "Where are you?"},
        {"chat_id": "@some_channel", "text": "村"},
        {"chat_id": "501", "text": "🏠" * 2048},
        {"chat_id": "501", "text": "?", "disable_notification": "true", "message_thread_id": "3"},
        {"chat_id": "501", "text": "?", "reply_markup": keyboard(text="a", callback_data="d" * 64)},
        {"chat_id": "501", "text": "?", "reply_markup": keyboard(text="a", url="https://a.org")},
        {
            "chat_id": "501",
            "text": "?",
            "reply_markup": '{"keyboard":[[{"text":"Share","request_contact":true},"Not now"]]}',
        },
        {"chat_id": "501", "text": "?", "reply_markup": '{"remove_keyboard":true}'},
        {"chat_id": "501", "text": "?", "link_preview_options": '{"is_disabled":true}'},
        {
            "chat_id": "501",
            "text": "bold",
            "entities": '[{"type":"bold","offset":0,"length":4}]',
        },
    ],
)
def test_a_right_request_passes(specs: Specs, params: dict[str, str]) -> None:
    assert specs.bot_api.request("sendMessage", params) == []


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sendMesage", {}, "sendMesage: no such method"),
        ("sendMessage", {"text": "?"}, "sendMessage.chat_id: missing"),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "to": "6"},
            "sendMessage.to: sendMessage has",
        ),
        ("sendMessage", {"chat_id": "li", "text": "?"}, "sendMessage.chat_id: expected text like"),
        ("sendMessage", {"chat_id": "5", "text": ""}, "text: 0, expected 1 to 4096 (characters)"),
        ("sendMessage", {"chat_id": "5", "text": "村" * 4097}, "text: 4097, expected 1 to 4096"),
        ("sendMessage", {"chat_id": "5", "text": "🏠" * 2049}, "text: 4098, expected 1 to 4096"),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "message_thread_id": "first"},
            "message_thread_id: expected Integer, got text",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "disable_notification": "1"},
            "disable_notification: expected Boolean, got int",
        ),
        (
            "sendMessage",
            {
                "chat_id": "5",
                "text": "?",
                "reply_markup": keyboard(text="a", callback_data="村" * 22),
            },
            "reply_markup.inline_keyboard[0][0].callback_data: 66, expected 1 to 64 (bytes)",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "reply_markup": keyboard(callback_data="d")},
            "inline_keyboard[0][0].text: missing",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "reply_markup": keyboard(text="a")},
            "InlineKeyboardButton may have exactly one of its purposes, got none",
        ),
        (
            "sendMessage",
            {
                "chat_id": "5",
                "text": "?",
                "reply_markup": keyboard(text="a", url="u", callback_data="d"),
            },
            "exactly one of its purposes, got callback_data, url",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "reply_markup": keyboard(text="a", colour="red")},
            "inline_keyboard[0][0].colour: InlineKeyboardButton has no such field",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "reply_markup": '{"inline_keyboard":[{"text":"a"}]}'},
            "inline_keyboard[0]: expected Array of InlineKeyboardButton, got object",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "reply_markup": "buttons"},
            "reply_markup: expected InlineKeyboardMarkup or ",
        ),
        (
            "sendMessage",
            {"chat_id": "5", "text": "?", "entities": '[{"type":"loud","offset":0,"length":1}]'},
            "entities[0].type: expected one of ",
        ),
        ("setWebhook", {"url": "u", "max_connections": "101"}, "max_connections: 101, expected 1"),
        ("setWebhook", {"url": "u", "secret_token": "a b"}, "secret_token: expected text like"),
        ("setWebhook", {"url": "u", "allowed_updates": '["mail"]'}, "mail is no kind of update"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "201, expected 0"),
        (
            "setMyCommands",
            {"commands": '[{"command":"Record","description":"My record"}]'},
            "commands[0].command: expected text like",
        ),
    ],
)
def test_a_wrong_request_is_caught(
    specs: Specs, method: str, params: dict[str, str], problem: str
) -> None:
    [found] = specs.bot_api.request(method, params)
    assert problem in found


def test_a_json_body_is_not_read_as_a_form(specs: Specs) -> None:
    assert specs.bot_api.request("deleteMessage", {"chat_id": "5", "message_id": "3"}) == []
    found = specs.bot_api.request("deleteMessage", {"chat_id": 5, "message_id": "3"}, encoded=False)
    assert found == ["deleteMessage.message_id: expected Integer, got text"]


@pytest.mark.parametrize(
    "content",
    [
        {"message": MESSAGE},
        {"message": MESSAGE | {"contact": {"phone_number": "86199", "first_name": "Li"}}},
        {"callback_query": PRESS},
        {"callback_query": PRESS | {"message": {"message_id": 3, "chat": CHAT, "date": 0}}},
        {"my_chat_member": BLOCK},
    ],
)
def test_a_right_update_passes(specs: Specs, content: dict[str, Any]) -> None:
    assert specs.bot_api.update({"update_id": 1} | content) == []


@pytest.mark.parametrize(
    ("update", "problem"),
    [
        ({"message": MESSAGE}, "Update.update_id: missing"),
        ({"update_id": "1", "message": MESSAGE}, "Update.update_id: expected Integer, got text"),
        ({"update_id": True, "message": MESSAGE}, "update_id: expected Integer, got boolean"),
        ({"update_id": 1, "letter": MESSAGE}, "Update.letter: Update has no such field"),
        ({"update_id": 1, "message": MESSAGE, "edited_message": MESSAGE}, "at most one"),
        ({"update_id": 1, "message": MESSAGE | {"mood": "good"}}, "Update.message.mood"),
        ({"update_id": 1, "message": MESSAGE | {"date": 1.5}}, "message.date: expected Integer"),
        ({"update_id": 1, "message": MESSAGE | {"from": {"id": 1, "is_bot": False}}}, "first_name"),
        ({"update_id": 1, "message": MESSAGE | {"chat": CHAT | {"type": "pub"}}}, "chat.type"),
        (
            {"update_id": 1, "my_chat_member": BLOCK | {"new_chat_member": {"status": "gone"}}},
            "new_chat_member",
        ),
        (
            {
                "update_id": 1,
                "my_chat_member": BLOCK | {"new_chat_member": {"status": "kicked", "user": BOT}},
            },
            "new_chat_member.until_date: missing, ChatMemberBanned requires it",
        ),
        (
            {"update_id": 1, "callback_query": {**PRESS, "id": 77}},
            "callback_query.id: expected String, got int",
        ),
        (
            {"update_id": 1, "callback_query": {**PRESS, "game_short_name": "chess"}},
            "exactly one of its purposes, got data, game_short_name",
        ),
    ],
)
def test_a_wrong_update_is_caught(specs: Specs, update: dict[str, Any], problem: str) -> None:
    found = specs.bot_api.update(update)
    assert found
    assert any(problem in one for one in found)


def test_an_answer_has_the_type_that_the_method_returns(specs: Specs) -> None:
    answer = specs.bot_api.answer
    assert answer("sendMessage", 200, {"ok": True, "result": MESSAGE}) == []
    assert answer("deleteMessage", 200, {"ok": True, "result": True}) == []
    [problem] = answer("sendMessage", 200, {"ok": True, "result": True})
    assert problem == "answer to sendMessage.result: expected Message, got boolean"
    [problem] = answer("getUpdates", 200, {"ok": True, "result": [{"message": MESSAGE}]})
    assert "result[0].update_id: missing" in problem


def test_a_refusal_has_the_shape_that_is_documented(specs: Specs) -> None:
    refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    answer = specs.bot_api.answer
    assert answer("sendMessage", 429, refusal) == []
    assert answer("sendMessage", 429, refusal | {"parameters": {"retry_after": 3}}) == []
    assert answer("sendMessage", 400, refusal) != []
    assert answer("sendMessage", 429, refusal | {"parameters": {"wait": 3}}) != []
    assert answer("sendMessage", 429, refusal | {"hint": "wait"}) != []
    assert answer("sendMessage", 502, "<html>") == []


def test_no_problem_holds_what_a_person_wrote(specs: Specs) -> None:
    private = "19900000001"
    found = specs.bot_api.update(
        {"update_id": 1, "message": MESSAGE | {"text": [private], "chat": {"type": private}}}
    )
    assert found
    assert private not in " ".join(found)
