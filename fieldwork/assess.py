"""Closed inspection -> findings."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import StoreBusy, StoreDown
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.dossiers import dossier_of
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from inspection.finding import weigh

_log = logging.getLogger(__name__)
BROKEN_WAITS = timedelta(minutes=5)


@dataclass(kw_only=True)
class Assess:
    ledger: Ledger
    reached: Reached = go_on
    _broken: dict[int, datetime] = field(default_factory=dict, init=False)
    """Inspections that could not be weighed, and when each is tried again."""

    def work(self, now: datetime) -> int:
        """Weighs every inspection whose last contact is closed, each once."""
        return sum(self._weighed(inspection, now) for inspection in self._ready(now))

    def rests(self, now: datetime) -> bool:
        return not self._ready(now)

    def _ready(self, now: datetime) -> Sequence[int]:
        with self.ledger.read() as book:
            ready = book.inspections.ready()
        return [one for one in ready if self._broken.get(one, now) <= now]

    def _weighed(self, inspection: int, now: datetime) -> bool:
        """One broken inspection does not stop the others."""
        try:
            self._weigh(inspection, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            _log.error("inspection %d could not be weighed: %s", inspection, type(error).__name__)
            self._broken[inspection] = now + BROKEN_WAITS
            return False
        self._broken.pop(inspection, None)
        return True

    def _weigh(self, inspection: int, now: datetime) -> None:
        with self.ledger.write() as book:
            if book.inspections.get(inspection).assessed_at is not None:
                return
            dossier = dossier_of(book, inspection, now)
            place = book.inspections.get(inspection).pick.village
            findings = weigh(dossier, Rules.at(book, now, place).policy, now)
            book.inspections.assessed(inspection, findings, now)
            kinds = ",".join(sorted(finding.kind for finding in findings)) or "nothing"
            book.audit.note(now, "assess", "inspection assessed", f"{inspection}: {kinds}")
            self.reached(CrashPoint.FINDINGS_WRITTEN)
        self.reached(CrashPoint.FINDINGS_COMMITTED)
