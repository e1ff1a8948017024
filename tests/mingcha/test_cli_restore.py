"""`mingcha backup` and `mingcha restore`, as an operator meets them."""

import json
from pathlib import Path

import pytest

from mingcha.environment import read_settings
from mingcha.foundation import SCHEDULING
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.mingcha.installation import opened

WHY = ("--reason", "the disk failed")


@pytest.fixture
def copy(mingcha: Mingcha, folder: Path, tmp_path: Path) -> Path:
    assert mingcha("roster", "import", str(folder)).status == 0
    return tmp_path / "copy.db"


def held(mingcha: Mingcha) -> str:
    told = mingcha("doctor", "--json")
    (line,) = [one for one in json.loads(told.out)["lines"] if one["subject"] == "restore"]
    return str(line["level"])


@EMBEDDED
def test_a_copy_is_made_checked_and_not_overwritten(
    mingcha: Mingcha, copy: Path, database: str
) -> None:
    told = mingcha("backup", str(copy))
    assert told.status == 0
    assert f"Copied to {copy}" in told.out
    assert "unbroken" in told.out
    assert "store key" in told.out
    again = mingcha("backup", str(copy))
    assert again.status == 2
    assert "is there already; expected a name for a new file" in again.err
    nowhere = mingcha("backup", str(copy.parent / "none" / "copy.db"))
    assert "is not there; expected a folder" in nowhere.err


@EMBEDDED
def test_a_copy_is_put_in_place_and_held_until_somebody_says_so(
    mingcha: Mingcha, copy: Path, home: Path, database: str
) -> None:
    assert mingcha("backup", str(copy)).status == 0
    assert held(mingcha) == "ok"
    told = mingcha("restore", "from", str(copy), *WHY)
    assert told.status == 0
    assert "is not known here" in told.out
    assert "The former database is kept as" in told.out
    assert "Nothing is drawn or sent until `mingcha restore resume" in told.out
    assert held(mingcha) == "fail"
    assert mingcha("restore", "resume", *WHY).status == 0
    assert held(mingcha) == "ok"
    again = mingcha("restore", "resume", *WHY)
    assert again.status == 2
    assert "nothing is held" in again.err


@EMBEDDED
def test_what_cannot_be_put_in_place_is_refused_and_changes_nothing(
    mingcha: Mingcha, copy: Path, home: Path, tmp_path: Path, database: str
) -> None:
    assert mingcha("backup", str(copy)).status == 0
    missing = mingcha("restore", "from", str(tmp_path / "none.db"), *WHY)
    assert "is not there; expected a file that `mingcha backup` wrote" in missing.err
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"no database" * 100)
    assert "cannot be read as a database" in mingcha("restore", "from", str(rubbish), *WHY).err

    key = home / "store.key"
    right = key.read_text()
    key.write_text("ab" * 32 + "\n")
    other = mingcha("restore", "from", str(copy), *WHY)
    assert other.status == 2
    assert "the key does not belong to this store" in other.err
    key.unlink()
    without = mingcha("restore", "from", str(copy), *WHY)
    assert "put the store.key that belongs to the copy there first" in without.err
    key.write_text(right)
    key.chmod(0o600)
    assert held(mingcha) == "ok"
    assert list(tmp_path.glob("*.restoring*")) == []


@EMBEDDED
def test_a_store_in_use_is_left_alone(mingcha: Mingcha, copy: Path, database: str) -> None:
    assert mingcha("backup", str(copy)).status == 0
    with opened(read_settings(mingcha.environment)) as foundation:
        now = foundation.clock.now()
        with foundation.ledger.write() as book:
            book.leases.take(SCHEDULING, "another", now, now.replace(year=now.year + 1))
    told = mingcha("restore", "from", str(copy), *WHY)
    assert told.status == 2
    assert "`mingcha run` works on the present database: stop it first" in told.err


def test_what_was_restored_with_other_tools_is_marked(
    mingcha: Mingcha, copy: Path, database: str
) -> None:
    told = mingcha("restore", "mark", *WHY)
    assert "is not known here" in told.out
    assert held(mingcha) == "fail"
    assert "Marked already" in mingcha("restore", "mark", *WHY).out
    assert mingcha("restore", "resume", *WHY).status == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_for_postgresql_its_own_tools_are_named(
    mingcha: Mingcha, copy: Path, database: str
) -> None:
    assert "pg_dump" in mingcha("backup", str(copy)).err
    told = mingcha("restore", "from", str(copy), *WHY)
    assert told.status == 2
    assert "`mingcha restore mark --reason ...` before all else" in told.err


@EMBEDDED
def test_a_reason_is_needed(mingcha: Mingcha, database: str) -> None:
    assert "--reason" in mingcha("restore", "mark", "--reason", " ").err
