import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.rate import PPB, floor_ppb, pi_ppb

FLOOR = floor_ppb(16, 63)


@given(
    rate=st.integers(0, 1_000_000),
    weight=st.integers(1, PPB),
    floor=st.integers(0, PPB),
    data=st.data(),
)
def test_a_chance_is_never_below_the_base_chance(
    rate: int, weight: int, floor: int, data: st.DataObject
) -> None:
    remaining = data.draw(st.integers(weight, PPB))

    def chance(*, covered: bool) -> int:
        return pi_ppb(
            rate_milli=rate,
            weight_ppb=weight,
            remaining_ppb=remaining,
            floor_ppb=floor,
            covered=covered,
        )

    base = chance(covered=True)
    assert 0 <= base <= chance(covered=False) <= PPB
    assert math.isclose(base / PPB, -math.expm1(-rate * weight / 1e12), abs_tol=1e-9)
    if remaining > floor:
        assert chance(covered=False) == base


@given(weight=st.integers(1, FLOOR), rate=st.integers(0, 100_000))
def test_a_unit_not_covered_is_certain_in_its_cycles_last_slot(weight: int, rate: int) -> None:
    chance = pi_ppb(
        rate_milli=rate,
        weight_ppb=weight,
        remaining_ppb=weight,
        floor_ppb=FLOOR,
        covered=False,
    )
    assert chance == PPB


@given(rate=st.integers(0, 99_999), weight=st.integers(1, PPB // 1260))
def test_a_higher_rate_never_lowers_the_chance(rate: int, weight: int) -> None:
    chances = [
        pi_ppb(
            rate_milli=each,
            weight_ppb=weight,
            remaining_ppb=FLOOR,
            floor_ppb=FLOOR,
            covered=False,
        )
        for each in (rate, rate + 1)
    ]
    assert chances[0] <= chances[1]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"rate_milli": -1}, "a rate is 0 or more"),
        ({"weight_ppb": 0}, "a slot's share is between 1"),
        ({"weight_ppb": PPB + 1, "remaining_ppb": PPB + 1}, "a slot's share is between 1"),
        ({"remaining_ppb": 793_650}, "it includes this slot's 793651"),
        ({"remaining_ppb": PPB + 1}, "and is at most"),
        ({"floor_ppb": -1}, "floor_ppb is -1"),
    ],
)
def test_numbers_that_no_cycle_can_have_are_refused(changed: dict[str, int], expected: str) -> None:
    good = {"rate_milli": 2000, "weight_ppb": 793_651, "remaining_ppb": PPB, "floor_ppb": FLOOR}
    assert pi_ppb(**good, covered=False) > 0
    with pytest.raises(ValueError, match=expected):
        pi_ppb(**(good | changed), covered=False)


def test_a_floor_longer_than_its_cycle_is_refused() -> None:
    assert floor_ppb(63, 63) == PPB
    with pytest.raises(ValueError, match="does not fit a cycle of 63 days"):
        floor_ppb(64, 63)
