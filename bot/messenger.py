"""Letters through Telegram."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Any, Self

from telegram import Bot
from telegram.error import ChatMigrated, TelegramError

from bot.deposit import UPDATES
from bot.file import fetched
from bot.file_sender import File, FileSender, Find, nothing_found
from bot.line import Line, is_loopback
from bot.refusal import of_problem
from fieldwork import fetched as fetching
from fieldwork.ports import (
    MessengerSilent,
    NotPlaced,
    Outcome,
    Placed,
    Uncertain,
    WebhookState,
    Withheld,
)
from inspection.chat import Letter
from inspection.disposition import Disposition

AT_ONCE = 16
"""More make each of them slower: the transport looks through all its connections at each step."""
_BESIDE = 3
"""Connections for fetching updates, for files, and for setting up."""
_FILE_PHASES = 3
"""A file may take as long as so many phases of a request, before whoever waits is missed."""
_LONGEST_NOTICE = 200
Answer = Outcome | Withheld
_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}


class _Plain(Bot):
    """The library's bot, which also gives updates as they came: its own way of getting them reads
    them all, and an update that it cannot read would hide the others. And it says letters without
    making objects of them."""

    async def fetched(self, offset: int | None, wait: int, patience: float) -> list[Any]:
        asked = {"offset": offset, "timeout": wait, "allowed_updates": UPDATES}
        answer = await self._post("getUpdates", asked, read_timeout=wait + patience)
        return list(answer)

    async def said(self, chat: str, letter: Letter) -> str:
        """The id of the message. The library's own way makes objects of the keyboard, and of the
        answer with all that was sent: a tenth of a letter's work, and only the id is wanted."""
        # No parse_mode: people's own words are in it.
        data: dict[str, Any] = {"chat_id": chat, "text": letter.text, **_NO_PREVIEW}
        keyboard = keyboard_of(letter)
        if keyboard:
            data["reply_markup"] = keyboard
        answer = await self._post("sendMessage", data)
        return str(answer["message_id"])


class MessengerRefused(MessengerSilent):
    """The messenger did not do what wiring asked of it. `of_account`: nor will it, until somebody
    puts this bot right; else it may another time."""

    def __init__(self, words: str, *, of_account: bool) -> None:
        super().__init__(words)
        self.of_account = of_account


