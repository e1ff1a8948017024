"""The state of a lane as plain data, for the store, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from inspection.lane.barrier import Barrier
from inspection.lane.breaker import Outcomes
from inspection.lane.state import Channel, LaneState
from inspection.lane.wait import Wait

_CHANNELS: tuple[Channel, ...] = get_args(Channel)


def data_of(state: LaneState) -> dict[str, Any]:
    return {
        "paces": {channel: [_text(at) for at in recent] for channel, recent in state.paces.items()},
        "outcomes": [[_text(at), ok] for at, ok in state.outcomes.recent],
        "wait": _wait(state.wait),
        "too_fast": state.too_fast,
        "barrier": _barrier(state.barrier),
    }


def state_of(data: Mapping[str, Any]) -> LaneState:
    """Of what `data_of` made; an empty one is a lane that never sent anything."""
    paces = data.get("paces", {})
    return LaneState(
        paces={c: tuple(_moment(at) for at in paces[c]) for c in _CHANNELS if c in paces},
        outcomes=Outcomes(recent=tuple((_moment(at), ok) for at, ok in data.get("outcomes", ()))),
        wait=_wait_of(data.get("wait")),
        too_fast=data.get("too_fast", 0),
        barrier=_barrier_of(data.get("barrier")),
    )


def _text(moment: datetime) -> str:
    return moment.isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _wait(wait: Wait | None) -> dict[str, Any] | None:
    return None if wait is None else {"since": _text(wait.since), "seconds": wait.seconds}


def _wait_of(data: Mapping[str, Any] | None) -> Wait | None:
    return None if data is None else Wait(since=_moment(data["since"]), seconds=data["seconds"])


def _barrier(barrier: Barrier | None) -> dict[str, Any] | None:
    if barrier is None:
        return None
    return {
        "kind": barrier.kind,
        "about": barrier.about,
        "since": _text(barrier.since),
        "setup": barrier.setup,
        "heals": barrier.heals,
        "failures": barrier.failures,
        "pause": _wait(barrier.pause),
        "probe": _wait(barrier.probe),
    }


def _barrier_of(data: Mapping[str, Any] | None) -> Barrier | None:
    if data is None:
        return None
    pause = _wait_of(data["pause"])
    assert pause is not None, "every barrier has a pause"
    return Barrier(
        kind=data["kind"],
        about=data["about"],
        since=_moment(data["since"]),
        setup=data["setup"],
        heals=data["heals"],
        failures=data["failures"],
        pause=pause,
        probe=_wait_of(data["probe"]),
    )
