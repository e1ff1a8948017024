"""Fetching updates where there is no public address that the messenger could deliver them to.

One process polls for a bot, by a lease. An update is committed to the inbox before the next request
acknowledges it, and no offset is kept: whatever was not acknowledged comes again, and is known by
its id. The library's own poller acknowledges before anything is stored, and stops at an update
that it cannot parse.
"""

import json
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from bot.deposit import MOST_BYTES, SOURCE, chat_of, key_of
from bot.messenger import TelegramMessenger
from bot.nesting import too_deep
from bot.trouble import POLLED_ELSEWHERE, WITHOUT_ID, Trouble, of_fetching, of_store
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.ports import Clock, Inbox
from fieldwork.tenure import Tenure
from fieldwork.whose_bot import number_in
from inspection.lane.lane import CHAT

LONG_POLL_SECONDS = 25
RENEWED_AFTER = 5.0
"""Real seconds after which the lease is prolonged while a request waits for updates."""
_log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class Poller:
    def __init__(
        self,
        *,
        messenger: TelegramMessenger,
        inbox: Inbox,
        clock: Clock,
        tenure: Tenure,
        wake: Callable[[], None],
        heard: Callable[[], None] = lambda: None,
        wait: int = LONG_POLL_SECONDS,
        renewed_after: float = RENEWED_AFTER,
        reached: Reached = go_on,
        bot: str = CHAT,
    ) -> None:
        """`heard` is told after each request that was answered, and may raise what a store does.
        `wait`: for so many seconds the messenger may hold a request that has no updates."""
        self._messenger = messenger
        self._inbox = inbox
        self._clock = clock
        self._tenure = tenure
        self._wake = wake
        self._heard = heard
        self._wait = wait
        self._renewed_after = renewed_after
        self._reached = reached
        self._bot = bot
        self._offset: int | None = None
        self._ready = False
        """Whether the webhook was removed since the lease was taken."""
        self._trouble: Trouble | None = None
        self._times = 0
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"poller {bot}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def halt(self) -> None:
        """Begins nothing new, and returns at once."""
        self._stopping.set()
        self._news.set()

    def stop(self) -> None:
        """Stores what has arrived, gives up a request that waits, and gives back the lease."""
        self.halt()
        if self._thread.ident is not None:
            self._thread.join()
        try:
            self._tenure.give_back()
        except Exception as problem:
            kind = type(problem).__name__
            _log.warning("the poller's lease of bot %s was not given back: %s", self._bot, kind)

    def turn(self) -> float:
        """One request at most; returns the seconds to wait before the next turn."""
        trouble = self._turn()
        if trouble is None:
            if self._trouble is not None:
                _log.info("updates of bot %s are fetched again", self._bot)
            self._trouble, self._times = None, 0
            return 0.0
        same = self._trouble is not None and self._trouble.kind == trouble.kind
        if not same:
            told = logging.INFO if trouble is POLLED_ELSEWHERE else logging.ERROR
            _log.log(told, "no updates of bot %s are fetched: %s", self._bot, trouble.words)
        self._times = self._times + 1 if same else 1
        self._trouble = trouble
        return trouble.pause(self._times)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._stopping.wait(self.turn())

    def _turn(self) -> Trouble | None:
        try:
            ours = self._tenure.hold()
        except Exception as problem:
            return of_store(problem)
        if not ours:
            # The offset too: who polls now may have acknowledged more than this process knows.
            self._ready, self._offset = False, None
            return POLLED_ELSEWHERE
        try:
            updates = self._fetched()
        except Exception as problem:
            trouble = of_fetching(problem)
            self._ready = self._ready and not trouble.kind.startswith("409")
            return trouble
        if updates is None:
            return None
        try:
            without_id = self._store(updates)
            self._heard()
            return without_id
        except Exception as problem:
            return of_store(problem)

    def _fetched(self) -> Sequence[Any] | None:
        """None if the request was given up. Raises what the library raises."""
        if not self._ready:
            self._ready = self._awaited(self._messenger.begin_removal()) is not None
        if not self._ready or self._stopping.is_set():
            return None
        return self._awaited(self._messenger.begin_fetch(self._offset, self._wait))

    def _awaited(self, future: "Future[_Answer]") -> _Answer | None:
        """The answer; None if it was given up since this process stops or has lost the lease."""
        future.add_done_callback(lambda _: self._news.set())
        while not future.done():
            self._news.wait(self._renewed_after)
            if future.done():
                break
            if self._stopping.is_set() or not self._still_ours():
                future.cancel()
                return None
        self._news.clear()
        return future.result()

    def _still_ours(self) -> bool:
        try:
            return self._tenure.hold()
        except Exception:
            # The store is busy or gone: the lease holds until its end, and no longer.
            return self._tenure.runs()

    def _store(self, updates: Sequence[Any]) -> Trouble | None:
        """All of them, before any is acknowledged by the next request."""
        if updates:
            self._reached(CrashPoint.UPDATES_FETCHED)
        numbers, stored = [], []
        for update in updates:
            key = key_of(update, self._bot)
            if key is not None:
                body, now = _body(update, key), self._clock.now()
                # All of them together: they cost one commit.
                chat = chat_of(update, self._bot)
                stored.append(self._inbox.begin(SOURCE, key, body, now, strand=chat))
                numbers.append(number_in(key))
        for kept in stored:
            kept.result()
        # Sent once and then forgotten: after a quiet week new ids may lie below it.
        self._offset = max(numbers) + 1 if numbers else None
        if numbers:
            self._wake()
        return WITHOUT_ID if updates and not numbers else None


def _body(update: object, key: str) -> bytes:
    """As it came, but for the spelling of its JSON and what lay too deep in it; a giant is cut.
    Neither is read by anybody: it is set aside when it is applied."""
    body = json.dumps(update, separators=(",", ":")).encode()
    if len(body) > MOST_BYTES:
        _log.warning("update %s is over %d bytes: it is kept cut, and set aside", key, MOST_BYTES)
    elif too_deep(body):
        _log.warning("update %s is nested too deeply: it is kept, and set aside", key)
    return body[:MOST_BYTES]
