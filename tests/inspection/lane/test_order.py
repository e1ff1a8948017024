from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inspection.lane.order import Due, Priority, Turns
from tests.inspection.lane.moments import NINE, after

BIG, SMALL = "530128", "530129"


def due(
    number: int,
    *,
    region: str = BIG,
    campaign: str = "calls",
    priority: Priority = Priority.FIRST,
    minutes: int = 0,
) -> Due[int]:
    return Due(
        id=number, priority=priority, campaign=campaign, region=region, due_at=after(60 * minutes)
    )


_DUE = st.builds(
    due,
    st.integers(1, 10**6),
    region=st.sampled_from([BIG, SMALL, "530130"]),
    campaign=st.sampled_from(["calls", "visits"]),
    priority=st.sampled_from(Priority),
    minutes=st.integers(0, 90),
)
_WORK = st.lists(_DUE, max_size=60, unique_by=lambda one: one.id)


def one_by_one(turns: Turns, work: list[Due[int]]) -> list[Due[int]]:
    """As a lane with one call a second serves it: it asks anew each time."""
    left, served = list(work), []
    while left:
        first = turns.order(left)[0]
        turns.served(first)
        left.remove(first)
        served.append(first)
    return served


@given(work=_WORK)
def test_everything_due_is_ordered_once(work: list[Due[int]]) -> None:
    assert sorted(one.id for one in Turns().order(work)) == sorted(one.id for one in work)


@given(work=_WORK, chance=st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_asked_in(
    work: list[Due[int]], chance: Random
) -> None:
    shuffled = list(work)
    chance.shuffle(shuffled)
    assert Turns().order(shuffled) == Turns().order(work)


@given(work=_WORK)
def test_who_waits_for_an_answer_goes_before_all_others(work: list[Due[int]]) -> None:
    priorities = [one.priority for one in Turns().order(work)]
    assert priorities == sorted(priorities)


@given(work=_WORK)
def test_within_a_region_the_oldest_goes_first(work: list[Due[int]]) -> None:
    flows = Counter((one.priority, one.campaign, one.region) for one in work)
    ordered = Turns().order(work)
    for flow in flows:
        mine = [o for o in ordered if (o.priority, o.campaign, o.region) == flow]
        assert all(a.due_at <= b.due_at for a, b in pairwise(mine))


def test_a_region_with_a_thousand_does_not_starve_one_with_three() -> None:
    backlog = [due(number) for number in range(1000)]
    late = [due(2000 + number, region=SMALL, minutes=30) for number in range(3)]
    first = Turns().order(backlog + late)[:6]
    assert [one.region for one in first] == [BIG, SMALL] * 3


def test_it_is_as_fair_when_asked_for_one_at_a_time() -> None:
    backlog = [due(number) for number in range(40)]
    late = [due(2000 + number, region=SMALL, minutes=30) for number in range(3)]
    served = one_by_one(Turns(), backlog + late)
    assert [one.region for one in served[:6]] == [BIG, SMALL] * 3


def test_campaigns_take_turns_however_many_regions_one_has() -> None:
    calls = [due(number, region=f"53{number:04d}") for number in range(20)]
    visits = [due(100 + number, campaign="visits", minutes=9) for number in range(4)]
    first = Turns().order(calls + visits)[:8]
    assert [one.campaign for one in first] == ["calls", "visits"] * 4


def test_a_region_that_was_idle_is_owed_nothing() -> None:
    turns = Turns()
    for number in range(50):
        turns.served(due(number))
    both = [due(100 + n) for n in range(10)] + [due(200 + n, region=SMALL) for n in range(10)]
    shares = Counter(one.region for one in one_by_one(turns, both)[:10])
    assert abs(shares[BIG] - shares[SMALL]) <= 1


@given(
    sizes=st.lists(st.integers(1, 15), min_size=2, max_size=4),
    before=st.lists(st.integers(0, 3), max_size=12),
)
def test_regions_that_all_have_work_are_served_alike(sizes: list[int], before: list[int]) -> None:
    turns = Turns()
    for region in before:
        turns.served(due(1, region=str(region)))
    work = [
        Due(id=1000 * region + n, priority=Priority.FIRST, campaign="calls", region=str(region),
            due_at=NINE + timedelta(minutes=n))
        for region, size in enumerate(sizes)
        for n in range(size)
    ]  # fmt: skip
    served = Counter[str]()
    for one in one_by_one(turns, work)[: min(sizes) * len(sizes)]:
        served[one.region] += 1
        shares = [served[str(region)] for region in range(len(sizes))]
        if max(shares) < min(sizes):
            assert max(shares) - min(shares) <= 2
