"""How far the store's log had come when this machine last looked, kept beside the store: a database
file that was copied back, without a word, is noticed at the next start.

Started as if nothing had happened, it would ask people again who have answered, and then say that
they were silent.
"""

import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldwork.book import Book
from fieldwork.ports import Clock, Ledger
from mingcha.foundation import Foundation
from mingcha.restoring import RestoreRefused

NAME = "log.seen"
_log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Seen:
    """One file in the home folder. Another machine has its own, of the same log."""

    home: Path
    ledger: Ledger
    clock: Clock
    _entry: int = 0
    _told: bool = False

    @property
    def path(self) -> Path:
        return self.home / NAME

    def check(self) -> None:
        """Raises RestoreRefused if what was seen is not in the log, and nobody has marked the
        store as restored since."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            entry, head = int(kept["entry"]), bytes.fromhex(kept["head"])
            at = datetime.fromisoformat(kept["at"])
        except FileNotFoundError:
            return
        except (ValueError, KeyError, TypeError):
            return  # cut off as it was written, or changed by hand: it says nothing
        with self.ledger.read() as book:
            if _has(book, entry, head) or any(one.since >= at for one in book.holds.all()):
                return
        raise RestoreRefused(
            f"the database lacks what this machine saw in it at {at:%Y-%m-%d %H:%M} UTC (entry"
            f" {entry} of its log): it is an older copy, or another one. If it was copied back, run"
            " `mingcha restore mark --reason ...` first: nothing is sent before you say so. If"
            f" another database is meant, remove {self.path}"
        )

    def note(self) -> None:
        """Of what is committed alone. Raises StoreBusy, StoreDown."""
        with self.ledger.read() as book:
            newest = book.audit.newest()
        if newest.index in (0, self._entry):
            return
        at = self.clock.now()
        document = {"entry": newest.index, "head": newest.head.hex(), "at": at.isoformat()}
        fresh = self.path.with_name(f"{NAME}.{os.getpid()}")
        try:
            fresh.write_text(json.dumps(document), encoding="utf-8")
            fresh.replace(self.path)  # whole or not at all, whoever else notes it
        except OSError as problem:
            if not self._told:
                kind = type(problem).__name__
                _log.warning("how far the log has come could not be noted: %s", kind)
            self._told = True
            return
        self._entry, self._told = newest.index, False


def seen_of(foundation: Foundation) -> Seen:
    return Seen(home=foundation.settings.home, ledger=foundation.ledger, clock=foundation.clock)


def _has(book: Book, entry: int, head: bytes) -> bool:
    try:
        return entry == 0 or book.audit.proof(entry, entry).head == head
    except LookupError:
        return False
