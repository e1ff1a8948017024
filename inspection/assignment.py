"""An assignment: one inspector, in the drawn order, who is asked to make one visit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal


class AssignmentState(StrEnum):
    PASSED = "PASSED"
    """Passed over without being told, for the reason."""
    TOLD = "TOLD"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    """Told, and no answer in time."""
    DONE = "DONE"
    """Visited and reported."""
    FAILED = "FAILED"
    """Accepted, and not visited or not reported."""


class Why(StrEnum):
    """Why an assignment came to nothing."""

    NO_ACCOUNT = "no_account"
    VISIT_TODAY = "visit_today"
    LEFT = "left"
    ILL = "ill"
    LEAVE = "leave"
    KIN = "kin"
    WORK = "work"
    OTHER = "other"
    NO_ANSWER = "no_answer"
    NOT_POSSIBLE = "not_possible"
    NO_REPORT = "no_report"


DECLINING = (Why.ILL, Why.LEAVE, Why.KIN, Why.WORK, Why.OTHER)
"""The reasons that are offered to whoever declines."""
Asking = Literal["", "why", "words", "report", "hindrance"]
"""What the inspector was asked last: why not (a button), why not in words, the report, or why it
was not possible."""
OUTCOMES = (
    *((AssignmentState.PASSED, why) for why in (Why.NO_ACCOUNT, Why.VISIT_TODAY, Why.LEFT)),
    *((AssignmentState.DECLINED, why) for why in DECLINING),
    (AssignmentState.EXPIRED, Why.NO_ANSWER),
    (AssignmentState.FAILED, Why.NOT_POSSIBLE),
    (AssignmentState.FAILED, Why.NO_REPORT),
    (AssignmentState.DONE, None),
)
"""Every way in which an assignment can end."""
_HOLDING = frozenset(
    {AssignmentState.TOLD, AssignmentState.ACCEPTED, AssignmentState.DONE, AssignmentState.FAILED}
)
_OPEN = frozenset({AssignmentState.TOLD, AssignmentState.ACCEPTED})


@dataclass(frozen=True, kw_only=True)
class Assignment:
    id: int
    visit: int
    inspector: str
    rank: int
    """From 1, in the drawn order."""
    token: str
    """On the buttons."""
    state: AssignmentState
    told_at: datetime
    answer_by: datetime
    why: Why | None = None
    words: str = ""
    """The reason in the inspector's own words; sealed at rest."""
    asking: Asking = ""
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.state in _OPEN

    @property
    def holds(self) -> bool:
        """Whether it takes one of the visit's places: once accepted, nobody else is sent."""
        return self.state in _HOLDING

    @property
    def outcome(self) -> str:
        """As an auditor reads it: `DECLINED ill`."""
        return f"{self.state} {self.why}" if self.why else self.state.value

    def end(
        self, state: AssignmentState, at: datetime, why: Why | None = None, words: str = ""
    ) -> "Assignment":
        return replace(self, state=state, why=why, words=words, asking="", ended_at=at)


OUTCOME_WORDS = frozenset(f"{state} {why}" if why else state.value for state, why in OUTCOMES)


def in_hand(assignments: Sequence[Assignment]) -> int:
    """How many of the visit's places are taken."""
    return sum(one.holds for one in assignments)
