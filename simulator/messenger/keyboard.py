"""Keyboards under messages, checked as Telegram checks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.messenger.errors import bad_request

_LONGEST_DATA = 64
_INLINE = {"text", "callback_data", "url", "style", "icon_custom_emoji_id"}
_REPLY = {"text", "request_contact", "style", "icon_custom_emoji_id"}
_REPLY_MARKUP = {
    *("keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard"),
    *("input_field_placeholder", "selective"),
}


@dataclass(frozen=True, kw_only=True)
class Button:
    text: str
    data: str = ""
    """What an inline button sends back; "" for a link or a button of the reply keyboard."""
    asks_contact: bool = False


@dataclass(frozen=True, kw_only=True)
class Keyboard:
    inline: tuple[Button, ...] = ()
    reply: tuple[Button, ...] | None = None
    """The keyboard in place of the user's own; () takes it away, None leaves it as it is."""
    once: bool = False
    markup: Mapping[str, Any] | None = None
    """The inline keyboard as it was sent."""


def read(markup: Any) -> Keyboard:
    """Raises BotApiError for what Telegram refuses, and for fields that don't exist."""
    if markup is None:
        return Keyboard()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        _only(markup, {"inline_keyboard"})
        buttons = tuple(map(_inline, _flat(markup["inline_keyboard"])))
        return Keyboard(inline=buttons, markup=markup if buttons else None)
    if "keyboard" in markup:
        _only(markup, _REPLY_MARKUP)
        return Keyboard(
            reply=tuple(map(_reply, _flat(markup["keyboard"]))),
            once=bool(markup.get("one_time_keyboard")),
        )
    if markup.get("remove_keyboard"):
        _only(markup, {"remove_keyboard", "selective"})
        return Keyboard(reply=())
    if markup.get("force_reply"):
        _only(markup, {"force_reply", "input_field_placeholder", "selective"})
        return Keyboard()
    raise bad_request("can't parse reply keyboard markup JSON object")


def _inline(button: Any) -> Button:
    text = _text(button, _INLINE)
    data = button.get("callback_data", "")
    if not data and not button.get("url"):
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if len(data.encode()) > _LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Button(text=text, data=data)


def _reply(button: Any) -> Button:
    if isinstance(button, str):
        button = {"text": button}
    text = _text(button, _REPLY)
    return Button(text=text, asks_contact=bool(button.get("request_contact")))


def _text(button: Any, known: set[str]) -> str:
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: object expected")
    _only(button, known)
    text = str(button.get("text", "")).strip()
    if not text:
        raise bad_request("keyboard button text must be non-empty")
    return text


def _flat(rows: Any) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: array of arrays expected")
    return [button for row in rows for button in row]


def _only(given: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(given) - known):
        raise bad_request(f"reply markup has no field {', '.join(unknown)}")
