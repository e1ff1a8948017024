"""The state of a lane as plain data, for the store, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from inspection.lane.barrier import Barrier
from inspection.lane.breaker import Outcomes
from inspection.lane.state import Channel, Down, LaneState, Scope
from inspection.lane.wait import Wait

_CHANNELS: tuple[Channel, ...] = get_args(Channel)
_SCOPES: tuple[Scope, ...] = get_args(Scope)


def data_of(state: LaneState) -> dict[str, Any]:
    return {
        "paces": {channel: [_text(at) for at in recent] for channel, recent in state.paces.items()},
        "outcomes": [[_text(at), ok] for at, ok in state.outcomes.recent],
        "waits": {scope: _wait(wait) for scope, wait in state.waits.items()},
        "too_fast": state.too_fast,
        "barriers": {scope: _barrier(one) for scope, one in state.barriers.items()},
        "spent_out": state.spent_out,
        "downs": [[one.scope, _text(one.start), _text(one.end)] for one in state.downs],
    }


def state_of(data: Mapping[str, Any]) -> LaneState:
    """Of what `data_of` made; an empty one is a lane that never sent anything."""
    paces, waits = data.get("paces", {}), data.get("waits", {})
    barriers = data.get("barriers", {})
    return LaneState(
        paces={c: tuple(_moment(at) for at in paces[c]) for c in _CHANNELS if c in paces},
        outcomes=Outcomes(recent=tuple((_moment(at), ok) for at, ok in data.get("outcomes", ()))),
        waits={s: _wait_of(waits[s]) for s in _SCOPES if s in waits},
        too_fast=data.get("too_fast", 0),
        barriers={s: _barrier_of(barriers[s]) for s in _SCOPES if s in barriers},
        spent_out=data.get("spent_out", ""),
        downs=tuple(
            Down(scope=scope, start=_moment(start), end=_moment(end))
            for scope, start, end in data.get("downs", ())
        ),
    )


def _text(moment: datetime) -> str:
    return moment.isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _wait(wait: Wait) -> dict[str, Any]:
    return {"since": _text(wait.since), "seconds": wait.seconds}


def _wait_of(data: Mapping[str, Any]) -> Wait:
    return Wait(since=_moment(data["since"]), seconds=data["seconds"])


def _barrier(barrier: Barrier) -> dict[str, Any]:
    return {
        "kind": barrier.kind,
        "about": barrier.about,
        "since": _text(barrier.since),
        "setup": barrier.setup,
        "heals": barrier.heals,
        "failures": barrier.failures,
        "pause": _wait(barrier.pause),
        "probe": None if barrier.probe is None else _wait(barrier.probe),
    }


def _barrier_of(data: Mapping[str, Any]) -> Barrier:
    return Barrier(
        kind=data["kind"],
        about=data["about"],
        since=_moment(data["since"]),
        setup=data["setup"],
        heals=data["heals"],
        failures=data["failures"],
        pause=_wait_of(data["pause"]),
        probe=None if data["probe"] is None else _wait_of(data["probe"]),
    )
