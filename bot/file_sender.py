"""The recordings and pictures of a letter, which go before its text.

They are part of the letter: one that is repeated has them again. One that the messenger refuses, or
takes too long for, is left out, since the text asks the same; what concerns the whole chat or the
bot is the letter's own affair.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import Bot, InputFile, Message
from telegram.error import ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.refusal import TooFast, of_problem
from inspection.questionnaire.media import FormFile, kind_of

_log = logging.getLogger(__name__)
_MOST_KNOWN = 4096

Find = Callable[[str], FormFile | None]
"""By its SHA-256 in hex; may raise where the store cannot be read."""


def nothing_found(digest: str) -> FormFile | None:
    return None


@dataclass(frozen=True, kw_only=True)
class File:
    digest: str
    ending: str
    content: bytes
    """Empty where the messenger has it already."""


class FileSender:
    """Sends each file once as bytes, and from then on by the name that the messenger gave it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[str, str] = {}

    def wanted(self, names: Sequence[str], find: Find) -> Sequence[File]:
        """Those that are there; looks for the bytes of what the messenger does not have yet."""
        found = []
        for name in names:
            digest, _, ending = name.partition(".")
            if digest in self._known:
                found.append(File(digest=digest, ending=ending, content=b""))
            elif file := _read(digest, find):
                found.append(File(digest=digest, ending=file.ending, content=file.content))
        return found

    async def send(self, chat: str, files: Sequence[File], seconds: float) -> None:
        """In at most so many seconds, all together. Raises TelegramError for what concerns the
        letter as a whole."""
        try:
            async with asyncio.timeout(seconds):
                for file in files:
                    await self._send(chat, file)
        except TimeoutError:
            _log.warning("a file of a form was left out: %s", "no answer")

    async def _send(self, chat: str, file: File) -> None:
        try:
            message = await self._deliver(chat, file, self._known.get(file.digest))
        except (TooFast, Forbidden, InvalidToken, ChatMigrated):
            raise
        except TelegramError as problem:
            # Whatever the messenger knew of it: the next letter brings the bytes again.
            self._known.pop(file.digest, None)
            _log.warning("a file of a form was left out: %s", of_problem(problem).code)
            return
        if len(self._known) < _MOST_KNOWN and (given := _file_id(message)):
            self._known[file.digest] = given

    async def _deliver(self, chat: str, file: File, known: str | None) -> Message:
        # A name of its own: what an author calls a file is nobody's business.
        what = known or InputFile(file.content, filename=f"question.{file.ending}")
        if kind_of(file.ending) == "image":
            return await self._bot.send_photo(chat, what)
        if file.ending == "mp3":
            return await self._bot.send_audio(chat, what)
        # Other recordings are no music to the messenger: people open them as files.
        return await self._bot.send_document(chat, what)


def _read(digest: str, find: Find) -> FormFile | None:
    try:
        return find(digest)
    except Exception as problem:
        _log.warning("a file of a form could not be read: %s", type(problem).__name__)
        return None


def _file_id(message: Message) -> str:
    if message.photo:
        return message.photo[-1].file_id
    sent = message.audio or message.voice or message.document
    return sent.file_id if sent is not None else ""
