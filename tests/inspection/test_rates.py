from datetime import date

import pytest

from inspection.policy import Policy, PolicyRow, canonical_policy, in_force, values_of
from inspection.rates import Rates, committed_policy
from inspection.rule import PolicyError

DAY = date(2026, 3, 2)


def row(region: str, value: str, since: date = date(2026, 1, 1)) -> PolicyRow:
    return PolicyRow(region=region, key="draw.rate_milli", value=value, valid_from=since)


ROWS = [
    row("", "1000"),
    row("53", "2500"),
    row("5301", "3000"),
    row("5301", "4000", date(2026, 2, 1)),
    row("530129", "9000", date(2026, 4, 1)),
]


def test_the_narrowest_region_that_holds_a_county_gives_its_rate() -> None:
    rates = Rates.in_force(ROWS, DAY)
    assert rates == Rates(everywhere=1000, regions={"53": 2500, "5301": 4000})
    codes = ("530128", "530129", "530200", "110000", "530128106201")
    assert [rates.of(code) for code in codes] == [4000, 4000, 2500, 1000, 4000]


def test_it_is_the_rate_of_the_regions_own_policy() -> None:
    rates = Rates.in_force(ROWS, DAY)
    for code in ("530128", "530200", "110000"):
        assert rates.of(code) == in_force(ROWS, code, DAY).draw_rate_milli


def test_without_rows_it_is_the_default_everywhere() -> None:
    assert Rates.in_force([], DAY) == Rates(everywhere=2000)


def test_what_is_committed_is_read_back_and_equals_the_policy_where_no_region_differs() -> None:
    policy, rates = in_force(ROWS, "", DAY), Rates.in_force(ROWS, DAY)
    fields = {**values_of(policy), **rates.fields()}
    assert Rates.read(fields) == rates
    assert b'"draw.rate_milli@5301":4000' in committed_policy(policy, rates)
    assert committed_policy(policy, Rates(everywhere=1000)) == canonical_policy(policy)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("draw.rate_milli@530128106", 2000, "expected the code of a county or wider"),
        ("draw.rate_milli@x", 2000, "expected the code of a county or wider"),
        ("draw.rate_milli@53", 100_001, "from 0 to 100000"),
    ],
)
def test_a_committed_rate_that_cannot_be_is_refused(name: str, value: int, reason: str) -> None:
    fields = values_of(Policy.of({}))
    assert Rates.read({**fields, "draw.rate_milli@53": 2000}).of("5301") == 2000
    with pytest.raises(PolicyError, match=reason):
        Rates.read({**fields, name: value})
