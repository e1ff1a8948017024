from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from inspection.results import Inquiry, Results, TopicResult
from inspection.sample import SampledPick
from inspection.topic import TOPICS
from tests.inspection.sampled import MORNING, household, official, pick

LATER = MORNING + timedelta(days=8)
EAST, WEST, SOUTH = "530128101201", "530128102201", "530128103201"


def zone_of(village: str) -> ZoneInfo:
    return ZoneInfo("Asia/Shanghai")


def asked(village: str, number: int, *, seen: str = "yes", first: int = 0) -> list[SampledPick]:
    """So many picks, of different people; every household of another one."""
    return [
        pick(
            hash((village, n)),
            official(person=f"O{village}{n}"),
            household(person=f"H{village}{n}", seen=seen),
            village=village,
        )
        for n in range(first, first + number)
    ]


def results(
    picks: list[SampledPick], region: str = "530128", *, parts: bool = True, days: int = 8
) -> Results:
    inquiry = Inquiry(picks=picks, zone_of=zone_of, now=MORNING + timedelta(days=days), margin=0.05)
    return inquiry.results(region, [TOPICS["seen"]], parts=parts)


def of(found: Results, region: str) -> TopicResult:
    return next(one for one in found.topics if one.region == region)


def test_a_region_and_its_parts_stand_in_order_of_their_codes() -> None:
    picks = [*asked(SOUTH, 9, seen="no"), *asked(EAST, 9), *asked(WEST, 9)]
    found = results(picks)
    assert [one.region for one in found.topics] == ["530128", EAST[:9], WEST[:9], SOUTH[:9]]
    assert found.picks == 27
    assert [round(figure.estimate.share, 2) for figure in of(found, "530128").figures] == [
        0.67, 0.33, 0.0, 0.0,
    ]  # fmt: skip


def test_a_hidden_region_says_nothing_at_all() -> None:
    found = results([*asked(EAST, 4), *asked(WEST, 9), *asked(SOUTH, 20)])
    hidden = of(found, EAST[:9])
    assert (hidden.hidden, hidden.answers, hidden.figures, hidden.more_contacts) == (True, 0, (), 0)
    assert of(found, WEST[:9]).hidden, "it would follow from the others"
    assert not of(found, SOUTH[:9]).hidden
    told = {(one.region, one.kind): one.rates is None for one in found.rates}
    assert told[EAST[:9], "household"]
    assert told[EAST[:9], "official"]
    assert not told[SOUTH[:9], "household"]


def test_what_is_hidden_beside_others_is_hidden_when_asked_for_alone() -> None:
    picks = [*asked(EAST, 4), *asked(WEST, 9), *asked(SOUTH, 20)]
    assert of(results(picks, WEST[:9], parts=False), WEST[:9]).hidden
    assert not of(results(picks, SOUTH[:9], parts=False), SOUTH[:9]).hidden


def test_a_village_is_held_back_for_seven_days_after_its_last_answer() -> None:
    picks = [*asked(EAST, 9), *asked(WEST, 9)]
    assert of(results(picks, EAST, days=6), EAST).hidden
    assert not of(results(picks, EAST, days=8), EAST).hidden


def test_five_answers_of_fewer_people_are_hidden() -> None:
    often = [pick(n, household(person=f"H{n % 4}", seen="yes")) for n in range(12)]
    assert of(results(often), "530128").hidden


def test_where_evidence_is_short_it_says_how_much_more() -> None:
    few = of(results([*asked(EAST, 10), *asked(WEST, 10, seen="no")]), "530128")
    many = of(results([*asked(EAST, 300), *asked(WEST, 300, seen="no")]), "530128")
    assert 300 < few.more_contacts < 400
    assert many.more_contacts == 0


def test_a_region_without_picks_has_no_results() -> None:
    found = results(asked(EAST, 9), region="11")
    assert (found.picks, of(found, "11").figures, of(found, "11").hidden) == (0, (), False)


@pytest.mark.parametrize("region", ["", "53", "5301"])
def test_every_level_has_its_parts(region: str) -> None:
    found = results(asked(EAST, 9), region)
    assert [one.region for one in found.topics] == [region, EAST[: len(region) + 2]]
