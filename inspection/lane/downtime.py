"""When nothing could leave on lanes for a reason of ours or of the carrier: what it took from
people's hours is not their silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from inspection.lane.state import Channel, Down, LaneState, scopes
from inspection.pause import Standstill, merged

SHORTEST = timedelta(minutes=15)
"""As of an outage of the program: a lane that is back so soon took nothing from anybody."""
_KEPT = timedelta(days=60)
"""Longer than any contact is open."""
_MOST = 200


def ended(before: LaneState, after: LaneState, now: datetime) -> LaneState:
    """`after`, with the end of each barrier of `before` that is there no more."""
    over = [
        Down(scope=scope, start=barrier.since, end=now)
        for scope, barrier in before.barriers.items()
        if scope not in after.barriers or after.barriers[scope].since != barrier.since
    ]
    if not over:
        return after
    kept = [one for one in (*after.downs, *over) if one.end > now - _KEPT]
    return replace(after, downs=tuple(kept[-_MOST:]))


def downtime(state: LaneState, channel: Channel, now: datetime) -> tuple[Standstill, ...]:
    """In order, apart; what still lasts reaches up to now."""
    mine = scopes(channel)
    past = [Standstill(one.start, one.end) for one in state.downs if one.scope in mine]
    lasting = [Standstill(barrier.since, now) for barrier in state.before(channel)]
    return merged(one for one in (*past, *lasting) if one.start < one.end)


def of_all(lanes: Sequence[Sequence[Standstill]]) -> tuple[Standstill, ...]:
    """When all of them were down at once, for a quarter of an hour at least."""
    if not lanes:
        return ()
    common = list(lanes[0])
    for other in lanes[1:]:
        common = [
            Standstill(max(a.start, b.start), min(a.end, b.end))
            for a in common
            for b in other
            if max(a.start, b.start) < min(a.end, b.end)
        ]
    return tuple(one for one in common if one.end - one.start >= SHORTEST)
