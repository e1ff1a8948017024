"""The fair order of what is due: people who wait first, then in turns by campaign and region.

By time alone, whoever queues ten thousand letters at once is served before everybody who comes
later, and a county with a hundred villages before the one with three.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Generic, TypeVar


class Priority(IntEnum):
    """Lower goes first."""

    REPLY = 0
    """Somebody has just answered and waits for the next question."""
    RETRY = 1
    """A reminder or a further try: its days run out."""
    FIRST = 2
    NEWS = 3
    """Announcements, summaries, invitations: nobody's time runs."""


Id = TypeVar("Id", int, str)
_MANY = 10_000
"""Flows are remembered up to so many, then those forgotten that are owed nothing."""


@dataclass(frozen=True, kw_only=True)
class Due(Generic[Id]):
    """One piece of work. `campaign`: what it belongs to, such as calls, visits, announcements;
    `region`: the code by which turns are taken."""

    id: Id
    priority: Priority
    campaign: str
    region: str
    due_at: datetime


@dataclass(kw_only=True)
class Turns:
    """Who was served so far: without it, whoever asks for one piece of work at a time would serve
    the oldest backlog only. Start-time fair queuing: a flow that was idle is owed nothing."""

    _of_campaign: "_Level" = field(default_factory=lambda: _Level(), init=False)
    _of_region: "dict[str, _Level]" = field(default_factory=dict, init=False)

    def order(self, due: Iterable[Due[Id]]) -> list[Due[Id]]:
        """All of it, in the order in which it should leave; changes nothing. O(n log n). The same
        for every order in which it is given."""
        ranked: dict[Priority, list[Due[Id]]] = defaultdict(list)
        for one in due:
            ranked[one.priority].append(one)
        return [one for rank in sorted(ranked) for one in self._in_turns(ranked[rank])]

    def served(self, one: Due[Id]) -> None:
        self._of_campaign.served(one.campaign)
        self._of_region.setdefault(one.campaign, _Level()).served(one.region)

    def _in_turns(self, due: Sequence[Due[Id]]) -> list[Due[Id]]:
        """Campaigns take turns, and within each campaign its regions."""
        campaigns: dict[str, list[Due[Id]]] = defaultdict(list)
        for one in due:
            campaigns[one.campaign].append(one)
        return self._of_campaign.interleaved(
            {
                campaign: self._regions(campaign).interleaved(_by_region(found))
                for campaign, found in campaigns.items()
            }
        )

    def _regions(self, campaign: str) -> "_Level":
        return self._of_region.get(campaign) or _Level()


@dataclass(kw_only=True)
class _Level:
    """Flows that take turns with each other."""

    _next: dict[str, int] = field(default_factory=dict)
    """Flow -> the round in which its next piece of work is served."""
    _round: int = 0
    """The latest round that was served."""

    def interleaved(self, flows: Mapping[str, Sequence[Due[Id]]]) -> list[Due[Id]]:
        keyed = [
            (self._start(flow) + place, one.due_at, flow, place, one)
            for flow, found in flows.items()
            for place, one in enumerate(found)
        ]
        keyed.sort(key=lambda entry: entry[:4])
        return [entry[4] for entry in keyed]

    def served(self, flow: str) -> None:
        start = self._start(flow)
        self._round = max(self._round, start)
        self._next[flow] = start + 1
        if len(self._next) > _MANY:
            self._next = {f: n for f, n in self._next.items() if n > self._round}

    def _start(self, flow: str) -> int:
        return max(self._next.get(flow, 0), self._round)


def _by_region(due: Sequence[Due[Id]]) -> dict[str, list[Due[Id]]]:
    regions: dict[str, list[Due[Id]]] = defaultdict(list)
    for one in sorted(due, key=lambda one: (one.due_at, str(one.id).zfill(20))):
        regions[one.region].append(one)
    return regions
