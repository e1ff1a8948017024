from datetime import timedelta
from math import isclose
from zoneinfo import ZoneInfo

import pytest

from inspection.rate import PPB
from inspection.sample import SampledContact, SampledPick
from inspection.topic import LATE, TOPICS, UNSUPPORTED
from inspection.weighting import Weighting, cell_of
from tests.inspection.sampled import MORNING, household, official, pick

ATTENDANCE, SEEN, FAIR = TOPICS["attendance"], TOPICS["seen"], TOPICS["fair"]


def zone_of(village: str) -> ZoneInfo:
    return ZoneInfo("Asia/Shanghai")


def weights(topic: str, *picks: SampledPick) -> list[float]:
    asked = TOPICS[topic]
    found = Weighting.of(asked.kind, picks, zone_of).observations(asked, picks)
    return [one.weight for one in found]


def test_an_official_stands_for_the_team_and_for_the_slots_it_was_not_drawn_in() -> None:
    small = pick(1, official(), officials=2, pi_ppb=PPB // 10)
    large = pick(2, official(), officials=6, pi_ppb=PPB // 100)
    assert weights("attendance", small, large) == pytest.approx([20, 600])


def test_whoever_answers_stands_for_those_who_did_not() -> None:
    answered = [pick(n, official()) for n in range(6)]
    silent = [pick(n, official(None)) for n in range(6, 12)]
    assert weights("attendance", *answered, *silent) == pytest.approx([3 * 100 / 0.5] * 6)


def test_households_that_answered_in_one_pick_share_its_weight() -> None:
    one = pick(1, household(seen="yes"), household(person="H2"))
    two = pick(2, household(seen="no"), household(person="H2", seen="no"))
    assert weights("seen", one, two) == pytest.approx([5000, 2500, 2500])


def test_a_drawn_question_counts_for_the_times_it_was_not_drawn() -> None:
    inside = pick(1, household(seen="yes", fair="yes"))
    outside = pick(2, household(seen="yes", fair="yes", in_programme=False))
    assert weights("fair", inside, outside) == pytest.approx([10_000, 5000])
    assert weights("seen", inside, outside) == pytest.approx([5000, 5000])


def test_who_was_asked_another_question_weighs_nothing_in_this_one() -> None:
    both = pick(1, household(seen="yes"), household(person="H2", seen="yes", fair="no"))
    assert weights("fair", both) == pytest.approx([5000])


def test_picks_in_which_nobody_of_the_kind_was_asked_are_no_silence() -> None:
    nobody = [pick(n, official()) for n in range(2, 20)]
    assert weights("seen", pick(1, household(seen="yes")), *nobody) == pytest.approx([5000])


def test_a_cell_is_a_county_and_a_local_part_of_the_day() -> None:
    asked = pick(1, official(), household(at=MORNING + timedelta(hours=10)), village="530128101201")
    assert cell_of(asked, "official", zone_of) == ("530128", "morning")
    assert cell_of(asked, "household", zone_of) == ("530128", "evening")


@pytest.mark.parametrize(
    ("contacts", "claim"),
    [
        ((official("village"),), "village"),
        ((official("village"), household(seen="no")), UNSUPPORTED),
        ((official("village"), household(seen="no"), household(seen="yes")), "village"),
        ((official("village"), household(seen="away")), "village"),
        ((official("trip"), household(seen="no")), "trip"),
        ((official("village", late=True),), LATE),
        ((official("leave", late=True),), "leave"),
        ((official("emergency"),), "emergency"),
        ((official(None),), None),
    ],
)
def test_what_is_claimed_and_what_speaks_against_it(
    contacts: tuple[SampledContact, ...], claim: str | None
) -> None:
    assert ATTENDANCE.value(pick(1, *contacts), contacts[0]) == claim


def test_presence_as_claimed_is_the_sum_of_its_lines() -> None:
    lines = ATTENDANCE.values
    parts = [name for name, values in lines.items() if values == (name,)]
    assert set(lines["present"]) == {"village", "trip", UNSUPPORTED, LATE}
    assert set(parts) - set(lines["present"]) == {"leave", "rest", "emergency"}


def test_questions_have_the_chance_with_which_they_are_drawn() -> None:
    inside, outside = household(seen="yes"), household(seen="yes", in_programme=False)
    assert [topic.chance(inside) for topic in (SEEN, FAIR)] == [1.0, 0.5]
    assert [topic.chance(outside) for topic in (SEEN, FAIR)] == [1.0, 1.0]
    assert isclose(ATTENDANCE.chance(official()), 1.0)
