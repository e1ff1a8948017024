import pytest

from inspection.detection import checks_a_year, detection_probability


@pytest.mark.parametrize(
    ("rate_milli", "checks", "found"), [(2000, 2.2, 0.37), (6000, 6.7, 0.76), (10_800, 12, 0.92)]
)
def test_the_figures_that_a_rate_is_judged_by(rate_milli: int, checks: float, found: float) -> None:
    yearly = checks_a_year(rate_milli=rate_milli, officials_per_team=3.6, cycle_days=63)
    assert round(yearly, 1) == checks
    assert round(detection_probability(rate_milli=rate_milli), 2) == found


def test_checks_that_find_nothing_out_do_not_count() -> None:
    whole = detection_probability(rate_milli=4000)
    assert detection_probability(rate_milli=8000, answer_rate=0.5) == pytest.approx(whole)
    assert detection_probability(rate_milli=2000, absent_days=0) == 0


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 0 of each"):
        detection_probability(rate_milli=2000, officials_per_team=0)
    with pytest.raises(ValueError, match="0 to 21 absent days"):
        detection_probability(rate_milli=2000, absent_days=22)
