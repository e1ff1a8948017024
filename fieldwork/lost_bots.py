"""What waits for a bot that there is no more: its lane was taken out of the settings.

Nobody is silent for it: checks are diverted, as while a bot is stopped. All else waits for some
days, since the lane may have been left out by mistake, and is then given up.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.diverting import divert
from fieldwork.ports import Ledger
from fieldwork.receipt import give_up

_log = logging.getLogger(__name__)
GRACE = timedelta(minutes=1)
"""During an upgrade another process may know a bot that this one does not know yet."""
KEPT = timedelta(days=3)
_EVERY = timedelta(minutes=1)
_AT_ONCE = 500


@dataclass(kw_only=True)
class LostBots:
    ledger: Ledger
    bots: Collection[str]
    """The lanes of those that there are."""
    _looked_at: datetime | None = field(default=None, init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def work(self, now: datetime) -> int:
        """Returns how many messages were taken up; looks once a minute."""
        if self.rests(now):
            return 0
        self._looked_at = now
        with self.ledger.read() as book:
            lost = [bot for bot in book.messages.bots() if self._is_lost(book, bot, now)]
        return sum(self._given_up(bot, now) for bot in lost)

    def rests(self, now: datetime) -> bool:
        looked = self._looked_at
        return looked is not None and timedelta(0) <= now - looked < _EVERY

    def _is_lost(self, book: Book, bot: str, now: datetime) -> bool:
        if bot in self.bots:
            return False
        lease = book.leases.of(f"lane {bot}")
        return lease is None or lease.until <= now

    def _given_up(self, bot: str, now: datetime) -> int:
        if bot not in self._told:
            self._told.add(bot)
            _log.warning("bot %s is no lane any more, and something waits for its people", bot)
        with self.ledger.read() as book:
            checks = book.messages.asking(now - GRACE, _AT_ONCE, bot=bot)
            old = book.messages.overdue(now - KEPT, _AT_ONCE, bot=bot)
        if not checks and not old:
            return 0
        with self.ledger.write() as book:
            divert(book, checks, now)
            for message in book.messages.claim_all(book.messages.take(old, now)):
                give_up(book, message, "its bot is no lane any more", now)
        return len(checks) + len(old)
