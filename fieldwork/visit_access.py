"""The one door for reading visits: one that is not over is shown for a reason that is noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from fieldwork.access import NotGranted, Wanted, note_look
from fieldwork.book import StoredVisit
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from fieldwork.visit_files import file_of
from inspection.visit_file import VisitFile


@dataclass(frozen=True, kw_only=True)
class VisitAccess:
    ledger: Ledger
    now: datetime
    reason: str = ""
    """Why somebody looks behind the curtain; "" for what anybody at the desk may see."""
    actor: str = "operator"

    def visits(self, wanted: Wanted) -> Sequence[VisitFile]:
        """Newest first. Raises NotGranted."""
        if wanted.open and not self.reason:
            raise NotGranted(
                "a visit that is not over may warn those whom it is about; expected a reason with"
                ' it: --open --reveal "why you must see it now"'
            )
        with self.ledger.read() as book:
            zone = Rules.at(book, self.now).policy.zone
            start = datetime.combine(wanted.first, time(0), tzinfo=zone)
            end = datetime.combine(wanted.last + timedelta(days=1), time(0), tzinfo=zone)
            found = book.visits.between(start, end)
            return [file_of(book, one) for one in reversed(found) if _matches(one, wanted)]

    def visit(self, number: int) -> VisitFile:
        """Raises NotGranted where there is none, or where it is not over and no reason was
        given."""
        with self.ledger.read() as book:
            try:
                visit = book.visits.get(number)
            except LookupError:
                raise NotGranted(
                    f"there is no visit {number}; `mingcha visits list` shows them"
                ) from None
            if visit.outcome is None and not self.reason:
                raise NotGranted(
                    f"visit {number} is not over, and who learns of it could warn those whom it is"
                    ' about; expected a reason with it: --reveal "why you must see it now"'
                )
            return file_of(book, visit)

    def note(self, what: str, numbers: Sequence[int] = ()) -> None:
        """As `note_look`."""
        note_look(self.ledger, what, numbers, reason=self.reason, actor=self.actor, now=self.now)


def _matches(visit: StoredVisit, wanted: Wanted) -> bool:
    if visit.outcome is None and not wanted.open:
        return False
    if wanted.team and visit.pick.unit != wanted.team:
        return False
    return visit.pick.village.startswith(wanted.region)
