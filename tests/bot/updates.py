"""Updates as the messenger sends them."""

import json
from typing import Any

OFFICIAL = {"id": 4711, "is_bot": False, "first_name": "Li", "language_code": "zh-hans"}
CHAT = {"id": 4711, "type": "private", "first_name": "Li"}
BOT = {"id": 99, "is_bot": True, "first_name": "Mingcha", "username": "mingcha_bot"}
AT = 1772424000


def body(**update: Any) -> bytes:
    return json.dumps({"update_id": 1, **update}, ensure_ascii=False).encode()


def message(**more: Any) -> dict[str, Any]:
    """A message from the official to the bot; a field given as None is left out."""
    fields = {"message_id": 7, "date": AT, "chat": CHAT, "from": OFFICIAL, **more}
    return {name: value for name, value in fields.items() if value is not None}


def tap(**more: Any) -> dict[str, Any]:
    sent = message(**{"from": BOT}, text="Where are you now?")
    fields = {
        "id": "q1",
        "from": OFFICIAL,
        "chat_instance": "1",
        "message": sent,
        "data": "c:0123456789abcdef:whereabouts:village",
        **more,
    }
    return {name: value for name, value in fields.items() if value is not None}


def membership(status: str, **more: Any) -> dict[str, Any]:
    member: dict[str, Any] = {"user": BOT, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    return {
        "chat": CHAT,
        "from": OFFICIAL,
        "date": AT,
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": member,
        **more,
    }
