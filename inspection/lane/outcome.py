"""What the outcome of a request says about the lane that it went out on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from inspection.lane.barrier import Barrier
from inspection.lane.breaker import Outcomes
from inspection.lane.state import Channel, LaneRules, LaneState, Scope, scopes
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
    alone: bool = False
    """Whether it is said of the one channel and not of the whole lane."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A matter of the account or its settings: the next request would hear the same."""

    code: str
    heals: bool
    """Whether it may be put right at the provider, without our settings being changed."""
    alone: bool = False


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


def recorded(
    state: LaneState, channel: Channel, outcome: LaneOutcome, rules: LaneRules, now: datetime
) -> Changed:
    """Of a request that was made on a channel."""
    match outcome:
        case TooFast():
            return Changed(state=_too_fast(state, channel, outcome, now))
        case Refused():
            return _refused(state, channel, outcome, rules, now)
        case Unclear(code=code):
            return _failed(state, channel, code, rules, now)
    return _taken(state, channel, rules, now)


def stopped(state: LaneState, now: datetime) -> LaneState:
    """By an operator; nothing but an operator ends it."""
    return replace(state, barriers={"": Barrier.raised("operator", "", now)})


def resumed(state: LaneState) -> LaneState:
    """By an operator: whatever held it is forgotten, but not what was spent."""
    return replace(state, barriers={}, waits={}, too_fast=0, outcomes=Outcomes())


def _taken(state: LaneState, channel: Channel, rules: LaneRules, now: datetime) -> Changed:
    """What left before a barrier rose says nothing about what came since."""
    state = replace(state, too_fast=0)
    passed = [s for s, barrier in _met(state, channel) if _probing(barrier)]
    if not passed:
        held = any(True for _ in _met(state, channel))
        return Changed(state=state if held else _noted(state, True, rules, now))
    left = {s: barrier for s, barrier in state.barriers.items() if s not in passed}
    fresh = Outcomes().with_one(now, True, rules.breaker)
    return Changed(state=replace(state, barriers=left, outcomes=fresh), turn=Turn.GOES_AGAIN)


def _failed(
    state: LaneState, channel: Channel, code: str, rules: LaneRules, now: datetime
) -> Changed:
    met = dict(_met(state, channel))
    if met:
        again = {
            scope: barrier.failed(barrier.about, now, barrier.setup, heals=barrier.heals)
            for scope, barrier in met.items()
            if _probing(barrier)
        }
        return Changed(state=replace(state, barriers={**state.barriers, **again}))
    noted = _noted(state, False, rules, now)
    if not noted.outcomes.too_bad(rules.breaker):
        return Changed(state=noted)
    raised = {**noted.barriers, "": Barrier.raised("errors", code, now)}
    return Changed(state=replace(noted, barriers=raised), turn=Turn.BROKEN)


def _refused(
    state: LaneState, channel: Channel, refused: Refused, rules: LaneRules, now: datetime
) -> Changed:
    scope: Scope = channel if refused.alone else ""
    held = state.barriers.get(scope)
    if held is not None and held.kind == "operator":
        return Changed(state=state)
    if held is not None and held.kind == "configuration":
        if held.probe is not None:
            held = held.failed(refused.code, now, rules.setup, heals=refused.heals)
        return Changed(state=replace(state, barriers={**state.barriers, scope: held}))
    raised = Barrier.raised(
        "configuration", refused.code, now, setup=rules.setup, heals=refused.heals
    )
    return Changed(
        state=replace(state, barriers={**state.barriers, scope: raised}), turn=Turn.STOPPED
    )


def _too_fast(state: LaneState, channel: Channel, outcome: TooFast, now: datetime) -> LaneState:
    """At least as long as the provider asks for, and twice as long each time in a row; a longer
    wait stays. Too early is no fault, and no proof that the lane goes: a probe is made again."""
    back_off = min(_FIRST_BACK_OFF * 2.0 ** min(state.too_fast, 20), _LONGEST_BACK_OFF)
    asked = Wait(since=now, seconds=max(outcome.seconds, back_off))
    scope: Scope = channel if outcome.alone else ""
    known = state.waits.get(scope)
    if known is not None and not known.over(now) and known.until > asked.until:
        asked = known
    unprobed = {s: replace(barrier, probe=None) for s, barrier in _met(state, channel)}
    return replace(
        state,
        waits={**state.waits, scope: asked},
        barriers={**state.barriers, **unprobed},
        too_fast=state.too_fast + 1,
    )


def _met(state: LaneState, channel: Channel) -> Iterator[tuple[Scope, Barrier]]:
    return ((s, state.barriers[s]) for s in scopes(channel) if s in state.barriers)


def _probing(barrier: Barrier) -> bool:
    return barrier.probe is not None and barrier.kind != "operator"


def _noted(state: LaneState, ok: bool, rules: LaneRules, now: datetime) -> LaneState:
    return replace(state, outcomes=state.outcomes.with_one(now, ok, rules.breaker))
