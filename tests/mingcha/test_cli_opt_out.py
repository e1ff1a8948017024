import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, household_number, town_on


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


@EMBEDDED
def test_the_office_notes_who_wants_to_be_left_alone_and_takes_it_back(
    mingcha: Mingcha, town: Town
) -> None:
    assert mingcha("opt-out", "list").out == "Nobody has asked to be left alone.\n"
    told = mingcha("opt-out", "add", "H1")
    assert (told.status, told.out) == (0, "H1 is left alone from now on.\n")
    assert "already" in mingcha("opt-out", "add", "H1").out
    town.world.twilio.write_text("+8619900009999", "STOP", opt_out="STOP")
    town.clock.advance(minutes=1)
    _, first, second = mingcha("opt-out", "list").out.splitlines()
    assert first.split()[2:] == ["office", "household", "H1"]
    assert second.split()[2:] == ["text", "nobody", "in", "the", "register"]
    listed = mingcha("opt-out", "list", "--json").out
    assert household_number(1) not in listed
    assert json.loads(listed)[0]["holders"] == [{"kind": "household", "id": "H1"}]
    assert mingcha("opt-out", "end", "H1").out == "H1 may be called and written to again.\n"
    assert "Nothing was changed" in mingcha("opt-out", "end", "H1").out
    town.world.twilio.write_text(household_number(2), "STOP", opt_out="STOP")
    town.clock.advance(minutes=1)
    assert "the carrier keeps a list of its own" in mingcha("opt-out", "end", "H2").out
    assert len(json.loads(mingcha("opt-out", "list", "--json").out)) == 1


@EMBEDDED
def test_nobody_unknown_is_left_alone(mingcha: Mingcha, town: Town) -> None:
    told = mingcha("opt-out", "add", "H99")
    assert told.status != 0
    assert "'H99': nobody with this id has a number in today's register" in told.err