class TelegramMessenger:
    """One bot. May be used from several threads at once; must be closed."""

    def __init__(
        self,
        *,
        token: str,
        base_url: str | None = None,
        timeout: float = 10.0,
        at_once: int = AT_ONCE,
        files: Find = nothing_found,
    ) -> None:
        """Makes up to `at_once` requests at the same time; further ones wait. `files` has what
        letters name.

        `base_url` ends before the token, as in `https://api.telegram.org/bot`; `timeout` is in
        seconds and holds for each phase of a request.

        Raises ValueError if the token would travel in the clear.
        """
        if base_url and not (is_loopback(base_url) or base_url.startswith("https://")):
            raise ValueError("the bot's base address is neither https nor on this machine")
        self._slots = asyncio.Semaphore(at_once)
        self._line = Line(base_url=base_url, timeout=timeout, most=at_once + _BESIDE)
        self._timeout = timeout
        self._files = files
        self._bot = _Plain(
            token,
            base_url=base_url or "https://api.telegram.org/bot",
            base_file_url=_files_of(base_url or "https://api.telegram.org/bot"),
            request=self._line.request,
            get_updates_request=self._line.request,
        )
        self._sender = FileSender(self._bot)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, chat: str, letter: Letter) -> Outcome:
        """One request. A chat that is gone for good has disposition OUT_OF_SERVICE."""
        outcome = self.begin(chat, letter, may_leave=lambda: True).result()
        assert not isinstance(outcome, Withheld), "it may leave"
        return outcome

    def begin(
        self, chat: str, letter: Letter, *, may_leave: Callable[[], bool]
    ) -> "Future[Answer]":
        """The same, without waiting. A chat that has moved is followed once."""
        files = self._sender.wanted(letter.files, self._files)
        return self._line.begin(self._sent(chat, letter, files, may_leave))

    async def _sent(
        self, chat: str, letter: Letter, files: Sequence[File], may_leave: Callable[[], bool]
    ) -> Answer:
        async with self._slots:
            sent = await self._requested(chat, letter, files, may_leave)
            if not isinstance(sent, str):
                return sent
            followed = await self._requested(sent, letter, files, may_leave)
            if isinstance(followed, str):
                return NotPlaced(code="moved twice", disposition=Disposition.OUT_OF_SERVICE)
            return replace(followed, moved_to=sent) if isinstance(followed, Placed) else followed

    async def _requested(
        self, chat: str, letter: Letter, files: Sequence[File], may_leave: Callable[[], bool]
    ) -> Answer | str:
        """One request, after one for each of its files; where the chat is now, if it has moved."""
        if not may_leave():
            return Withheld()
        try:
            async with asyncio.timeout(self._line.patience):
                await self._sender.send(chat, files, self._line.patience / 2)
                return Placed(provider_id=await self._deliver(chat, letter))
        except ChatMigrated as problem:
            return str(problem.new_chat_id)
        except TelegramError as problem:
            return of_problem(problem)
        except TimeoutError:
            return Uncertain(code="no answer")

    def fetch(self, provider_id: str, most_bytes: int) -> fetching.Answer:
        """A file that somebody sent, by its `file_id`."""
        patience = _FILE_PHASES * self._timeout
        found = fetched(self._bot, self._line.request, provider_id, most_bytes, patience)
        return self._line.begin(found).result()

    def set_webhook(self, url: str, secret: str) -> None:
        """Raises MessengerRefused."""
        asked = self._bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)
        try:
            self._line.run(asked)
            return
        except (TelegramError, TimeoutError) as problem:
            refused = _refused("take the webhook", problem)
        raise refused

    def begin_removal(self) -> "Future[bool]":
        """Of the webhook; what waits to be delivered stays, to be fetched."""
        return self._line.begin(self._bot.delete_webhook(drop_pending_updates=False))

    def begin_fetch(self, offset: int | None, wait: int) -> "Future[list[Any]]":
        """Updates that nobody acknowledged, as parsed JSON. `offset` acknowledges those before it;
        the messenger holds the request for up to `wait` seconds while there are none."""
        return self._line.begin(self._bot.fetched(offset, wait, self._timeout))

    def me(self) -> str:
        """The bot's user name, for invitation links. Raises MessengerRefused."""
        try:
            return self._line.run(self._bot.get_me()).username or ""
        except (TelegramError, TimeoutError) as problem:
            refused = _refused("say who the bot is", problem)
        raise refused

    def webhook(self) -> WebhookState:
        """Where updates are delivered to now. Raises MessengerRefused."""
        try:
            known = self._line.run(self._bot.get_webhook_info())
        except (TelegramError, TimeoutError) as problem:
            refused = _refused("say where updates go", problem)
        else:
            return WebhookState(
                url=known.url,
                waiting=known.pending_update_count,
                failed_at=known.last_error_date,
                failure=known.last_error_message or "",
            )
        raise refused

    def close(self) -> None:
        self._line.close()

    async def _deliver(self, chat: str, letter: Letter) -> str:
        if letter.acknowledges:
            notice = letter.text[:_LONGEST_NOTICE]
            await self._bot.answer_callback_query(letter.acknowledges, text=notice)
            return ""
        return await self._bot.said(chat, letter)


def _files_of(base_url: str) -> str:
    """Where files are, beside `.../bot`, where the methods are."""
    return f"{base_url.removesuffix('/bot')}/file/bot"


def keyboard_of(letter: Letter) -> dict[str, Any] | None:
    """As the messenger takes it."""
    if letter.ask_contact:
        button = {"text": letter.ask_contact, "request_contact": True}
        return {"keyboard": [[button]], "one_time_keyboard": True, "resize_keyboard": True}
    if letter.buttons:
        rows = [[{"text": one.text, "callback_data": one.data}] for one in letter.buttons]
        return {"inline_keyboard": rows}
    return None


def _refused(wish: str, problem: TelegramError | TimeoutError) -> MessengerRefused:
    """Made where the problem is known and raised outside: its own text may hold the token."""
    found = of_problem(problem) if isinstance(problem, TelegramError) else None
    of_account = isinstance(found, NotPlaced) and found.operator
    hint = "; expected the token that the messenger gave for this bot" if of_account else ""
    return MessengerRefused(
        f"the messenger did not {wish} (code {found.code if found else 'no answer'}){hint}",
        of_account=of_account,
    )
