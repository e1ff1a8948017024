"""A draw of visits is exported, verified and audited like any other."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspection.digest import canonical
from tests.scenarios.check import MakeTown
from tests.scenarios.test_proving import Desk
from tests.scenarios.visits import Tour, supervisor

SLOT = "2026-03-02T06:00:00+08:00/PT30M"
NAME = "visits-2026-03-02T0600+0800.auditor.json"
PEOPLE = tuple(supervisor(person) for person in ("I1", "I2", "I3"))


@pytest.fixture
def desk(make_town: MakeTown, tmp_path: Path) -> Desk:
    """Monday evening: the first declined, the second visited; the slot is revealed."""
    tour = Tour.in_town(make_town, PEOPLE)
    desk = Desk(tour.town, tmp_path / "auditor")
    desk("anchors", "--out", desk.path("anchors.json"))
    tour.town.to(7, 30)
    first, second, third = tour.order
    first.receives("drawn by lot").taps("Decline").receives("Why").taps("Ill").receives("next")
    second.receives("drawn by lot").taps("Accept").receives("yours").taps("Visited")
    second.receives("write").says("All well.").receives("Kept").taps("Report is complete")
    tour.town.to(10, 31)
    for chat in (first, second, third):
        chat.reads_all()
    desk("head", "--out", desk.path("head.json"))
    export = ("export", "--draw", "visits", "--slot", SLOT, "--auditor")
    desk(*export, "--out", str(desk.folder))
    return desk


def test_a_draw_of_visits_is_proved_with_who_declined_and_why(desk: Desk) -> None:
    told = desk("verify", desk.path(NAME), *desk.outside())
    assert told.startswith("PROVED")
    assert "inside unit T1: inspector number 1: DECLINED ill" in told
    assert "inside unit T1: inspector number 2: DONE" in told
    assert desk.example(NAME) == 0
    (unit,) = json.loads(Path(desk.path(NAME)).read_bytes())["inside"]["units"]
    assert [one["rank"] for one in unit["assignments"]] == [1, 2]
    assert unit["contacts"] == unit["respondents"] == []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda told: told.reverse(), "where somebody else was drawn or left out"),
        (lambda told: told.pop(0), "where somebody else was drawn or left out"),
        (lambda told: told[0].update(disposition="DECLINED"), "which is no end of an assignment"),
    ],
)
def test_an_inspector_told_out_of_turn_or_without_an_end_is_noticed(
    desk: Desk, spoil: Callable[[list[dict[str, Any]]], object], says: str
) -> None:
    path = Path(desk.path(NAME))
    doc = json.loads(path.read_bytes())
    spoil(doc["inside"]["units"][0]["assignments"])
    path.write_bytes(canonical(doc))
    told = desk("verify", str(path), *desk.outside(), status=1)
    assert says in told
    assert desk.example(NAME) == 1
