"""Deliveries that were applied are forgotten, key and body: what people wrote is kept no longer
than a repeat of it can come. So are requests that nobody looks at any more, and files that people
sent, after as many days as the policy says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import Book
from fieldwork.intake import CALL_OVER, CARRIER, RECORDING, SMS, TELEGRAM, TEXT
from fieldwork.ports import Ledger
from fieldwork.rules import policy_day
from inspection.policy import in_force

KEPT: Mapping[str, timedelta] = {
    TELEGRAM: timedelta(days=2),
    CARRIER: timedelta(days=1),
    TEXT: timedelta(days=1),
    SMS: timedelta(days=1),
    CALL_OVER: timedelta(days=1),
    RECORDING: timedelta(days=1),
}
"""By the provider's own horizon, doubled and more, for clocks that differ. Telegram keeps an update
that was not taken for 24 hours ("Getting updates", Bot API); after a quiet week it may give an old
id to a new update, which a key kept for ever would swallow. Twilio repeats a callback five times at
most, within 15 seconds ("Connection Overrides"); one that is played back later by somebody else
finds its attempt final."""
CALLS_KEPT = timedelta(days=30)
"""Who called us, by the keyed hash of the number: longer than any check stays open."""
REQUESTS_KEPT = timedelta(days=62)
"""What left on a lane, request by request: longer than a budget's month, and than anybody asks what
became of one. The sums of days and months stay."""
AT_ONCE = 500
"""Rows of each source in one transaction."""
FILES_IN_A_PASS = 50
"""One in a transaction: each may have many megabytes, and erasing some hundreds of them together
would keep all other writers waiting for longer than a caller does."""
_EVERY = timedelta(minutes=10)


@dataclass(kw_only=True)
class Forgetting:
    """What waits or was set aside is never forgotten: that is an operator's choice."""

    ledger: Ledger
    _looked_at: datetime | None = field(default=None)

    def work(self, now: datetime) -> int:
        """Returns how many were forgotten; looks every ten minutes, and at once again as long as
        there is more."""
        if self.rests(now):
            return 0
        with self.ledger.write() as book:
            counts = [
                book.inbox.forget(source, now - kept, AT_ONCE) for source, kept in KEPT.items()
            ]
            counts.append(book.incoming.forget(now - CALLS_KEPT, AT_ONCE))
            counts.append(book.lanes.forget(now - REQUESTS_KEPT, AT_ONCE))
        files = self._erase_files(now)
        more = AT_ONCE in counts or files == FILES_IN_A_PASS
        self._looked_at = None if more else now
        return sum(counts) + files

    def rests(self, now: datetime) -> bool:
        looked = self._looked_at
        return looked is not None and timedelta(0) <= now - looked < _EVERY

    def _erase_files(self, now: datetime) -> int:
        """That they were sent stays, with the answers that name them."""
        with self.ledger.read() as book:
            old = _outlived(book, now)
        for file in old:
            with self.ledger.write() as book:
                book.media.erase(file, now)
        return len(old)


def _outlived(book: Book, now: datetime) -> Sequence[int]:
    days = in_force(book.policy.rows(), "", policy_day(book, now)).media_keep_days
    return book.media.expired(now - timedelta(days=days), FILES_IN_A_PASS) if days else ()
