"""Who approves a leave, by its length."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

Approver = Literal["leader", "township", "county", "prefecture", "province"]
_STEP = re.compile(r"([1-9]\d{0,2}):([a-z]+)", re.ASCII)
_EXAMPLE = (
    "expected steps such as 3:township,county: up to so many days whom, and last who approves more"
)


class ApprovalsUnreadable(ValueError):
    """The text names no chain of approval."""


@dataclass(frozen=True, kw_only=True)
class Approvals:
    """`steps`: up to so many days whom, ascending; `beyond` approves what is longer."""

    steps: tuple[tuple[int, Approver], ...] = ()
    beyond: Approver

    @classmethod
    def parse(cls, text: str) -> "Approvals":
        """Reads `3:township,county`. Raises ApprovalsUnreadable."""
        *ahead, last = [part.strip() for part in text.split(",")]
        steps = tuple(_step(part) for part in ahead)
        for (days, _), (more, _) in pairwise(steps):
            if more <= days:
                raise ApprovalsUnreadable(f"{more} days come after {days}; {_EXAMPLE}")
        return cls(steps=steps, beyond=_approver(last, last))

    def text(self) -> str:
        """As `parse` reads it."""
        return ",".join((*(f"{days}:{who}" for days, who in self.steps), self.beyond))

    def approver(self, days: int) -> Approver:
        """Who approves a leave of so many days."""
        return next((who for most, who in self.steps if days <= most), self.beyond)


def _step(part: str) -> tuple[int, Approver]:
    match = _STEP.fullmatch(part)
    if match is None:
        raise ApprovalsUnreadable(f"{part!r} is no step; {_EXAMPLE}")
    return int(match[1]), _approver(match[2], part)


def _approver(text: str, part: str) -> Approver:
    known: tuple[Approver, ...] = get_args(Approver)
    for one in known:
        if text == one:
            return one
    raise ApprovalsUnreadable(
        f"{part!r} names nobody who approves ({', '.join(known)}); {_EXAMPLE}"
    )
