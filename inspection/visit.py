"""What is done next about a visit: whom to tell, how long to wait, when it is over.

A visit is one pick of the draw `visits`. At a set hour of its own day the first inspectors in the
drawn order are told the place. Whoever declines or does not answer in time makes room for the next
in that order; whoever has accepted keeps the visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspection.assignment import Assignment, AssignmentState, in_hand

VISITS = "visits"
"""The draw that decides which team is visited, and by whom."""


class Outcome(StrEnum):
    VISITED = "VISITED"
    FAILED = "FAILED"
    """Accepted, and nobody visited."""
    NOT_ATTEMPTED = "NOT_ATTEMPTED"
    """Nobody was sent."""


class Unvisited(StrEnum):
    """Why nobody was sent."""

    NO_CANDIDATE = "no_candidate"
    NOBODY_FREE = "nobody_free"
    NOBODY_ACCEPTED = "nobody_accepted"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`order`: the inspectors as drawn; `places`: how many are sent; nobody new is told from
    `tell_until` on; what is not reported by `report_by` is over."""

    order: tuple[str, ...]
    places: int
    tell_at: datetime
    tell_until: datetime
    report_by: datetime


@dataclass(frozen=True, kw_only=True)
class Tell:
    inspector: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class Expire:
    assignment: Assignment


@dataclass(frozen=True, kw_only=True)
class GiveUp:
    """Accepted, and nothing was heard in the days for it."""

    assignment: Assignment


@dataclass(frozen=True, kw_only=True)
class Wait:
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Close:
    outcome: Outcome
    unvisited: Unvisited | None = None


Step = Tell | Expire | GiveUp | Wait | Close


def next_step(
    plan: Plan, assignments: Sequence[Assignment], now: datetime, *, paused: bool = False
) -> Step:
    """`assignments` in order of rank. In a paused region nobody new is told."""
    for one in assignments:
        if one.state is AssignmentState.TOLD and one.answer_by <= now:
            return Expire(assignment=one)
        if one.state is AssignmentState.ACCEPTED and plan.report_by <= now:
            return GiveUp(assignment=one)
    if now < plan.tell_at:
        return Wait(until=plan.tell_at)
    rank = max((one.rank for one in assignments), default=0) + 1
    telling = now < plan.tell_until and not paused
    if telling and rank <= len(plan.order) and in_hand(assignments) < plan.places:
        return Tell(inspector=plan.order[rank - 1], rank=rank)
    waiting = [_until(plan, one) for one in assignments if one.open]
    return Wait(until=min(waiting)) if waiting else _close(plan, assignments, paused)


def _until(plan: Plan, one: Assignment) -> datetime:
    return one.answer_by if one.state is AssignmentState.TOLD else plan.report_by


def _close(plan: Plan, assignments: Sequence[Assignment], paused: bool) -> Close:
    states = {one.state for one in assignments}
    if AssignmentState.DONE in states:
        return Close(outcome=Outcome.VISITED)
    if AssignmentState.FAILED in states:
        return Close(outcome=Outcome.FAILED)
    return Close(outcome=Outcome.NOT_ATTEMPTED, unvisited=_unvisited(plan, states, paused))


def _unvisited(plan: Plan, states: set[AssignmentState], paused: bool) -> Unvisited:
    if paused:
        return Unvisited.PAUSED
    if not plan.order:
        return Unvisited.NO_CANDIDATE
    told = states - {AssignmentState.PASSED}
    return Unvisited.NOBODY_ACCEPTED if told or not states else Unvisited.NOBODY_FREE
