import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, town_on

REASON = ("--reason", "two open cases")


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


def test_a_share_is_set_listed_and_cleared(mingcha: Mingcha, town: Town) -> None:
    told = mingcha("risk", "set", "T1", "1.5", *REASON, "--until", "2099-03-04")
    assert told.status == 0, told.err
    assert told.out == (
        "T1 is drawn at 1.5 times its region's rate, up to and including 2099-03-04: in slots that"
        " are not committed yet.\n"
    )
    again = mingcha("risk", "set", "T1", "1.5", *REASON, "--until", "2099-03-04")
    assert again.out.endswith("2099-03-04, already. Nothing was changed.\n")
    assert mingcha("risk", "set", "T1", "0.7", *REASON).status == 0
    _, row = mingcha("risk", "list").out.splitlines()
    assert "T1" in row
    assert "0.7" in row
    assert "two open cases" in row
    (listed,) = json.loads(mingcha("risk", "list", "--json").out)
    assert (listed["team"], listed["factor_milli"], listed["last_day"]) == ("T1", 700, None)
    cleared = mingcha("risk", "clear", "T1", "--reason", "both are closed")
    assert cleared.out.startswith("T1 is drawn at its region's rate again")
    assert mingcha("risk", "list").out.startswith("No team has a risk share")


def test_the_log_names_the_team_and_no_reason(mingcha: Mingcha, town: Town) -> None:
    assert mingcha("risk", "set", "T1", "2", *REASON).status == 0
    assert mingcha("risk", "clear", "T1", *REASON).status == 0
    with town.product.foundation.ledger.read() as book:
        newest = book.audit.newest().index
        entries = [book.audit.proof(n).entry["about"] for n in (newest - 1, newest)]
        assert book.audit.broken_at() is None
    assert entries == ["risk share 1 of T1: 2 until cleared", "risk share 1 of T1"]


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", "T9", "1.5", *REASON), "TEAM 'T9': no team of today's register has this id"),
        (("set", "T1", "0.69", *REASON), "FACTOR: 0.69 is not permitted; expected 0.7 to 3,"),
        (("set", "T1", "3.1", *REASON), "FACTOR: 3.1 is not permitted"),
        (("set", "T1", "high", *REASON), "FACTOR: 'high' is no factor"),
        (("set", "T1", "1", *REASON), "FACTOR: 1 is what holds without a share"),
        (("set", "T1", "2", "--reason", " "), "--reason: it is empty"),
        (("set", "T1", "2", *REASON, "--until", "2020-01-01"), "2020-01-01: that day is over"),
        (("clear", "T1", *REASON), "TEAM 'T1' has no risk share; `mingcha risk list` names"),
    ],
)
def test_what_cannot_be_set_or_cleared_is_refused_with_the_reason(
    mingcha: Mingcha, town: Town, arguments: tuple[str, ...], told: str
) -> None:
    refused = mingcha("risk", *arguments)
    assert refused.status == 2
    assert told in refused.err
    assert mingcha("risk", "list").out.startswith("No team has a risk share")
