from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, environment_for, official_number, town_on


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


def relinks(mingcha: Mingcha, *more: str) -> tuple[int, str, str]:
    told = mingcha("relink", "O1", "--reason", "lost the telephone", *more)
    return told.status, told.out, told.err


def test_the_new_code_links_the_persons_new_account(town: Town, home: Path, database: str) -> None:
    town.link("O1")
    mingcha = Mingcha(environment_for(town.world, home, database))
    status, out, err = relinks(mingcha, "--by", "I1", "--bot", "mingcha_bot", "--days", "3")
    assert (status, err) == (0, "")
    assert "O1: the account is ended. New invitation code:" in out
    assert "It holds for 3 days, for an account with the registered number." in out
    code = out.split("start=")[1].split()[0]
    assert " ".join(code[at : at + 4] for at in range(0, 20, 4)) in out
    town.product.engine.wake()
    town.clock.settle()
    town.chat("O1").receives("This account was disconnected")
    new = town.world.chat("O1 anew", number=official_number(1), user_id=4711)
    new.starts(code).receives("share").shares_contact().receives("connected")


@EMBEDDED
@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--by", "I9"), "I9 cannot vouch for O1; expected I1"),
        (("--by", "I1", "--only", "inspectors"), "O1: nobody of that id is in the register"),
        (("--by", "I1", "--only", "villagers"), "--only 'villagers': expected officials, insp"),
        (("--by", "I1", "--reason", ""), "--reason: it is empty"),
    ],
)
def test_a_refusal_says_what_would_be_right_and_changes_nothing(
    mingcha: Mingcha, town: Town, more: tuple[str, ...], why: str
) -> None:
    town.link("O1")
    status, out, err = relinks(mingcha, *more)
    assert (status, out) == (2, "")
    assert why in err
    town.chat("O1").starts().receives("Your account is connected already")
