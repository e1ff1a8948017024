"""All draws, worked one after the other: a custodian is never asked by two of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from fieldwork.issue import Issue
from fieldwork.ports import Ledger


@dataclass(frozen=True, kw_only=True)
class Draws:
    ledger: Ledger
    issues: Sequence[Issue]

    @classmethod
    def of(cls, ledger: Ledger, issues: Iterable[Issue]) -> Self:
        return cls(ledger=ledger, issues=tuple(issues))

    def work(self, now: datetime) -> int:
        """One look in place of one for each draw: most beats find them all at rest."""
        with self.ledger.at_one_moment():
            wanted = [issue for issue in self.issues if not issue.at_rest(now)]
        return sum(issue.act(now) for issue in wanted)

    def rests(self, now: datetime) -> bool:
        with self.ledger.at_one_moment():
            return all(issue.at_rest(now) for issue in self.issues)

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.at_one_moment():
            planned = [issue.next_due(now) for issue in self.issues]
        return min((moment for moment in planned if moment is not None), default=None)
