"""`mingcha keys rotate`, as an operator meets it."""

from pathlib import Path

from mingcha.environment import read_settings
from mingcha.foundation import SCHEDULING
from tests.mingcha.command import Mingcha
from tests.mingcha.installation import opened


def test_the_key_is_changed_and_the_former_one_kept(
    mingcha: Mingcha, folder: Path, home: Path
) -> None:
    assert mingcha("roster", "import", str(folder)).status == 0
    before = (home / "store.key").read_text()
    told = mingcha("keys", "rotate")
    assert told.status == 0
    assert "Sealed anew:" in told.out
    assert before not in told.out
    assert (home / "store.key").read_text() != before
    assert (home / "store.key.before").read_text() == before
    assert (home / "store.key").stat().st_mode & 0o777 == 0o600
    assert not (home / "store.key.new").exists()
    again = mingcha("roster", "import", str(folder))
    assert again.status == 0
    assert mingcha("keys", "rotate").status == 0
    assert (home / "store.key.before.1").read_text() == before


def test_one_that_was_interrupted_after_the_database_is_finished(
    mingcha: Mingcha, folder: Path, home: Path
) -> None:
    assert mingcha("roster", "import", str(folder)).status == 0
    former = (home / "store.key").read_text()
    assert mingcha("keys", "rotate").status == 0
    (home / "store.key").rename(home / "store.key.new")  # as the crash left them
    (home / "store.key.before").rename(home / "store.key")
    told = mingcha("keys", "rotate")
    assert told.status == 0
    assert "Sealed anew: 0 values" in told.out
    assert (home / "store.key.before").read_text() == former
    assert mingcha("roster", "import", str(folder)).status == 0


def test_as_long_as_a_process_works_nothing_is_changed(mingcha: Mingcha, home: Path) -> None:
    with opened(read_settings(mingcha.environment)) as foundation:
        now = foundation.clock.now()
        with foundation.ledger.write() as book:
            book.leases.take(SCHEDULING, "another", now, now.replace(year=now.year + 1))
    before = (home / "store.key").read_text()
    told = mingcha("keys", "rotate")
    assert told.status == 2
    assert "stop all of them first" in told.err
    assert (home / "store.key").read_text() == before


def test_a_key_from_the_settings_is_replaced_by_one_that_is_given(
    mingcha: Mingcha, home: Path, tmp_path: Path
) -> None:
    given = Mingcha({**mingcha.environment, "MINGCHA_STORE_KEY": "ab" * 32})
    assert given("policy", "show").status == 0
    without = given("keys", "rotate")
    assert without.status == 2
    assert "name it with --new-key-file" in without.err
    new = tmp_path / "new"
    new.write_text("cd" * 32 + "\n")
    told = given("keys", "rotate", "--new-key-file", str(new))
    assert told.status == 0
    assert "Set MINGCHA_STORE_KEY to the new key" in told.out
    assert given("policy", "show").status == 2
    assert (
        Mingcha({**given.environment, "MINGCHA_STORE_KEY": "cd" * 32})("policy", "show").status == 0
    )
    same = Mingcha({**given.environment, "MINGCHA_STORE_KEY": "cd" * 32})(
        "keys", "rotate", "--new-key-file", str(new)
    )
    assert "expected another" in same.err
    in_home = mingcha("keys", "rotate", "--new-key-file", str(new))
    assert in_home.status == 2
