import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.policy import Policy, values_of
from inspection.rate import PPB, pi_ppb
from inspection.rates import Rates, committed_policy
from inspection.risk import FactorRange, FactorRefused, plain, rate_with
from inspection.rule import PolicyError

RANGE = FactorRange(least=700, most=3000)
POLICY = Policy.of({})


@given(
    base=st.integers(0, 100_000),
    factor=st.integers(700, 10_000),
    weight=st.integers(1, PPB),
    covered=st.booleans(),
    data=st.data(),
)
def test_no_share_takes_a_chance_below_seven_tenths_or_above_one(
    base: int, factor: int, weight: int, covered: bool, data: st.DataObject
) -> None:
    """1 - (1 - p)^0.7 is at least 0.7 p: a chance falls by less than its rate."""
    remaining = data.draw(st.integers(weight, PPB))
    floor = data.draw(st.integers(0, PPB))

    def chance(rate: int) -> int:
        return pi_ppb(
            rate_milli=rate,
            weight_ppb=weight,
            remaining_ppb=remaining,
            floor_ppb=floor,
            covered=covered,
        )

    rate = rate_with(base, factor)
    assert rate * 10 >= base * 7
    assert base * factor <= rate * 1000 < base * factor + 1000
    rounding = 1
    assert chance(base) * 7 // 10 - rounding <= chance(rate) <= PPB
    if factor >= 1000:
        assert chance(rate) >= chance(base)


@pytest.mark.parametrize(
    ("text", "milli"), [("0.7", 700), ("1.5", 1500), ("3", 3000), ("0.701", 701), ("2.50", 2500)]
)
def test_a_factor_is_read_in_thousandths_and_written_as_it_was_given(text: str, milli: int) -> None:
    assert RANGE.read(text) == milli
    assert RANGE.read(plain(milli)) == milli


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0.699", "0.699 is not permitted; expected 0.7 to 3"),
        ("3.001", "3.001 is not permitted"),
        ("1.5001", "'1.5001' is no factor; expected 0.7 to 3, with at most three decimals"),
        ("-1", "is no factor"),
        ("1e2", "is no factor"),
        ("NaN", "is no factor"),
        ("\u0661", "is no factor"),
        ("", "'' is no factor"),
        ("1", "1 is what holds without a share"),
        ("1.000", "1 is what holds without a share"),
    ],
)
def test_what_is_no_factor_is_refused_with_the_range(text: str, reason: str) -> None:
    with pytest.raises(FactorRefused, match=reason):
        RANGE.read(text)


def test_a_policy_that_became_narrower_holds_for_shares_that_were_set_before() -> None:
    assert [RANGE.within(milli) for milli in (699, 1500, 5000)] == [700, 1500, 3000]


def test_a_teams_rate_is_its_own_regions_times_the_factor() -> None:
    rates = Rates(everywhere=2000, regions={"5301": 3001}, shares={"T1": 700, "T2": 2500})
    assert rates.of_team("T1", "530128") == 2101
    assert rates.of_team("T2", "110101") == 5000
    assert rates.of_team("T3", "530128") == 3001


def test_shares_are_committed_and_read_back() -> None:
    rates = Rates(everywhere=2000, shares={"T1": 700})
    assert b'"draw.risk_milli@T1":700' in committed_policy(POLICY, rates)
    assert Rates.read({**values_of(POLICY), **rates.fields()}) == rates


@pytest.mark.parametrize("value", [699, 3001, "700", True])
def test_a_committed_share_that_cannot_be_is_refused(value: int | str) -> None:
    fields = {**values_of(POLICY), "draw.risk_milli@T1": value}
    with pytest.raises(PolicyError, match="expected a whole number from 700 to 3000"):
        Rates.read(fields)


def test_a_committed_share_without_its_bounds_is_refused() -> None:
    fields = {**values_of(POLICY), "draw.risk_milli@T1": 2000}
    del fields["draw.risk_most_milli"]
    with pytest.raises(PolicyError, match=r"policy\.draw\.risk_most_milli is missing"):
        Rates.read(fields)
