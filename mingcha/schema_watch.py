"""Whether the database is still the one that this program knows: it may be brought to another
version while processes of this one run.

What they wrote then, the newer program might not find. So they do nothing more but keep what comes
in, until they are replaced, or the database is as it was.
"""

import logging
from dataclasses import dataclass, field

from fieldwork.ports import Clock
from storage.store import SchemaDiffers, Store

ASKED_EVERY = 2.0
"""Seconds."""
_log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class SchemaWatch:
    """The database is asked seldom: every beat of every station wants to know."""

    store: Store
    clock: Clock
    _asked_at: float | None = field(default=None, init=False)
    _moved: bool = field(default=False, init=False)

    def moved(self) -> bool:
        """Raises StoreBusy, StoreDown."""
        moment = self.clock.monotonic()
        if self._asked_at is None or moment - self._asked_at >= ASKED_EVERY:
            self._asked_at = moment
            self._look()
        return self._moved

    def _look(self) -> None:
        before = self._moved
        try:
            self.store.check_schema()
        except SchemaDiffers as differs:
            self._moved = True
            if not before:
                _log.error("%s; this process does nothing more but keep what comes in", differs)
        else:
            self._moved = False
            if before:
                _log.warning("the database is again the one that this program knows")
