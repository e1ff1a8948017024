from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from inspection.disposition import Disposition
from inspection.outcome_rates import OutcomeRates, group_of

D = Disposition
ALL_KINDS = [
    *[D.COMPLETE] * 40,
    *[D.PARTIAL] * 10,
    *[D.REFUSED] * 8,
    *[D.BROKE_OFF] * 2,
    *[D.ATTEMPTS_EXHAUSTED] * 20,
    *[D.SILENT] * 5,
    *[D.CARRIER_FAULT] * 10,
    *[D.OUT_OF_SERVICE] * 4,
    *[D.MOVED] * 1,
]


def test_rates_are_those_of_aapor() -> None:
    rates = OutcomeRates.of(ALL_KINDS)
    eligible, e = 40 + 10 + 10 + 20 + 5, 85 / 90
    assert rates.rr1 == 40 / (eligible + 10)
    assert rates.rr2 == 50 / (eligible + 10)
    assert rates.e == e
    assert rates.rr3 is not None
    assert isclose(rates.rr3, 40 / (eligible + e * 10))
    assert rates.rr4 is not None
    assert isclose(rates.rr4, 50 / (eligible + e * 10))
    assert rates.coop1 == 40 / (50 + 10 + 5)
    assert rates.con1 == (50 + 10 + 5) / (eligible + 10)
    assert rates.ref1 == 10 / (eligible + 10)
    assert (rates.contacts, rates.answered) == (100, 50)


def test_whoever_was_never_reached_was_not_contacted() -> None:
    assert OutcomeRates.of([D.ATTEMPTS_EXHAUSTED] * 5).con1 == 0
    assert OutcomeRates.of([D.SILENT] * 5).con1 == 1


def test_every_disposition_has_its_group() -> None:
    assert {one: group_of(one) for one in D}.keys() == set(D)


def test_without_contacts_there_are_no_rates() -> None:
    assert set(OutcomeRates.of([]).as_json().values()) == {0, None}
    nobody_eligible = OutcomeRates.of([D.MOVED])
    assert (nobody_eligible.rr1, nobody_eligible.e) == (None, 0.0)


@given(st.lists(st.sampled_from(D), min_size=1))
def test_a_rate_is_a_share(dispositions: list[Disposition]) -> None:
    rates = OutcomeRates.of(dispositions)
    found = [rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.coop1, rates.con1, rates.ref1]
    assert all(one is None or 0 <= one <= 1 for one in (*found, rates.e))
    if rates.rr1 is not None and rates.rr3 is not None:
        assert rates.rr1 <= rates.rr3
