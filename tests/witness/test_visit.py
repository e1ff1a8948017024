"""Whether a custodian elsewhere is there and who it said to be, over real HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.witness.elsewhere import Elsewhere, entry_of, served
from tests.witness.test_local import OPENING
from witness.roll import Entry
from witness.visit import visit


@pytest.fixture
def ministry(tmp_path: Path) -> Elsewhere:
    return Elsewhere.made(tmp_path / "ministry.json", name="ministry", now=lambda: OPENING)


@pytest.fixture
def entry(ministry: Elsewhere) -> Iterator[Entry]:
    with served(ministry.app()) as url:
        yield entry_of(ministry.custodian, url)


def test_one_that_shows_what_it_published_is_well(ministry: Elsewhere, entry: Entry) -> None:
    assert visit(entry, seconds=2.0) is None
    assert ministry.asked == ["/health", "/anchor"], "no code is asked for"


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("anchor", lambda entry: replace(entry, anchor=bytes(32))),
        ("public_key", lambda entry: replace(entry, public_key=bytes(32))),
        ("n", lambda entry: replace(entry, n=9)),
        ("name", lambda entry: replace(entry, name="academy")),
        ("start", lambda entry: replace(entry, start=entry.start + timedelta(days=1))),
    ],
)
def test_one_that_shows_something_else_is_told(
    entry: Entry, field: str, change: Callable[[Entry], Entry]
) -> None:
    told = visit(change(entry), seconds=2.0)
    assert told == f"it shows another {field} than the roll says"


def test_a_silent_one_is_told(ministry: Elsewhere, entry: Entry) -> None:
    ministry.silent = True
    assert visit(entry, seconds=2.0) == "something else than a custodian answers there"
    away = replace(entry, url="http://127.0.0.1:9")
    assert visit(away, seconds=2.0) == "it does not answer (ConnectError)"


def test_one_whose_file_is_damaged_is_told(
    ministry: Elsewhere, entry: Entry, tmp_path: Path
) -> None:
    (tmp_path / "ministry.json.seen").unlink()
    told = visit(entry, seconds=2.0)
    assert told == "its own file cannot be used (status 503)"
