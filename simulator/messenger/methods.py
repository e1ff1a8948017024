"""The methods of the Bot API that write, change and answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from simulator.messenger import keyboard
from simulator.messenger.chat import Chat, Message
from simulator.messenger.errors import BotApiError, bad_request
from simulator.messenger.uploads import Uploads
from simulator.stage import Stage

_LONGEST_TEXT = 4096
_PRESS_LASTS = timedelta(seconds=150)
Params = Mapping[str, Any]


class Writing:
    """What the bot does in the chats."""

    def __init__(self, stage: Stage, bot: dict[str, Any], chats: Mapping[int, Chat]) -> None:
        self._stage = stage
        self._bot = bot
        self._chats = chats
        self.presses: dict[str, tuple[datetime, Chat]] = {}
        """Id of a button press -> (instant, chat)."""
        self.uploads = Uploads()

    def send_message(self, params: Params) -> dict[str, Any]:
        chat = self._reachable(params)
        text = _text(params)
        board = keyboard.read(params.get("reply_markup"))
        message = Message(
            id=chat.last_id + 1,
            sender=self._bot,
            chat=chat.as_json(),
            date=self._stage.now,
            text=text,
            keyboard=board,
        )
        chat.add(message)
        if board.reply is not None:
            chat.reply_keyboard = board.reply
        self._stage.tell("message received", chat.user.name, text)
        if chat.owner is not None:
            chat.owner.receives(message)
        return message.as_json()

    def send_file(self, kind: str, params: Params) -> dict[str, Any]:
        """Audio, voice, photo or document, without words."""
        chat = self._reachable(params)
        message = Message(
            id=chat.last_id + 1,
            sender=self._bot,
            chat=chat.as_json(),
            date=self._stage.now,
            extra=self.uploads.taken(kind, params.get(kind)),
        )
        chat.add(message)
        self._stage.tell("message received", chat.user.name, f"({kind})")
        return message.as_json()

    def edit_message_text(self, params: Params) -> dict[str, Any]:
        chat, message = self._editable(params)
        text, board = _text(params), keyboard.read(params.get("reply_markup"))
        return self._edit(chat, message, text, board)

    def edit_message_reply_markup(self, params: Params) -> dict[str, Any]:
        chat, message = self._editable(params)
        return self._edit(chat, message, message.text, keyboard.read(params.get("reply_markup")))

    def delete_message(self, params: Params) -> bool:
        chat = self._reachable(params)
        message = chat.find(params.get("message_id", 0))
        if message is None:
            raise bad_request("message to delete not found")
        chat.messages.remove(message)
        self._stage.tell("message deleted", chat.user.name, message.text)
        return True

    def answer_callback_query(self, params: Params) -> bool:
        pressed = self.presses.get(params.get("callback_query_id", ""))
        if pressed is None or self._stage.now - pressed[0] > _PRESS_LASTS:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        if len(params.get("text", "")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        if text := params.get("text"):
            self._stage.tell("notice", pressed[1].user.name, text)
        return True

    def send_chat_action(self, params: Params) -> bool:
        self._reachable(params)
        return True

    def _edit(
        self, chat: Chat, message: Message, text: str, board: keyboard.Keyboard
    ) -> dict[str, Any]:
        if board.reply is not None:
            raise bad_request("inline keyboard expected")
        if text == message.text and board.markup == message.keyboard.markup:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        changed = text != message.text
        message.former += message.keyboard.inline
        message.text, message.keyboard, message.edited = text, board, self._stage.now
        if changed:
            self._stage.tell("message edited", chat.user.name, text)
        return message.as_json()

    def _editable(self, params: Params) -> tuple[Chat, Message]:
        chat = self._reachable(params)
        message = chat.find(params.get("message_id", 0))
        if message is None:
            raise bad_request("message to edit not found")
        if not message.from_bot:
            raise bad_request("message can't be edited")
        return chat, message

    def _reachable(self, params: Params) -> Chat:
        if "chat_id" not in params:
            raise bad_request("chat_id is empty")
        chat = self._chats.get(params["chat_id"])
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise BotApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.started:
            raise BotApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat


def _text(params: Params) -> str:
    if params.get("parse_mode"):
        raise bad_request("unsupported parse_mode")
    text = str(params.get("text", "")).strip()
    if not text:
        raise bad_request("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        raise bad_request("message is too long")
    return text
