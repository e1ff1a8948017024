from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.engine import Engines
from storage.migrate import current_revision, head_revision
from tests.mingcha.command import Mingcha

COMMANDS = {
    (): "drawn by a lottery",
    ("roster",): "The register",
    ("roster", "import"): "Import a roster: a workbook, or a folder of CSV sheets",
    ("roster", "generate"): "Write a realistic synthetic roster",
    ("invite",): "Make an invite code for every official and inspector",
    ("brief",): "Print the digest of a day",
    ("migrate",): "Bring the database to this version's tables",
    ("run",): "Run the product: updates, draws, calls, messages and summaries",
    ("demo",): "one working week of a simulated county",
}


def revision(url: str) -> str | None:
    engines = Engines(url)
    try:
        return current_revision(engines)
    finally:
        engines.dispose()


@pytest.fixture
def over_nothing(home: Path, empty_database: str) -> Mingcha:
    return Mingcha({"MINGCHA_HOME": str(home), "MINGCHA_DATABASE_URL": empty_database})


def test_an_empty_database_is_brought_to_this_version(
    over_nothing: Mingcha, empty_database: str
) -> None:
    assert revision(empty_database) is None
    told = over_nothing("migrate")
    assert (told.status, told.out) == (0, f"The database is at {head_revision()}.\n")
    assert revision(empty_database) == head_revision()


def test_migrating_again_changes_nothing(over_nothing: Mingcha) -> None:
    assert over_nothing("migrate") == over_nothing("migrate")
    assert over_nothing("invite").status == 0
    assert over_nothing("migrate").status == 0


def test_without_a_shared_database_the_one_in_the_home_folder_is_migrated(home: Path) -> None:
    told = Mingcha({"MINGCHA_HOME": str(home)})("migrate")
    assert told.status == 0
    assert revision(f"sqlite:///{home / 'mingcha.db'}") == head_revision()


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(
    over_nothing: Mingcha, empty_database: str
) -> None:
    over_nothing("migrate")
    engines = Engines(empty_database)
    with engines.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engines.dispose()
    for command in ("migrate", "invite"):
        told = over_nothing(command)
        assert told.status == 2, command
        assert "9999" in told.err
        assert "newer" in told.err
    assert revision(empty_database) == "9999"


def test_a_database_that_cannot_be_reached_is_told_without_its_password(home: Path) -> None:
    address = "postgresql://mingcha:geheim@127.0.0.1:9/county"
    mingcha = Mingcha({"MINGCHA_HOME": str(home), "MINGCHA_DATABASE_URL": address})
    told = mingcha("migrate")
    assert told.status == 2
    assert told.err.startswith("mingcha: the database cannot be used")
    assert "geheim" not in told.err


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    told = Mingcha({"MINGCHA_HOME": str(tmp_path / "file")})("migrate")
    assert told.status == 2
    assert told.err.startswith("mingcha: MINGCHA_HOME: ")


# -- what holds for every command --------------------------------------------------------------


@pytest.mark.parametrize(("command", "purpose"), COMMANDS.items(), ids=map(" ".join, COMMANDS))
def test_the_help_of_a_command_says_what_it_is_for(
    home: Path, command: tuple[str, ...], purpose: str
) -> None:
    told = Mingcha({"MINGCHA_HOME": str(home)})(*command, "--help")
    assert told.status == 0
    assert purpose in " ".join(told.out.split())
    assert not home.exists()


@pytest.mark.parametrize(
    "command", [("invite",), ("brief", "--day", "2026-03-02"), ("migrate",), ("run",)]
)
def test_bad_settings_stop_a_command_before_it_does_anything(
    home: Path, command: tuple[str, ...]
) -> None:
    bad = {"MINGCHA_HOME": str(home), "MINGCHA_PORT": "x", "MINGCHA_PROT": "80"}
    told = Mingcha(bad)(*command)
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("mingcha: MINGCHA_PROT: no such setting")
    assert "MINGCHA_PORT: Input should be a valid integer" in told.err
    assert not home.exists()


def test_the_version_is_told() -> None:
    told = Mingcha({})("--version")
    assert told.status == 0
    assert told.out.startswith("mingcha 0.")
