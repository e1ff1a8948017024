"""The product's own weights and intervals, over 400 seeded periods whose truth is known."""

from functools import cache

import pytest

from bench.coverage import LEAST, MOST, RUNS, Coverage, county, measure, province


@cache
def coverage(size: str) -> dict[tuple[str, bool], Coverage]:
    world = county() if size == "county" else province(days=1)
    return {(one.topic, one.weighted): one for one in measure(size, world)}


@pytest.mark.xdist_group("coverage")
@pytest.mark.parametrize("topic", ["attendance", "fair"])
@pytest.mark.parametrize("size", ["county", "province"])
def test_an_interval_of_95_percent_holds_the_truth_that_often(size: str, topic: str) -> None:
    found = coverage(size)[topic, True]
    assert len(found.estimates) == RUNS
    assert LEAST <= found.covered <= MOST
    assert abs(found.mean - found.truth) < 0.01


@pytest.mark.xdist_group("coverage")
def test_without_the_weights_of_the_stages_it_does_not() -> None:
    plain, weighted = (coverage("province")["attendance", kind] for kind in (False, True))
    assert plain.covered < LEAST
    assert plain.mean - plain.truth > 0.02
    assert abs(weighted.mean - weighted.truth) < 0.005
