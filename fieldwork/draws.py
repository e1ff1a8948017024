"""All draws, worked one after the other: a custodian is never asked by two of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from fieldwork.issue import Issue


@dataclass(frozen=True, kw_only=True)
class Draws:
    issues: Sequence[Issue]

    @classmethod
    def of(cls, issues: Iterable[Issue]) -> Self:
        return cls(issues=tuple(issues))

    def work(self, now: datetime) -> int:
        return sum(issue.work(now) for issue in self.issues)

    def next_due(self, now: datetime) -> datetime | None:
        planned = [issue.next_due(now) for issue in self.issues]
        return min((moment for moment in planned if moment is not None), default=None)
