from typing import Any

import pytest

from bot.deposit import chat_of

CHAT = {"chat": {"id": -100_9, "type": "private"}}


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": CHAT}, "-1009"),
        ({"callback_query": {"id": "1", "message": CHAT}}, "-1009"),
        ({"my_chat_member": CHAT}, "-1009"),
        ({"callback_query": {"id": "1", "from": {"id": 7}}}, ""),
        ({"poll": CHAT}, ""),
        ({"message": []}, ""),
        ({"message": {"chat": 5}}, ""),
        ({"message": {"chat": {"id": "5"}}}, ""),
        ({"message": {"chat": {"id": True}}}, ""),
        ({"message": {"chat": {"id": 10**5000}}}, ""),
    ],
)
def test_whose_an_update_is_is_read_from_it_without_trust(
    update: dict[str, Any], chat: str
) -> None:
    assert chat_of(update) == chat
