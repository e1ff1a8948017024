from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, town_on

REASON = ("--reason", "the river rises")


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


def test_a_region_is_paused_listed_and_resumed(mingcha: Mingcha, town: Town) -> None:
    told = mingcha("pause", "530128", *REASON, "--until", "2099-03-04")
    assert told.status == 0, told.err
    assert told.out.splitlines()[0] == (
        "Paused: Luquan (530128), up to and including 2099-03-04 (pause 1)."
    )
    again = mingcha("pause", "530128", *REASON, "--until", "2099-03-04")
    assert (again.status, "Nothing was changed." in again.out) == (0, True)
    longer = mingcha("pause", "530128", *REASON)
    assert "until it is resumed (pause 2)" in longer.out
    listed = mingcha("pauses").out.splitlines()
    assert len(listed) == 2
    for part in ("2", "530128", "Luquan", "the river rises"):
        assert part in listed[1]
    assert mingcha("resume", "530128", "--reason", "dry").out == "Resumed: Luquan (530128).\n"
    assert mingcha("pauses").out == "Nothing is paused.\n"
    assert len(mingcha("pauses", "--all").out.splitlines()) == 3


def test_a_wider_pause_is_named_where_it_still_holds(mingcha: Mingcha, town: Town) -> None:
    for region in ("everywhere", "530128106201"):
        assert mingcha("pause", region, *REASON).status == 0
    told = mingcha("resume", "530128106201", *REASON)
    assert told.out.splitlines() == [
        "Resumed: Shuanghe (530128106201).",
        "It stays paused all the same; still paused: All regions.",
    ]


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("pause", "53012", *REASON), "a code is 2, 4, 6, 9 or 12 digits"),
        (("pause", "Luquan", *REASON), "or `everywhere`"),
        (("pause", "440101", *REASON), "no village of the register has a code that begins so"),
        (("pause", "530128", "--reason", " "), "--reason: it is empty"),
        (("pause", "530128", "--reason", "x" * 201), "expected at most 200"),
        (("pause", "530128", *REASON, "--until", "2020-01-01"), "that day is over"),
        (("resume", "530128", *REASON), "Luquan (530128) has no pause of its own; nothing is pau"),
    ],
)
def test_what_cannot_be_paused_is_refused_with_the_reason(
    mingcha: Mingcha, town: Town, arguments: tuple[str, ...], told: str
) -> None:
    refused = mingcha(*arguments)
    assert refused.status == 2
    assert told in refused.err
    assert mingcha("pauses", "--all").out == "There was no pause yet.\n"
