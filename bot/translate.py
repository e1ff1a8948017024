"""The messenger's updates, in our words.

Only translation: no `Application` of the library is run, because its `process_update` swallows
what handlers raise and an update that failed would count as done.
"""

import json
import re
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.attachment import file_of, place_of
from bot.deposit import asked_for
from bot.nesting import MOST_NESTED, too_deep
from inspection.chat import (
    Blocked,
    ChatEvent,
    ContactShared,
    Ignored,
    Said,
    Started,
    Tapped,
)

_START = re.compile(r"/start(?:@\w+)?(?:\s+(\S+))?\s*")


class Unreadable(ValueError):
    """A stored update that is none; says what kind of fault it has, and nothing of its content."""


def translate(body: bytes) -> ChatEvent:
    """One raw update. What we do not know is Ignored; what is no update raises Unreadable."""
    try:
        sent = _object(body)
        if not asked_for(sent):
            # Not for the library to read: it may not know that kind either.
            return Ignored(reason="an update of a kind that we do not ask for")
        update = Update.de_json(sent, None)
        return _event(update)
    except Unreadable:
        raise
    except Exception as problem:
        # The library answers poison with whatever its own code stumbles over.
        fault = type(problem).__name__
    raise Unreadable(f"an update could not be read ({fault}); expected one of the Bot API")


def _object(body: bytes) -> dict[str, Any]:
    if too_deep(body):
        raise Unreadable(f"an update has more than {MOST_NESTED} brackets within brackets")
    parsed = json.loads(body)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("update_id"), int):
        raise Unreadable("an update is no JSON object with an update_id")
    return parsed


def _event(update: Update) -> ChatEvent:
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.message is not None:
        return _message(update.message)
    return Ignored(reason="an update of a kind that we do not ask for")


def _message(message: Message) -> ChatEvent:
    user = message.from_user
    stranger = _not_a_person(message.chat, user)
    if stranger is not None or user is None:
        return stranger or Ignored(reason="a message from nobody")
    chat, sender, forwarded = str(message.chat.id), str(user.id), _second_hand(message)
    if message.contact is not None:
        owner = message.contact.user_id
        return ContactShared(
            chat=chat,
            user=sender,
            number=_e164(message.contact.phone_number),
            owner="" if owner is None or forwarded else str(owner),
        )
    if message.text is None:
        sent = place_of(message, forwarded) or file_of(message, forwarded)
        return sent or Ignored(reason="a message without text")
    start = _START.fullmatch(message.text)
    if start is not None and not forwarded:
        return Started(chat=chat, user=sender, code=start.group(1) or "")
    return Said(
        chat=chat,
        user=sender,
        text=message.text,
        forwarded=forwarded,
        written_at=message.date,
    )


def _tap(query: CallbackQuery) -> ChatEvent:
    if query.message is None or query.data is None:
        return Ignored(reason="a tap without its message or without data")
    stranger = _not_a_person(query.message.chat, query.from_user)
    if stranger is not None:
        return stranger
    if query.from_user.id != query.message.chat.id:
        return Ignored(reason="a tap by somebody whose chat this is not")
    return Tapped(
        chat=str(query.message.chat.id),
        user=str(query.from_user.id),
        query=query.id,
        data=query.data,
    )


def _membership(member: ChatMemberUpdated) -> ChatEvent:
    stranger = _not_a_person(member.chat, member.from_user)
    if stranger is not None:
        return stranger
    match member.new_chat_member.status:
        case ChatMemberStatus.BANNED:
            return Blocked(chat=str(member.chat.id), blocked=True)
        case ChatMemberStatus.MEMBER:
            return Blocked(chat=str(member.chat.id), blocked=False)
    return Ignored(reason="a change of membership that is no block")


def _not_a_person(chat: Chat, user: User | None) -> Ignored | None:
    if chat.type != ChatType.PRIVATE:
        return Ignored(reason="not a private chat")
    return Ignored(reason="sent by a bot") if user is not None and user.is_bot else None


def _second_hand(message: Message) -> bool:
    """Written elsewhere, by a bot, or earlier: forwarded, through an inline bot, on schedule."""
    return (
        message.forward_origin is not None
        or message.via_bot is not None
        or bool(message.is_from_offline)
    )


def _e164(number: str) -> str:
    """The messenger gives international numbers, with the plus sign or without it."""
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdigit())
    return f"+{digits}" if digits else ""
