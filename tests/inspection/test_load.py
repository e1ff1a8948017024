import math
import re
from pathlib import Path

import pytest

from inspection.detection import detection_probability, found_within_a_year
from inspection.load import People, checks_a_month, load_of, picks_a_cycle
from inspection.policy import Policy

PAGE = Path(__file__).parents[2] / "docs" / "policy.md"
COUNTY = People(teams=24, officials=84, households=330)


def test_the_floor_adds_picks_to_the_rate() -> None:
    """2 + 0.175 picks a cycle at the default numbers."""
    assert picks_a_cycle(Policy.of({}), 2000) == pytest.approx(2.175, abs=0.005)
    without = Policy.of({"draw.floor_days": "0"})
    assert picks_a_cycle(without, 2000) == pytest.approx(2, abs=0.005)


def test_with_a_floor_and_no_rate_every_team_is_picked_once() -> None:
    assert picks_a_cycle(Policy.of({}), 0) == pytest.approx(1)
    assert picks_a_cycle(Policy.of({"draw.floor_days": "0"}), 0) == 0


def test_the_load_grows_with_the_teams_and_the_calls() -> None:
    policy = Policy.of({})
    load = load_of(policy, COUNTY, 2000)
    assert load.picks == pytest.approx(24 * 2.175 / 63, rel=0.01)
    assert load.calls == 2 * load.picks
    assert load_of(Policy.of({"household.calls": "0"}), COUNTY, 2000).calls == 0
    assert load_of(policy, People(), 2000).picks == 0


def test_the_caps_say_how_many_may_be_asked() -> None:
    load = load_of(Policy.of({}), COUNTY, 2000)
    assert load.most_checks == pytest.approx(84 * 2 / 21)
    assert load.most_calls == pytest.approx(330 * 4 / 252)
    assert not load.beyond
    assert load_of(Policy.of({}), COUNTY, 60_000).beyond
    rested = load_of(Policy.of({"household.rest_days": "366"}), COUNTY, 2000)
    assert rested.most_calls == pytest.approx(330 * 365 / 366 / 252)


def test_nobody_is_checked_more_often_than_the_cap_allows() -> None:
    policy = Policy.of({})
    assert checks_a_month(policy, COUNTY, 2000) == pytest.approx(0.207, abs=0.002)
    assert checks_a_month(policy, COUNTY, 60_000) == 2
    assert checks_a_month(policy, People(teams=1), 2000) == 0


def test_a_chance_by_checks_is_the_chance_by_rate() -> None:
    by_rate = detection_probability(rate_milli=2000)
    assert found_within_a_year(8 / 3.6, 4) == pytest.approx(by_rate)
    assert found_within_a_year(12, 4) == pytest.approx(0.92, abs=0.01)
    assert found_within_a_year(0, 4) == 0
    assert math.isclose(found_within_a_year(1, 21), 1)


def test_the_page_shows_these_numbers() -> None:
    lines = re.findall(r"^\| \d+ \|.*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    policy, nation = Policy.of({}), People(teams=1000, officials=3600)
    assert len(lines) == 6
    for line in lines:
        rate = int(line.split("|")[1])
        checks = 12 * checks_a_month(policy, nation, rate)
        chances = " | ".join(f"{found_within_a_year(checks, days):.0%}" for days in range(1, 7))
        assert line == f"| {rate} | {picks_a_cycle(policy, rate):.2f} | {checks:.1f} | {chances} |"
