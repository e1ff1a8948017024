"""Which product is killed where: drawn from a seed, so that each point has its turn at different
moments of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from fieldwork.crash_point import CrashPoint
from tests.crashes.day import Kill

A_DAY = 13
"""Kills, one product after the other."""
IN_FLIGHT = ("twilio.calls.create", "telegram.sendMessage", "twilio.messages.create")
"""The provider has executed the request, and its answer is under way."""
POLLING = {CrashPoint.UPDATES_FETCHED}
"""Not passed where the messenger delivers updates."""
RECORDING = {CrashPoint.RECORDING_HEARD, CrashPoint.RECORDING_DELETED}
"""Not passed where nobody is recorded."""
POINTS = (
    *(point.name for point in CrashPoint if point not in POLLING | RECORDING),
    *IN_FLIGHT,
)
_DOWN = (timedelta(0), timedelta(0), timedelta(seconds=20), timedelta(minutes=3))
_DOWN_BEFORE_THE_DRAW = (timedelta(0), timedelta(seconds=5))
"""A slot that opens while nobody is there is missed, and is never drawn later."""
_ONE_A_DAY = {
    "LETTERS_": "letter",
    "telegram": "letter",
    "TEXT_": "text",
    "twilio.messages": "text",
}
"""What was unclear twice is given up, and not sent a third time."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    position: int
    """In the order of a day on which nobody is killed."""
    name: str


def draw_days(passed: Sequence[str], days: int, seed: int) -> list[list[Kill]]:
    """`passed`: the points of a day on which nobody was killed, in their order. Each point has its
    turn before any has another one."""
    chance = Random(seed)
    planned: list[list[Planned]] = [[] for _ in range(days)]
    first = True
    while any(len(day) < A_DAY for day in planned):
        names = chance.sample(POINTS, len(POINTS))
        for name in sorted(names, key=lambda one: not _family(one)) if first else names:
            position = chance.choice([n for n, one in enumerate(passed) if one == _seen_as(name)])
            room = [d for d in planned if len(d) < A_DAY and not _clashes(d, name, position)]
            if room:
                chance.choice(room).append(Planned(position=position, name=name))
        first = False
    return [_kills(sorted(day, key=lambda one: one.position), passed, chance) for day in planned]


def _kills(day: Sequence[Planned], passed: Sequence[str], chance: Random) -> list[Kill]:
    kills: list[Kill] = []
    before = 0
    for one in day:
        since = passed[before : one.position + 1]
        # What was killed before may leave one less of them.
        left = passed[before:].count(_seen_as(one.name)) - bool(kills)
        nth = max(1, min(left, since.count(_seen_as(one.name))))
        drawn = CrashPoint.DRAW_COMMITTED.name not in passed[one.position + 1 :]
        down = chance.choice(_DOWN if drawn else _DOWN_BEFORE_THE_DRAW)
        kills.append(Kill(at=one.name, nth=nth, down=down))
        before = one.position + 1
    return kills


def _seen_as(name: str) -> str:
    """The point that is passed right after the request."""
    return {
        "twilio.calls.create": "CALL_ANSWERED",
        "telegram.sendMessage": "LETTERS_ANSWERED",
        "twilio.messages.create": "TEXT_ANSWERED",
    }.get(name, name)


def _family(name: str) -> str:
    """Of those of which there is one a day; "" for all others."""
    return next((family for start, family in _ONE_A_DAY.items() if name.startswith(start)), "")


def _clashes(day: Sequence[Planned], name: str, position: int) -> bool:
    family = _family(name)
    return any(one.position == position or (family and _family(one.name) == family) for one in day)
