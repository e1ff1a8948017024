"""Files at the desk: listed without what is in them, saved for a reason, erased for good."""

import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator import World
from simulator.messenger import drawn
from tests.mingcha.command import Mingcha
from tests.mingcha.test_cli_reading import json_of, log_of
from tests.scenarios.check import Check
from tests.scenarios.photographed import PLACE, STORY, photo_wanted
from tests.scenarios.town import Town, town_on

WHY = "the roof was said to be mended"


@pytest.fixture
def check(database: str, home: Path, world: World) -> Iterator[Check]:
    """A photo was sent, and the inspection is open."""
    with ExitStack() as towns:

        def make(**told: object) -> Town:
            policy, roster = told["policy"], told["roster"]
            town = town_on(database, home, world, policy=policy, roster=roster)  # type: ignore[arg-type]
            return towns.enter_context(town)

        check = photo_wanted(make)
        check.chat.sends_photo().receives(STORY)
        yield check


@pytest.fixture
def assessed(check: Check) -> Check:
    check.chat.sends_voice().receives(PLACE).taps("Skip").receives("recorded")
    return check


def test_files_of_an_open_inspection_are_hidden_until_a_reason_is_in_the_log(
    mingcha: Mingcha, check: Check
) -> None:
    assert "Nobody has sent a file" in mingcha("media", "list").out
    assert json_of(mingcha("media", "list", "--json")) == []
    for asked in (("--open",), ("--inspection", "1")):
        refused = mingcha("media", "list", *asked)
        assert refused.status == 2
        assert "still open" in refused.err
        assert "--reveal" in refused.err
    (file,) = json_of(mingcha("media", "list", "--open", "--reveal", WHY, "--json"))
    assert (file["file"], file["state"], file["question"]) == (1, "HERE", "roof")
    assert log_of(check.town)[-1] == ("revealed", f"files 1: {WHY}")
    assert "there is no inspection 9" in mingcha("media", "list", "--inspection", "9").err


def test_a_list_shows_what_became_of_each_and_nothing_of_what_is_in_it(
    mingcha: Mingcha, assessed: Check
) -> None:
    told = mingcha("media", "list")
    assert told.status == 0, told.err
    lines = told.out.splitlines()
    assert lines[0].split() == [
        "no.",
        "sent",
        "of",
        "from",
        "question",
        "what",
        "state",
        "size",
        "sent",
        "before",
    ]
    assert "story     recording  kept   177 bytes" in lines[1]
    assert "official  roof      photo      kept   195 bytes" in lines[2]
    assert "O1" not in told.out
    first, second = json_of(mingcha("media", "list", "--inspection", "1", "--json"))
    assert (first["kind"], second["kind"]) == ("image", "audio")
    assert (first["bytes"], first["media_type"]) == (len(drawn.photo()), "image/jpeg")
    assert first["sent_before"] is None


def test_a_file_is_saved_for_a_reason_for_its_owner_alone(
    mingcha: Mingcha, check: Check, tmp_path: Path
) -> None:
    to = tmp_path / "roof.jpg"
    assert mingcha("media", "save", "1", str(to)).status == 2
    refused = mingcha("media", "save", "1", str(to), "--reveal", " ")
    assert (refused.status, to.exists()) == (2, False)
    told = mingcha("media", "save", "1", str(to), "--reveal", WHY)
    assert (told.status, told.err) == (0, "")
    assert "File 1 (image/jpeg, 195 bytes) was written to" in " ".join(told.out.split())
    assert to.read_bytes() == drawn.photo()
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert log_of(check.town)[-1] == ("revealed", f"file 1: {WHY}")
    again = mingcha("media", "save", "1", str(to), "--reveal", WHY)
    assert "is there already and is not overwritten" in again.err
    nowhere = mingcha("media", "save", "1", str(to / "x"), "--reveal", WHY)
    assert (nowhere.status, "cannot be written" in nowhere.err) == (2, True)
    assert "there is no file 9" in mingcha("media", "save", "9", "x", "--reveal", WHY).err


def test_an_erased_file_is_gone_for_good_and_stays_listed(
    mingcha: Mingcha, check: Check, tmp_path: Path
) -> None:
    assert mingcha("media", "erase", "1").status == 2
    told = mingcha("media", "erase", "1", "--reason", "shows a child")
    assert (told.status, told.err) == (0, "")
    assert log_of(check.town)[-1] == ("file erased", "file 1: shows a child")
    again = mingcha("media", "erase", "1", "--reason", "shows a child")
    assert "was erased already; nothing was changed" in again.err
    gone = mingcha("media", "save", "1", str(tmp_path / "x"), "--reveal", WHY)
    assert "file 1 is not here: it was erased" in gone.err
    (file,) = json_of(mingcha("media", "list", "--inspection", "1", "--reveal", WHY, "--json"))
    assert (file["state"], file["bytes"]) == ("ERASED", len(drawn.photo()))


def test_a_file_that_is_not_here_is_told_so(mingcha: Mingcha, check: Check, tmp_path: Path) -> None:
    check.town.world.faults.answer("telegram.file", status=404)
    check.town.world.faults.answer("telegram.file", status=503, nth=2)
    check.chat.sends_voice(1).receives(PLACE).taps("Back").receives(STORY)
    check.chat.sends_voice(2).receives(PLACE)
    lost = mingcha("media", "save", "2", str(tmp_path / "x"), "--reveal", WHY)
    assert "could not be fetched (the provider does not have it any more)" in lost.err
    waits = mingcha("media", "save", "3", str(tmp_path / "x"), "--reveal", WHY)
    assert "file 3 is not here: it is being fetched since 2026-03-02" in waits.err
    assert "last trouble: 503; `mingcha run` does that" in waits.err
