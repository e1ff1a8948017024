"""The results of a region and its parts: shares with their intervals, outcome rates, and which of
them stay hidden. Regions come in order of their codes, never of their results."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from inspection.contact import ContactKind
from inspection.disclosure import VILLAGE_WAIT, Answered, hidden_regions, part_length
from inspection.estimate import Estimate, estimate
from inspection.outcome_rates import OutcomeRates
from inspection.region import VILLAGE_DIGITS, contains
from inspection.sample import SampledContact, SampledPick
from inspection.topic import Topic
from inspection.weighting import Weighting, ZoneOf

KINDS: tuple[ContactKind, ...] = ("official", "household")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of a topic's result."""

    value: str
    estimate: Estimate


@dataclass(frozen=True, kw_only=True)
class TopicResult:
    """`figures` is empty where the result is hidden, or where nobody answered; a hidden one does
    not even say how many answers it has."""

    region: str
    topic: str
    hidden: bool
    answers: int
    figures: tuple[Figure, ...]
    more_contacts: int
    """About so many more contacts make every line's interval as narrow as was asked for."""


@dataclass(frozen=True, kw_only=True)
class RatesResult:
    """`rates` is None where they are hidden: they tell how many answered."""

    region: str
    kind: ContactKind
    rates: OutcomeRates | None


@dataclass(frozen=True, kw_only=True)
class Results:
    region: str
    picks: int
    topics: tuple[TopicResult, ...]
    rates: tuple[RatesResult, ...]


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """What is asked of a sample. `picks` are all of the period and of every region: what must stay
    hidden in one depends on those beside it."""

    picks: Sequence[SampledPick]
    zone_of: ZoneOf
    now: datetime
    margin: float
    """The wanted half of an interval's width, as a share."""

    def results(self, region: str, topics: Collection[Topic], *, parts: bool) -> Results:
        regions = [region, *(self._parts(region) if parts else ())]
        weightings = {kind: Weighting.of(kind, self.picks, self.zone_of) for kind in KINDS}
        shown = {code: self._inside(code) for code in regions}
        hidden = {topic.name: self._hidden(topic.kind, topic) for topic in topics}
        unrated = {kind: self._hidden(kind, None) for kind in KINDS}
        return Results(
            region=region,
            picks=len(shown[region]),
            topics=tuple(
                _topic_result(
                    code, topic, shown[code], weightings[topic.kind], self.margin,
                    hidden=code in hidden[topic.name],
                )
                for topic in topics
                for code in regions
            ),
            rates=tuple(
                _rates_result(code, kind, shown[code], hidden=code in unrated[kind])
                for kind in KINDS
                for code in regions
            ),
        )  # fmt: skip

    def _inside(self, region: str) -> list[SampledPick]:
        return [pick for pick in self.picks if contains(region, pick.village)]

    def _parts(self, region: str) -> list[str]:
        """Those in which anything was drawn."""
        if len(region) == VILLAGE_DIGITS:
            return []
        digits = part_length(region)
        return sorted({pick.village[:digits] for pick in self._inside(region)})

    def _hidden(self, kind: ContactKind, topic: Topic | None) -> frozenset[str]:
        """By who answered the topic, or, without one, by who answered at all."""
        people: dict[str, set[str]] = {}
        latest: dict[str, datetime] = {}
        for pick in self.picks:
            for one in pick.of_kind(kind):
                if _says(pick, one, topic):
                    people.setdefault(pick.village, set()).add(one.person)
                    answered = one.answered_at or one.planned_at
                    latest[pick.village] = max(answered, latest.get(pick.village, answered))
        return hidden_regions(
            {
                village: Answered(people=len(them), ripe=self.now - latest[village] >= VILLAGE_WAIT)
                for village, them in people.items()
            }
        )


def _says(pick: SampledPick, contact: SampledContact, topic: Topic | None) -> bool:
    if topic is None:
        return contact.answered
    return topic.value(pick, contact) is not None


def _topic_result(
    region: str,
    topic: Topic,
    picks: Sequence[SampledPick],
    weighting: Weighting,
    margin: float,
    *,
    hidden: bool,
) -> TopicResult:
    if hidden:
        return TopicResult(
            region=region, topic=topic.name, hidden=True, answers=0, figures=(), more_contacts=0
        )
    observations = weighting.observations(topic, picks)
    figures = tuple(
        Figure(value=line, estimate=found)
        for line, values in topic.values.items()
        if (found := estimate(observations, values)) is not None
    )
    contacts = sum(len(pick.of_kind(topic.kind)) for pick in picks)
    more = max((figure.estimate.more_answers(margin) for figure in figures), default=0)
    return TopicResult(
        region=region,
        topic=topic.name,
        hidden=False,
        answers=len(observations),
        figures=figures,
        more_contacts=ceil(more * contacts / len(observations)) if observations else 0,
    )


def _rates_result(
    region: str, kind: ContactKind, picks: Sequence[SampledPick], *, hidden: bool
) -> RatesResult:
    ended = [one.disposition for pick in picks for one in pick.of_kind(kind)]
    return RatesResult(region=region, kind=kind, rates=None if hidden else OutcomeRates.of(ended))
