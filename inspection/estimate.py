"""Estimates of a share from drawn people: Hajek's ratio with the weights of the draw.

`R = sum(w y) / sum(w)` (J. Hajek, comment in "Foundations of Statistical Inference", 1971). The
effective number of answers follows L. Kish, "Survey Sampling" (1965): unequal weights make answers
worth less, and so do answers from one pick that resemble each other.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from inspection.interval import Interval, n_needed, wilson

_LEAST_PAIRS = 10
"""With fewer pairs of answers from one pick their likeness cannot be told: then they count as
one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One person's answer to one question. `pick`: answers with the same number were drawn
    together; `weight`: for how many people and slots it stands, more than 0."""

    pick: int
    weight: float
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A share of all people and slots of a region and period."""

    answers: int
    effective: float
    """So many answers of equal weight, drawn independently, would be as sure: n_eff."""
    share: float
    interval: Interval
    """95 %."""

    @property
    def design_effect(self) -> float:
        return self.answers / self.effective

    def more_answers(self, margin: float) -> int:
        """About how many more answers of this kind bring the interval to +- `margin`; 0 if it is
        that narrow already."""
        if self.interval.half_width <= margin:
            return 0
        missing = n_needed(self.share, margin) - self.effective
        return max(1, ceil(missing * self.design_effect))


def estimate(observations: Sequence[Observation], values: Collection[str]) -> Estimate | None:
    """The share of answers that are one of `values`; None without answers."""
    if not observations:
        return None
    share = hajek(observations, values)
    effective = effective_answers(observations, likeness(observations, values, share))
    return Estimate(
        answers=len(observations),
        effective=effective,
        share=share,
        interval=wilson(share, effective),
    )


def hajek(observations: Sequence[Observation], values: Collection[str]) -> float:
    """Raises ValueError on a weight that is not more than 0, or without observations."""
    if not observations or any(one.weight <= 0 for one in observations):
        raise ValueError("expected observations, each with a weight of more than 0")
    whole = sum(one.weight for one in observations)
    hit = sum(one.weight for one in observations if one.value in values)
    return min(1.0, hit / whole)


def effective_answers(observations: Sequence[Observation], likeness: float) -> float:
    """(sum w)^2 over the variance that the weights leave, answers of one pick being alike to the
    degree of `likeness` (0 to 1). With one answer a pick it is Kish's (sum w)^2 / sum w^2."""
    weights, squares = defaultdict[int, float](float), defaultdict[int, float](float)
    for one in observations:
        weights[one.pick] += one.weight
        squares[one.pick] += one.weight**2
    variance = sum(
        (1 - likeness) * squares[pick] + likeness * weights[pick] ** 2 for pick in weights
    )
    return sum(weights.values()) ** 2 / variance


def likeness(observations: Sequence[Observation], values: Collection[str], share: float) -> float:
    """The correlation of answers within a pick, by the mean product of their deviations over all
    pairs, held between 0 and 1. Too few pairs, or all of one mind: 1, which promises nothing."""
    together = defaultdict[int, list[float]](list)
    for one in observations:
        together[one.pick].append((one.value in values) - share)
    products = [a * b for answers in together.values() for a, b in combinations(answers, 2)]
    spread = share * (1 - share)
    if len(products) < _LEAST_PAIRS or spread <= 0:
        return 1.0
    return min(1.0, max(0.0, sum(products) / len(products) / spread))
