"""The weight of each answer: how many people and slots of its region it stands for."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from inspection.contact import ContactKind
from inspection.estimate import Observation
from inspection.rate import PPB
from inspection.region import COUNTY_DIGITS
from inspection.response_cell import Cell, response_shares
from inspection.sample import SampledPick
from inspection.topic import Topic
from inspection.window import part_of_day

ZoneOf = Callable[[str], ZoneInfo]
"""Village -> its time zone."""


@dataclass(frozen=True, kw_only=True)
class Weighting:
    """Of one kind of people: `w = m / (pi rho)` a pick, shared by those who answered in it.

    m: candidates of the unit, since one was drawn among so many; pi: the unit's chance in the slot;
    rho: the share of answered picks in the cell. A question that was itself drawn counts for the
    times it was not: its weight is divided by its own chance.
    """

    kind: ContactKind
    shares: Mapping[Cell, float]
    zone_of: ZoneOf

    @classmethod
    def of(cls, kind: ContactKind, picks: Sequence[SampledPick], zone_of: ZoneOf) -> "Weighting":
        """From all picks of the period, answered or not, in which somebody of this kind was to be
        asked."""
        answered = [
            (cell_of(pick, kind, zone_of), any(one.answered for one in pick.of_kind(kind)))
            for pick in picks
            if pick.of_kind(kind)
        ]
        return cls(kind=kind, shares=response_shares(answered), zone_of=zone_of)

    def observations(self, topic: Topic, picks: Sequence[SampledPick]) -> list[Observation]:
        return [one for pick in picks for one in self._of_pick(topic, pick)]

    def _of_pick(self, topic: Topic, pick: SampledPick) -> list[Observation]:
        contacts = pick.of_kind(self.kind)
        answering = sum(one.answered for one in contacts)
        if not answering:
            return []
        rho = self.shares[cell_of(pick, self.kind, self.zone_of)]
        weight = pick.candidates(self.kind) * PPB / (pick.pi_ppb * rho * answering)
        return [
            Observation(pick=pick.id, weight=weight / topic.chance(one), value=value)
            for one in contacts
            if (value := topic.value(pick, one)) is not None
        ]


def cell_of(pick: SampledPick, kind: ContactKind, zone_of: ZoneOf) -> Cell:
    """By the moment for which the pick's first contact of this kind was drawn."""
    planned = next((one.planned_at for one in pick.of_kind(kind)), pick.picked_for)
    part = part_of_day(planned, zone_of(pick.village))
    return Cell(county=pick.village[:COUNTY_DIGITS], part=part)


def people_by_village(topic: Topic, picks: Sequence[SampledPick]) -> Mapping[str, int]:
    """Different people who answered, by village code."""
    found = {
        (pick.village, one.person)
        for pick in picks
        for one in pick.of_kind(topic.kind)
        if topic.value(pick, one) is not None
    }
    return Counter(village for village, _ in found)
