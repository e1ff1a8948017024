"""Waiting for somebody silent: whom a slot waits for, and when they are asked again."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import StoredSlot

_log = logging.getLogger(__name__)
_PAUSE = timedelta(seconds=5)


@dataclass
class Patience:
    """In memory alone: after a restart everybody is asked at once."""

    _again: dict[int, datetime] = field(default_factory=dict)
    _silence: dict[int, str] = field(default_factory=dict)

    def wait(self, slot: StoredSlot, silence: Exception, now: datetime, until: datetime) -> None:
        """Asks again a little later, and for the last time at `until`; says so once a slot."""
        if slot.id not in self._silence:
            _log.warning("slot %s waits: %s", slot.label, silence)
        self._silence[slot.id] = str(silence)
        self._again[slot.id] = min(now + _PAUSE, until)

    def over(self, slot: StoredSlot, now: datetime) -> bool:
        return self._again.get(slot.id, now) <= now

    def due(self, slot: StoredSlot) -> datetime:
        """When the slot is looked at next."""
        return self._again.get(slot.id, slot.opens_at)

    def silence(self, slot: StoredSlot) -> str | None:
        """Who was silent the last time."""
        return self._silence.get(slot.id)

    def end(self, slot: StoredSlot) -> None:
        self._again.pop(slot.id, None)
        self._silence.pop(slot.id, None)
