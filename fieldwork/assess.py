"""Closed inspection -> findings."""

from dataclasses import dataclass
from datetime import datetime

from fieldwork.dossiers import dossier_of
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from inspection.finding import weigh


@dataclass(kw_only=True)
class Assess:
    ledger: Ledger

    def work(self, now: datetime) -> int:
        """Weighs every inspection whose last contact is closed, each once."""
        with self.ledger.read() as book:
            ready = book.inspections.ready()
        for inspection in ready:
            with self.ledger.write() as book:
                if book.inspections.get(inspection).assessed_at is not None:
                    continue
                dossier = dossier_of(book, inspection, now)
                place = book.inspections.get(inspection).pick.village
                findings = weigh(dossier, Rules.at(book, now, place).policy, now)
                book.inspections.assessed(inspection, findings, now)
                kinds = ",".join(sorted(finding.kind for finding in findings)) or "nothing"
                book.audit.note(now, "assess", "inspection assessed", f"{inspection}: {kinds}")
        return len(ready)
