"""What the outcome of a request says about the lane that it went out on."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from inspection.lane.barrier import Barrier
from inspection.lane.breaker import Outcomes
from inspection.lane.state import LaneRules, LaneState
from inspection.lane.wait import Wait


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The provider answered, and its answer was about this one request."""


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """The provider could not be reached, or nobody knows what became of it."""

    code: str


@dataclass(frozen=True, kw_only=True)
class TooFast:
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A matter of the account or its settings: the next request would hear the same."""

    code: str
    heals: bool
    """Whether it may be put right at the provider, without our settings being changed."""
    seconds: float = 0.0
    """How long the provider asks us to wait at least."""


_FIRST_BACK_OFF, _LONGEST_BACK_OFF = 1.0, 600.0
"""Seconds."""
LaneOutcome = Taken | Unclear | TooFast | Refused


class Turn(StrEnum):
    """What has changed about a lane so that somebody should hear of it."""

    NONE = ""
    STOPPED = "stopped"
    BROKEN = "broken"
    GOES_AGAIN = "goes again"


@dataclass(frozen=True, kw_only=True)
class Changed:
    state: LaneState
    turn: Turn = Turn.NONE


def recorded(state: LaneState, outcome: LaneOutcome, rules: LaneRules, now: datetime) -> Changed:
    match outcome:
        case TooFast(seconds=seconds):
            return Changed(state=_too_fast(state, seconds, now))
        case Refused(code=code, heals=heals, seconds=seconds):
            return _refused(_waiting(state, seconds, now), code, rules, now, heals=heals)
        case Unclear(code=code):
            return _failed(state, code, rules, now)
    return _taken(state, rules, now)


def stopped(state: LaneState, reason: str, now: datetime) -> LaneState:
    """By an operator; nothing but an operator ends it."""
    return replace(state, barrier=Barrier.raised("operator", reason, now))


def resumed(state: LaneState) -> LaneState:
    """By an operator: whatever held it is forgotten, but not what was spent."""
    return replace(state, barrier=None, wait=None, too_fast=0, outcomes=Outcomes())


def _taken(state: LaneState, rules: LaneRules, now: datetime) -> Changed:
    held, state = state.barrier, replace(state, too_fast=0)
    if held is None:
        return Changed(state=_noted(state, True, rules, now))
    if held.probe is None or held.kind == "operator":
        # It left before the barrier rose, and says nothing about what came since.
        return Changed(state=state)
    fresh = Outcomes().with_one(now, True, rules.breaker)
    return Changed(state=replace(state, barrier=None, outcomes=fresh), turn=Turn.GOES_AGAIN)


def _failed(state: LaneState, code: str, rules: LaneRules, now: datetime) -> Changed:
    held = state.barrier
    if held is not None:
        if held.probe is None or held.kind == "operator":
            return Changed(state=state)
        again = held.failed(held.about, now, held.setup, heals=held.heals)
        return Changed(state=replace(state, barrier=again))
    noted = _noted(state, False, rules, now)
    if not noted.outcomes.too_bad(rules.breaker):
        return Changed(state=noted)
    return Changed(
        state=replace(noted, barrier=Barrier.raised("errors", code, now)), turn=Turn.BROKEN
    )


def _refused(
    state: LaneState, code: str, rules: LaneRules, now: datetime, *, heals: bool
) -> Changed:
    held = state.barrier
    if held is not None and held.kind == "operator":
        return Changed(state=state)
    if held is not None and held.kind == "configuration":
        again = held
        if held.probe is not None:
            again = held.failed(code, now, rules.setup, heals=heals)
        return Changed(state=replace(state, barrier=again))
    barrier = Barrier.raised("configuration", code, now, setup=rules.setup, heals=heals)
    return Changed(state=replace(state, barrier=barrier), turn=Turn.STOPPED)


def _noted(state: LaneState, ok: bool, rules: LaneRules, now: datetime) -> LaneState:
    return replace(state, outcomes=state.outcomes.with_one(now, ok, rules.breaker))


def _too_fast(state: LaneState, seconds: float, now: datetime) -> LaneState:
    """At least as long as the provider asks for, and twice as long each time in a row."""
    back_off = min(_FIRST_BACK_OFF * 2.0 ** min(state.too_fast, 20), _LONGEST_BACK_OFF)
    # Too early is no fault, and no proof that the lane goes: a probe is made again.
    barrier = replace(state.barrier, probe=None) if state.barrier is not None else None
    again = replace(state, barrier=barrier, too_fast=state.too_fast + 1)
    return _waiting(again, max(seconds, back_off), now)


def _waiting(state: LaneState, seconds: float, now: datetime) -> LaneState:
    """A longer wait stays."""
    if seconds <= 0:
        return state
    asked = Wait(since=now, seconds=seconds)
    if state.wait is not None and not state.wait.over(now) and state.wait.until > asked.until:
        return state
    return replace(state, wait=asked)
