"""What each method of the Bot API takes, and reading it from forms, JSON or multipart bodies."""

import json
from collections.abc import Mapping
from email import message_from_bytes
from typing import Any, Literal
from urllib.parse import parse_qsl

from simulator.messenger.errors import bad_request
from simulator.messenger.uploads import KINDS, Upload

Kind = Literal["string", "integer", "boolean", "chat", "json", "file"]


def _take(**kinds: str) -> dict[str, Kind]:
    """Kind -> names, turned round."""
    taken: dict[str, Kind] = {}
    for kind in ("string", "integer", "boolean", "chat", "json", "file"):
        for name in kinds.get(kind, "").split():
            taken[name] = kind
    return taken


METHODS: Mapping[str, Mapping[str, Kind]] = {
    "getMe": {},
    "setWebhook": _take(
        string="url ip_address secret_token",
        integer="max_connections",
        json="allowed_updates",
        boolean="drop_pending_updates",
    ),
    "deleteWebhook": _take(boolean="drop_pending_updates"),
    "getWebhookInfo": {},
    "getUpdates": _take(integer="offset limit timeout", json="allowed_updates"),
    "getFile": _take(string="file_id"),
    "sendMessage": _take(
        chat="chat_id",
        string="business_connection_id text parse_mode message_effect_id",
        integer="message_thread_id direct_messages_topic_id",
        boolean="disable_notification protect_content allow_paid_broadcast",
        json="""entities link_preview_options suggested_post_parameters reply_parameters
        reply_markup""",
    ),
    "editMessageText": _take(
        chat="chat_id",
        string="business_connection_id inline_message_id text parse_mode",
        integer="message_id",
        json="entities link_preview_options reply_markup",
    ),
    "editMessageReplyMarkup": _take(
        chat="chat_id",
        string="business_connection_id inline_message_id",
        integer="message_id",
        json="reply_markup",
    ),
    "deleteMessage": _take(chat="chat_id", integer="message_id"),
    "answerCallbackQuery": _take(
        string="callback_query_id text url", boolean="show_alert", integer="cache_time"
    ),
    "setMyCommands": _take(string="language_code", json="commands scope"),
    "getMyCommands": _take(string="language_code", json="scope"),
    "deleteMyCommands": _take(string="language_code", json="scope"),
    "sendChatAction": _take(
        chat="chat_id", string="business_connection_id action", integer="message_thread_id"
    ),
    **{
        method: _take(
            chat="chat_id",
            file=kind,
            string="business_connection_id caption parse_mode message_effect_id",
            integer="message_thread_id duration",
            boolean="disable_notification protect_content",
            json="caption_entities reply_parameters reply_markup",
        )
        for method, kind in KINDS.items()
    },
}
_CANONICAL = {name.lower(): name for name in METHODS}


def canonical(method: str) -> str | None:
    """The method's proper name (Telegram takes any case), or None if there is no such method."""
    return _CANONICAL.get(method.lower())


def decode(body: bytes, content_type: str, query: str) -> dict[str, Any]:
    """Parameters as they were sent, not typed yet."""
    params: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        try:
            sent = json.loads(body or b"{}")
        except ValueError as problem:
            raise bad_request("can't parse JSON body") from problem
        if not isinstance(sent, dict):
            raise bad_request("can't parse JSON body: object expected")
        return params | sent
    if content_type.startswith("multipart/form-data"):
        return params | _parts(body, content_type)
    return params | dict(parse_qsl(body.decode(), keep_blank_values=True))


def _parts(body: bytes, content_type: str) -> dict[str, str | Upload]:
    message = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts: dict[str, str | Upload] = {}
    for part in message.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        filename = part.get_filename()
        if isinstance(name, str) and isinstance(content, bytes):
            upload = Upload(filename=filename or "", content=content)
            parts[name] = content.decode() if filename is None else upload
    return parts


def typed(method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Stricter than Telegram, which passes over parameters that it doesn't know."""
    kinds = METHODS[method]
    if unknown := sorted(set(params) - set(kinds)):
        raise bad_request(f"{method} has no parameter {', '.join(unknown)}")
    return {name: _read(name, kinds[name], value) for name, value in params.items()}


def _read(name: str, kind: Kind, value: Any) -> Any:
    match kind:
        case "string":
            return str(value)
        case "file":
            return value
        case "boolean":
            return str(value).lower() in ("true", "1", "yes")
        case "json":
            return _json(name, value)
    try:
        return int(value)
    except (TypeError, ValueError) as problem:
        if kind == "chat":
            raise bad_request("chat not found") from problem
        raise bad_request(f"{name} is not an integer") from problem


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as problem:
        raise bad_request(f"can't parse {name} JSON object") from problem
