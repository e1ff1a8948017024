"""Files that people sent, from the messenger: where each is, and then its bytes.

Nothing is fetched but from the messenger's own address, which holds the token: it is never told to
anybody, and no error of the transport, which quotes it, goes any further than here.
"""

import asyncio
import re
from urllib.parse import quote

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.line import Request
from bot.refusal import BEFORE_SENDING, of_problem
from fieldwork.fetched import Answer, Fetched, Missing, NotNow
from fieldwork.ports import NotPlaced
from inspection.media import Lost

_TOO_BIG = "file is too big"
_PERHAPS_LATER = "temporarily unavailable"
_PATH = re.compile(r"[\w][\w./-]{0,250}")


async def fetched(
    bot: Bot, request: Request, file_id: str, most_bytes: int, patience: float
) -> Answer:
    """`patience`: seconds for all of it."""
    download = _Download(request=request, most_bytes=most_bytes)
    try:
        async with asyncio.timeout(patience):
            found = await _address(bot, file_id, most_bytes)
            return await download.of(found) if isinstance(found, str) else found
    except TimeoutError:
        return NotNow(code="too slow", broke_off=download.begun)
    except Exception as problem:
        # Known by name, since the transport is the library's choice and not ours.
        name = type(problem).__name__
        code = "no connection" if name in BEFORE_SENDING else name
        return NotNow(code=code, broke_off=download.begun)


async def _address(bot: Bot, file_id: str, most_bytes: int) -> str | Answer:
    """Valid for an hour, and asked for anew each time."""
    try:
        file = await bot.get_file(file_id)
    except BadRequest as problem:
        return _refused(problem.message.lower())
    except TelegramError as problem:
        found = of_problem(problem)
        after = found.retry_after if isinstance(found, NotPlaced) else None
        return NotNow(code=found.code, retry_after=after if found.code == "429" else None)
    if file.file_size is not None and file.file_size > most_bytes:
        return Missing(why=Lost.TOO_LARGE)
    ours = f"{bot.base_file_url}/"
    path = (file.file_path or "").removeprefix(ours)
    if not (file.file_path or "").startswith(ours) or not _PATH.fullmatch(path) or ".." in path:
        return NotNow(code="no address")
    return ours + quote(path)


def _refused(text: str) -> Answer:
    if _TOO_BIG in text:
        return Missing(why=Lost.TOO_LARGE)
    if _PERHAPS_LATER in text:
        # It says so of an id that it has forgotten, too.
        return NotNow(code="unavailable", broke_off=True)
    return Missing(why=Lost.UNKNOWN)


class _Download:
    def __init__(self, *, request: Request, most_bytes: int) -> None:
        self._request = request
        self._most = most_bytes
        self.begun = False
        """Whether the file has begun to come."""

    async def of(self, address: str) -> Answer:
        async with self._request.opened(address) as response:
            status = response.status_code
            if status == 429:
                return NotNow(code="429", retry_after=_seconds(response.headers))
            if status in (404, 410):
                return Missing(why=Lost.UNKNOWN)
            if status != 200:
                return NotNow(code=str(status))
            if _stated(response.headers) > self._most:
                return Missing(why=Lost.TOO_LARGE)
            self.begun = True
            content = bytearray()
            # As it came: what is packed could unpack to anything.
            async for part in response.aiter_raw():
                content += part
                if len(content) > self._most:
                    return Missing(why=Lost.TOO_LARGE)
        return Fetched(content=bytes(content)) if content else Missing(why=Lost.EMPTY)


def _stated(headers: "dict[str, str]") -> int:
    """Bytes; 0 where nothing is said."""
    stated = headers.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() else 0


def _seconds(headers: "dict[str, str]") -> float:
    stated = headers.get("retry-after", "")
    return float(stated) if stated.isascii() and stated.isdigit() else 1.0
