"""What both doors for updates, webhook and polling, keep of them."""

from typing import Any

from fieldwork.whose_bot import of_bot
from inspection.lane.lane import CHAT

SOURCE = "telegram"
MOST_BYTES = 256 * 1024
UPDATES = ("message", "callback_query", "my_chat_member")
"""The kinds of update that we ask for."""
_LARGEST_ID = 2**63


def key_of(update: object, bot: str = CHAT) -> str | None:
    """Under what the update is stored once: its id, and whose it is, since each bot counts its own;
    None for what is no update."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _LARGEST_ID:
        return None
    return of_bot(bot, str(number))


def asked_for(update: dict[str, Any]) -> bool:
    return any(kind in update for kind in UPDATES)


def chat_of(update: dict[str, Any], bot: str = CHAT) -> str:
    """The chat with that bot in whose order it is applied, as it says itself; "" if it names none.
    Nothing but the order follows from it, so nothing is checked here."""
    for kind in UPDATES:
        sent = update.get(kind)
        if kind == "callback_query" and isinstance(sent, dict):
            sent = sent.get("message")
        chat = sent.get("chat") if isinstance(sent, dict) else None
        number = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(number, int) and not isinstance(number, bool) and abs(number) < _LARGEST_ID:
            return of_bot(bot, str(number))
    return ""
