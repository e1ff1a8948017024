from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.interval import n_needed, wilson

SHARES = st.floats(0, 1)
NUMBERS = st.floats(0.5, 10_000)


def test_it_is_wilsons_interval() -> None:
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 and 0 of 20.
    found = wilson(81 / 263, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    none = wilson(0, 20)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)


@given(SHARES, NUMBERS)
def test_it_holds_the_share_and_stays_between_0_and_1(share: float, n: float) -> None:
    found = wilson(share, n)
    assert 0 <= found.low <= share <= found.high <= 1


@given(SHARES, NUMBERS)
def test_yes_and_no_have_the_same_interval_mirrored(share: float, n: float) -> None:
    found, mirrored = wilson(share, n), wilson(1 - share, n)
    assert isclose(found.low, 1 - mirrored.high, abs_tol=1e-9)
    assert isclose(found.high, 1 - mirrored.low, abs_tol=1e-9)


@given(SHARES, NUMBERS)
def test_more_answers_never_make_it_wider(share: float, n: float) -> None:
    assert wilson(share, 2 * n).half_width <= wilson(share, n).half_width + 1e-12


@given(SHARES, st.floats(0.005, 0.5))
def test_the_number_needed_is_the_least_that_is_enough(share: float, margin: float) -> None:
    n = n_needed(share, margin)
    assert wilson(share, n).half_width <= margin
    assert n == 1 or wilson(share, n - 1).half_width > margin


def test_half_of_all_within_five_points_needs_381() -> None:
    assert n_needed(0.5, 0.05) == 381


@pytest.mark.parametrize(("share", "n"), [(-0.1, 5), (1.1, 5), (0.5, 0)])
def test_what_is_no_share_has_no_interval(share: float, n: float) -> None:
    with pytest.raises(ValueError, match="a share from 0 to 1"):
        wilson(share, n)


@pytest.mark.parametrize("margin", [0, 1, -0.1])
def test_what_is_no_margin_is_refused(margin: float) -> None:
    with pytest.raises(ValueError, match="margin"):
        n_needed(0.5, margin)
