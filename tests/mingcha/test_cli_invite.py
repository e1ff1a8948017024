import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from stat import S_IMODE

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha, Told
from tests.scenarios.town import Town, official_number, town_on

Row = dict[str, str]


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    """The product at work; its people have been invited once already, and nobody is linked."""
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


def rows_of(told: Told) -> list[Row]:
    return list(csv.DictReader(told.out.splitlines()))


def code_of(told: Told, person: str) -> str:
    return next(row["code"] for row in rows_of(told) if row["person"] == person)


def test_everybody_who_is_not_linked_gets_a_line(mingcha: Mingcha, town: Town) -> None:
    told = mingcha("invite")
    assert (told.status, told.err) == (0, "")
    assert told.out.splitlines()[0] == "kind,person,code,link"
    assert [(row["kind"], row["person"]) for row in rows_of(told)] == [
        ("official", "O1"),
        ("official", "O2"),
        ("inspector", "I1"),
    ]
    assert len({row["code"] for row in rows_of(told)}) == 3
    assert {row["link"] for row in rows_of(told)} == {""}


@EMBEDDED
@pytest.mark.parametrize("name", ["mingcha_bot", "@mingcha_bot"])
def test_with_the_bots_name_each_line_has_a_link(mingcha: Mingcha, town: Town, name: str) -> None:
    for row in rows_of(mingcha("invite", "--bot", name)):
        assert row["link"] == f"https://t.me/mingcha_bot?start={row['code']}"


def test_a_code_links_its_person_once(mingcha: Mingcha, town: Town) -> None:
    code = code_of(mingcha("invite"), "O1")
    chat = town.chat("O1").starts(code).receives("share your own contact")
    chat.shares_contact().receives("connected").receives("Rules of the checks")
    again = town.world.chat("somebody else", number=official_number(9))
    again.starts(code).receives("not valid")


def test_who_is_linked_is_not_invited_again(mingcha: Mingcha, town: Town) -> None:
    town.link("O1")
    assert [row["person"] for row in rows_of(mingcha("invite"))] == ["O2", "I1"]


def test_a_new_code_ends_the_former_one(mingcha: Mingcha, town: Town) -> None:
    before, after = (code_of(mingcha("invite"), "O1") for _ in range(2))
    town.chat("O1").starts(before).receives("not valid")
    town.chat("O1").starts(after).receives("share your own contact")


@EMBEDDED
def test_the_codes_can_be_written_to_a_file_of_the_owner_alone(
    mingcha: Mingcha, town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "invitations.csv"
    told = mingcha("invite", "--out", str(file))
    assert (told.status, told.out) == (0, f"3 invitations are in {file}.\n")
    assert S_IMODE(file.stat().st_mode) == 0o600
    with file.open(encoding="utf-8", newline="") as sheet:
        assert [row["person"] for row in csv.DictReader(sheet)] == ["O1", "O2", "I1"]


@EMBEDDED
def test_a_file_that_cannot_be_written_ends_no_code(
    mingcha: Mingcha, town: Town, tmp_path: Path
) -> None:
    nowhere = tmp_path / "no such folder" / "invitations.csv"
    told = mingcha("invite", "--out", str(nowhere))
    assert told.status == 2
    assert f"--out {nowhere}: it cannot be written (No such file or directory)" in told.err
    town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")


@EMBEDDED
@pytest.mark.parametrize("option", ["--out", "--slips"])
def test_a_run_that_is_refused_leaves_the_codes_of_the_former_one(
    mingcha: Mingcha, town: Town, tmp_path: Path, option: str
) -> None:
    """They still hold, and stand nowhere else."""
    file = tmp_path / "codes"
    file.write_text("of the former run", encoding="utf-8")
    file.chmod(0o644)
    refused = mingcha("invite", "O9", "--bot", "mingcha_bot", option, str(file))
    assert (refused.status, file.read_text(encoding="utf-8")) == (2, "of the former run")
    assert mingcha("invite", "O1", "--bot", "mingcha_bot", option, str(file)).status == 0
    assert "of the former run" not in file.read_text(encoding="utf-8")
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".codes*")) == []


@EMBEDDED
def test_codes_and_slips_go_to_two_files(mingcha: Mingcha, town: Town, tmp_path: Path) -> None:
    file = str(tmp_path / "codes")
    told = mingcha("invite", "--bot", "mingcha_bot", "--out", file, "--slips", file)
    assert told.status == 2
    assert "expected two files" in told.err


@EMBEDDED
def test_without_people_there_is_a_heading_only(mingcha: Mingcha) -> None:
    assert mingcha("invite").out == "kind,person,code,link\n"


@pytest.mark.parametrize("days", ["0", "61", "x"])
def test_codes_last_from_one_to_sixty_days(home: Path, days: str) -> None:
    told = Mingcha({"MINGCHA_HOME": str(home)})("invite", "--days", days)
    assert told.status == 2
    assert "--days" in told.err
    assert not home.exists()
