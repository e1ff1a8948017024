"""`mingcha roster import` is killed in the middle: nothing is half written, and it is repeated."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.roster_sheets import sheets_of
from mingcha.cli.roster_files import write_sheets
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from tests.crashes.command import Command
from tests.crashes.midway import Midway
from tests.crashes.nursery import Nursery
from tests.mingcha import installation
from tests.mingcha.rosters import change
from tests.scenarios.town import small_roster

SOME_REFUSED = 1
HOUSEHOLDS = 5
NOBODY = dict.fromkeys(
    ("villages", "teams", "officials", "postings", "households", "designations", "inspectors"), 0
)


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    """A register with one bad row: a household with a number that nobody has."""
    folder = tmp_path / "delivered"
    written_on = datetime(2026, 3, 1, tzinfo=UTC)
    write_sheets(folder, sheets_of(small_roster(households=HOUSEHOLDS), "en"), "en", written_on)
    change(folder, "households", 2, phones="+8612")
    return folder


def test_an_import_that_is_killed_has_stored_nothing_and_is_repeated(
    nursery: Nursery, database: str, delivered: Path, tmp_path: Path
) -> None:
    environment = installation.environment(
        tmp_path / "home", database_url=database, **installation.STEPPED
    )

    def given(number: int) -> Command:
        words = ["roster", "import", str(delivered)]
        return Command.given(nursery, words, environment, tmp_path / f"{number}.log")

    with installation.opened(read_settings(environment)) as store:
        acts = audited(store)
        midway = Midway(database)
        with midway.held():
            command = given(1)
            midway.await_somebody()
            command.kill()
        assert (counts(store), audited(store)) == (NOBODY, acts)

        assert given(2).ended() == SOME_REFUSED
        stored, told = counts(store), audited(store)
        assert (stored["officials"], stored["households"]) == (2, HOUSEHOLDS - 1)
        assert told == acts + 1
        again = given(3)
        assert again.ended() == SOME_REFUSED
        assert "households, row 3, phones" in again.said
        assert counts(store) == stored


def counts(store: Foundation) -> dict[str, int]:
    with store.ledger.read() as book:
        return dict(book.roster.counts())


def audited(store: Foundation) -> int:
    """How many acts the log has."""
    with store.ledger.read() as book:
        assert book.audit.broken_at() is None
        return book.audit.newest().index
