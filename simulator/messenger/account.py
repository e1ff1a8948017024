"""A simulated bot account: its token, its chats and what the Bot API does."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from simulator.courier import Courier
from simulator.gate import Answer, Gate
from simulator.messenger.chat import Chat, User
from simulator.messenger.errors import BotApiError, bad_request
from simulator.messenger.files import Files
from simulator.messenger.methods import Writing
from simulator.messenger.parameters import typed
from simulator.messenger.person import Person
from simulator.messenger.polling import Polling
from simulator.messenger.updates import Updates, Webhook
from simulator.messenger.uploads import KINDS, Uploads
from simulator.stage import Stage

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SimulatedTelegram:
    def __init__(
        self, *, stage: Stage, courier: Courier, gate: Gate, base_url: str, name: str = ""
    ) -> None:
        """`name`: of a bot beside the first one of the world, as the world calls it."""
        self.api = f"telegram {name}" if name else "telegram"
        """What the names of its methods begin with, in counts, faults and traffic."""
        self.revoked = False
        """Whether its token is refused from now on."""
        self.base_url = f"{base_url}/bot"
        """For the client library, which puts the token right behind it."""
        also = (name,) if name else ()
        chance = stage.chance("bot", *also)
        bot_id = chance.randrange(1_000_000_000, 9_000_000_000)
        self.token = f"{bot_id}:{stage.hex_id('AA', 'token', *also)}"
        self.username = f"mingcha_simulated_{name + '_' if name else ''}bot"
        self.gate = gate
        self.updates = Updates(stage, courier)
        self.polling = Polling(stage, self.updates)
        self.files = Files(stage)
        self._stage = stage
        self._bot: dict[str, Any] = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Mingcha (simulated)",
            "username": self.username,
        }
        self._people: dict[str, Person] = {}
        self._chats: dict[int, Chat] = {}
        self._commands: dict[tuple[str, str], Any] = {}
        self._writing = Writing(stage, self._bot, self._chats)
        self._methods: dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "getMe": self._get_me,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._get_webhook_info,
            "getUpdates": self._get_updates,
            "getFile": self.files.get_file,
            "sendMessage": self._writing.send_message,
            **{name: partial(self._writing.send_file, kind) for name, kind in KINDS.items()},
            "editMessageText": self._writing.edit_message_text,
            "editMessageReplyMarkup": self._writing.edit_message_reply_markup,
            "deleteMessage": self._writing.delete_message,
            "answerCallbackQuery": self._writing.answer_callback_query,
            "sendChatAction": self._writing.send_chat_action,
            "setMyCommands": self._set_commands,
            "getMyCommands": lambda params: self._commands.get(_whose(params), []),
            "deleteMyCommands": self._delete_commands,
        }

    def person(
        self,
        name: str,
        *,
        number: str = "",
        user_id: int | None = None,
        first_name: str = "",
        language: str = "",
    ) -> Person:
        """The person of that name, made up on first mention; later details are ignored."""
        known = self._people.get(name)
        if known is not None:
            return known
        drawn = self._stage.chance("user", name).randrange(100_000_000, 8_000_000_000)
        user = User(
            name=name,
            id=drawn if user_id is None else user_id,
            first_name=first_name or name,
            number=number,
            language=language,
        )
        if user.id in self._chats:
            raise ValueError(f"user {user.id} exists already, under another name than {name!r}")
        chat = Chat(user=user)
        person = Person(
            self._stage, self.updates, chat, self._writing.presses, self._bot, self.files
        )
        self._people[name], self._chats[user.id] = person, chat
        return person

    @property
    def uploads(self) -> Uploads:
        """What the bot has sent, by the ids that it was given."""
        return self._writing.uploads

    def people(self) -> Mapping[str, Person]:
        return self._people

    def answer(self, token: str, method: str, params: Mapping[str, Any]) -> Answer:
        try:
            if token != self.token or self.revoked:
                raise BotApiError(401, "Unauthorized")
            result = self._methods[method](typed(method, params))
        except BotApiError as refusal:
            return refusal.answer
        return Answer(body={"ok": True, "result": result})

    def file(self, token: str, path: str) -> Answer:
        """What is at the address that a bot makes of its token and of what `getFile` says."""
        if token != self.token:
            return BotApiError(404, "Not Found").answer
        return self.files.answer(path)

    def _get_me(self, _: Mapping[str, Any]) -> dict[str, Any]:
        return self._bot | {
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _set_webhook(self, params: Mapping[str, Any]) -> bool:
        url = params.get("url", "")
        if not url:
            return self._delete_webhook(params)
        address = urlsplit(url)
        if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token", "")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if "allowed_updates" in params:
            self.updates.allowed = tuple(params["allowed_updates"])
        webhook = Webhook(url=url, secret=secret, max_connections=params.get("max_connections", 40))
        self.updates.set_webhook(webhook, drop=params.get("drop_pending_updates", False))
        return True

    def _delete_webhook(self, params: Mapping[str, Any]) -> bool:
        self.updates.set_webhook(None, drop=params.get("drop_pending_updates", False))
        return True

    def _get_webhook_info(self, _: Mapping[str, Any]) -> dict[str, Any]:
        updates = self.updates
        info: dict[str, Any] = {
            "url": updates.webhook.url if updates.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending()),
        }
        if updates.webhook:
            info["max_connections"] = updates.webhook.max_connections
        if updates.allowed:
            info["allowed_updates"] = list(updates.allowed)
        if updates.last_error:
            info["last_error_date"] = int(updates.last_error[0].timestamp())
            info["last_error_message"] = updates.last_error[1]
        return info

    def _get_updates(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self.updates.webhook is not None:
            raise BotApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if "allowed_updates" in params:
            self.updates.allowed = tuple(params["allowed_updates"])
        fetched = self.updates.fetch(params.get("offset", 0), params.get("limit", 100))
        return [update.as_json() for update in fetched]

    def _set_commands(self, params: Mapping[str, Any]) -> bool:
        for command in params.get("commands", []):
            if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
                raise bad_request("BOT_COMMAND_INVALID")
        self._commands[_whose(params)] = params.get("commands", [])
        return True

    def _delete_commands(self, params: Mapping[str, Any]) -> bool:
        self._commands.pop(_whose(params), None)
        return True


def _whose(params: Mapping[str, Any]) -> tuple[str, str]:
    return str(params.get("scope", "")), params.get("language_code", "")
