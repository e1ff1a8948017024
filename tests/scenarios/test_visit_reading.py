"""What the desk may read of visits."""

import json

from tests.mingcha.command import Mingcha, Told
from tests.scenarios.check import MakeTown
from tests.scenarios.town import environment_for
from tests.scenarios.visits import Tour, supervisor

WHY = ("--reveal", "the inspector rang: which visit?")
MARCH = ("--from", "2026-03-01", "--to", "2026-03-07")


def test_visits_are_read_once_they_are_over_and_before_only_with_a_reason(
    make_town: MakeTown,
) -> None:
    tour = Tour.in_town(make_town, (supervisor("I1"),))
    tour.town.to(7, 30)
    chat = tour.chat("I1").receives("drawn by lot").taps("Accept").receives("is yours")
    assert "No visit ended from 2026-03-01" in mingcha(tour, "list", *MARCH).out
    assert "is not over, and who learns of it" in mingcha(tour, "show", "1").err
    assert "expected a reason" in mingcha(tour, "list", "--open").err
    assert "there is no visit 7" in mingcha(tour, "show", "7").err
    assert "Shuanghe" in mingcha(tour, "list", *MARCH, "--open", *WHY).out
    assert "The visit is not over yet." in mingcha(tour, "show", "1", *WHY).out
    chat.taps("Visited").receives("write").says("All well.").receives("Kept")
    chat.says("/done").receives("passed on").receives("Visit 1")
    listed = mingcha(tour, "list", *MARCH).out
    assert "VISITED" in listed
    assert "I1 DONE" in listed
    assert "访1" in mingcha(tour, "show", "1", "--language", "zh").out
    (told,) = json.loads(mingcha(tour, "list", *MARCH, "--json").out)
    assert told["assignments"][0]["report"] == ["All well."]
    assert json.loads(mingcha(tour, "show", "1", "--json").out) == told
    assert "visits 1: the inspector rang" in tour.log_of_acts()


def mingcha(tour: Tour, *arguments: str) -> Told:
    settings = tour.town.product.foundation.settings
    environment = environment_for(tour.town.world, settings.home, settings.url)
    return Mingcha(environment)("visits", *arguments)
