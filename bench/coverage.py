"""How often a 95 % interval holds the truth, over 400 seeded periods: with the weights of the
stages, and without them. Run as `python -m bench.coverage`."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bench.survey_world import ZONE, SurveyWorld
from inspection.estimate import Estimate, Observation, estimate
from inspection.policy import Policy
from inspection.sample import SampledPick
from inspection.topic import TOPICS, Topic
from inspection.weighting import Weighting

RUNS = 400
LEAST, MOST = 0.92, 0.98
"""Where the coverage of an interval of 95 % must lie over 400 runs."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    size: str
    topic: str
    weighted: bool
    truth: float
    estimates: tuple[Estimate, ...]
    """One a run."""

    @property
    def mean(self) -> float:
        return sum(one.share for one in self.estimates) / len(self.estimates)

    @property
    def covered(self) -> float:
        held = (one.interval.low <= self.truth <= one.interval.high for one in self.estimates)
        return sum(held) / len(self.estimates)

    @property
    def holds(self) -> bool:
        return not self.weighted or LEAST <= self.covered <= MOST

    def line(self) -> str:
        weights = "with" if self.weighted else "without"
        answers = sum(one.answers for one in self.estimates) / len(self.estimates)
        return (
            f"| {self.size} | {self.topic} | {weights} | {answers:.0f} | {self.truth:.3f} |"
            f" {self.mean:.3f} | {self.covered * 100:.1f} % |"
        )


def county(seed: int = 21) -> SurveyWorld:
    """16 teams, half a year at three times the ordinary rate."""
    policy = Policy.of({"draw.rate_milli": "6000"})
    return SurveyWorld(teams=16, days=124, policy=policy, seed=seed)


def province(days: int, seed: int = 22) -> SurveyWorld:
    """8,192 teams in counties of 64, at the ordinary rate."""
    return SurveyWorld(teams=8192, days=days, policy=Policy.of({}), seed=seed, county_size=64)


_ASKED = (("attendance", ("village",)), ("fair", ("yes",)))


def measure(size: str, world: SurveyWorld, runs: int = RUNS) -> list[Coverage]:
    truths = world.truth()
    found: dict[tuple[str, bool], list[Estimate]] = defaultdict(list)
    for picks in world.runs(runs):
        for topic, values in _ASKED:
            for weighted, one in _estimates(TOPICS[topic], values, picks):
                found[topic, weighted].append(one)
    return [
        Coverage(
            size=size, topic=topic, weighted=weighted, truth=truth,
            estimates=tuple(found[topic, weighted]),
        )
        for (topic, _), truth in zip(_ASKED, truths, strict=True)
        for weighted in (True, False)
    ]  # fmt: skip


def _estimates(
    topic: Topic, values: tuple[str, ...], picks: Sequence[SampledPick]
) -> Iterator[tuple[bool, Estimate]]:
    """With the weights of the stages, and as if everybody stood for as many."""
    observations = Weighting.of(topic.kind, picks, _zone_of).observations(topic, picks)
    plain = [Observation(pick=one.pick, weight=1.0, value=one.value) for one in observations]
    for weighted, said in ((True, observations), (False, plain)):
        found = estimate(said, values)
        assert found is not None, "every run has answers"
        yield weighted, found


def _zone_of(village: str) -> ZoneInfo:
    return ZONE


def main() -> int:
    print(f"Coverage of 95 % intervals over {RUNS} runs (must be {LEAST:.0%} to {MOST:.0%}):\n")
    print("| size | estimate of | weights | answers | truth | mean | covered |")
    print("|---|---|---|---|---|---|---|")
    found = [*measure("county", county()), *measure("province", province(days=3))]
    for one in found:
        print(one.line())
    missed = [one for one in found if not one.holds]
    for one in missed:
        print(f"\nMISSED: {one.line()}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
