from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.estimate import (
    Observation,
    effective_answers,
    estimate,
    hajek,
    likeness,
)

YES = ("yes",)
WEIGHTS = st.floats(1e-3, 1e9)
SAMPLES = st.lists(
    st.builds(
        Observation, pick=st.integers(1, 9), weight=WEIGHTS, value=st.sampled_from(["yes", "no"])
    ),
    min_size=1,
    max_size=40,
)


def said(*values: str, weight: float = 1.0, first_pick: int = 1) -> list[Observation]:
    """One answer a pick."""
    return [Observation(pick=p, weight=weight, value=v) for p, v in enumerate(values, first_pick)]


def test_equal_weights_give_the_plain_share() -> None:
    found = estimate(said("yes", "yes", "yes", "no"), YES)
    assert found is not None
    assert (found.share, found.answers, found.effective) == (0.75, 4, 4.0)


def test_an_answer_counts_for_as_many_as_it_stands_for() -> None:
    sample = [*said("yes", weight=9), *said("no", weight=1, first_pick=2)]
    assert hajek(sample, YES) == 0.9


def test_kishs_effective_number() -> None:
    sample = [*said("yes", weight=3), *said("no", weight=1, first_pick=2)]
    assert isclose(effective_answers(sample, 1.0), (3 + 1) ** 2 / (9 + 1))


def test_answers_of_one_mind_within_a_pick_count_once() -> None:
    pairs = [Observation(pick=n // 2, weight=1, value="yes") for n in range(8)]
    assert effective_answers(pairs, 1.0) == 4
    assert effective_answers(pairs, 0.0) == 8


def test_likeness_is_told_from_enough_pairs() -> None:
    alike = [Observation(pick=n // 2, weight=1, value="yn"[n // 2 % 2]) for n in range(40)]
    apart = [Observation(pick=n // 2, weight=1, value="yn"[n % 2]) for n in range(40)]
    assert likeness(alike, ["y"], 0.5) == 1.0
    assert likeness(apart, ["y"], 0.5) == 0.0
    assert likeness(apart[:18], ["y"], 0.5) == 1.0, "nine pairs are too few"


def test_nothing_is_estimated_from_nothing() -> None:
    assert estimate([], YES) is None
    with pytest.raises(ValueError, match="expected observations"):
        hajek([], YES)


@pytest.mark.parametrize("weight", [0.0, -1.0])
def test_a_weight_that_stands_for_nobody_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        hajek(said("yes", weight=weight), YES)


@given(SAMPLES)
def test_a_share_lies_between_0_and_1_and_within_its_interval(sample: list[Observation]) -> None:
    found = estimate(sample, YES)
    assert found is not None
    assert 0 <= found.interval.low <= found.share <= found.interval.high <= 1
    assert 0 < found.effective <= found.answers * (1 + 1e-9)


@given(SAMPLES)
def test_yes_and_no_together_are_all(sample: list[Observation]) -> None:
    assert isclose(hajek(sample, YES) + hajek(sample, ("no",)), 1)


@given(SAMPLES, st.floats(1e-3, 1e3))
def test_only_the_proportions_of_weights_matter(sample: list[Observation], by: float) -> None:
    scaled = [Observation(pick=o.pick, weight=o.weight * by, value=o.value) for o in sample]
    assert isclose(hajek(scaled, YES), hajek(sample, YES), abs_tol=1e-9)


@given(SAMPLES)
def test_more_answers_are_wanted_exactly_where_the_interval_is_too_wide(
    sample: list[Observation],
) -> None:
    found = estimate(sample, YES)
    assert found is not None
    assert (found.more_answers(0.05) > 0) == (found.interval.half_width > 0.05)


def test_about_as_many_more_answers_as_promised_are_enough() -> None:
    few = estimate(said(*["yes", "no"] * 20), YES)
    assert few is not None
    more = few.more_answers(0.05)
    enough = estimate(said(*["yes", "no"] * ((40 + more + 1) // 2)), YES)
    assert enough is not None
    assert more == 341
    assert enough.more_answers(0.05) == 0
