"""`mingcha invite` and `relink` where there are several bots."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, environment_for
from tests.scenarios.two_bots import chat_of, lanes_with, link_both, town_with_two_bots

pytestmark = EMBEDDED


@pytest.fixture
def town(database: str, tmp_path: Path, world: World) -> Iterator[Town]:
    with town_with_two_bots(database, tmp_path, world) as town:
        yield town


@pytest.fixture
def mingcha(town: Town, database: str, tmp_path: Path) -> Mingcha:
    settings = environment_for(town.world, tmp_path / "home", database)
    return Mingcha(settings | lanes_with(town.world, tmp_path))


def links(out: str) -> dict[str, str]:
    """By person the bot that the link leads to."""
    rows = csv.DictReader(out.splitlines())
    return {row["person"]: row["link"].removeprefix("https://t.me/").split("?")[0] for row in rows}


def stages(mingcha: Mingcha) -> dict[str, str]:
    found = json.loads(mingcha("invite", "status", "--json").out)
    return {one["person"]: one["stage"] for one in found["people"]}


def test_a_link_leads_to_the_bot_of_the_persons_region(mingcha: Mingcha, town: Town) -> None:
    first, south = town.world.telegram.username, town.world.bot("south").username
    assert first != south
    told = mingcha("invite")
    assert (told.status, told.err) == (0, "")
    assert links(told.out) == {"O1": first, "O2": south, "I1": first}
    assert set(links(mingcha("invite", "--bot", "any_bot").out).values()) == {"any_bot"}


def test_paper_names_the_bot_of_each_slip(mingcha: Mingcha, town: Town, tmp_path: Path) -> None:
    assert mingcha("invite", "--slips", str(tmp_path / "slips.html")).status == 0
    page = (tmp_path / "slips.html").read_text(encoding="utf-8")
    assert page.count(f"@{town.world.telegram.username}") == 2
    assert page.count(f"@{town.world.bot('south').username}") == 1


def test_where_a_bot_does_not_say_its_name_only_its_own_people_cannot_be_invited(
    mingcha: Mingcha, town: Town
) -> None:
    town.world.bot("south").revoked = True
    refused = mingcha("invite")
    assert refused.status != 0
    assert "lane south: the messenger did not say who the bot is (code 401" in refused.err
    assert "nobody was invited" in refused.err
    chat_of(town, "O1", "").starts(town.codes["O1"]).receives("share your own contact")
    assert set(links(mingcha("invite", "--region", "5301").out)) == {"O1"}


def test_whose_bot_is_gone_is_invited_to_another_one_and_moves(
    mingcha: Mingcha, town: Town
) -> None:
    link_both(town)
    assert stages(mingcha) == {"O1": "linked", "O2": "linked", "I1": "invited"}
    without = Mingcha({**mingcha.environment, "MINGCHA_LANES": ""})
    assert stages(without)["O2"] == "bot gone"
    told = without("invite", "--only", "officials")
    assert links(told.out) == {"O2": town.world.telegram.username}
    assert stages(without) == {"O1": "linked", "O2": "invited", "I1": "invited"}
    code = told.out.splitlines()[1].split(",")[2]
    moved = chat_of(town, "O2", "").starts(code).receives("share your own contact")
    moved.shares_contact().receives("connected")
    assert stages(without)["O2"] == "linked"
    chat_of(town, "O2", "south").receives("This account was disconnected")
    relinked = mingcha("relink", "O2", "--by", "I1", "--reason", "the bot of the region is back")
    assert f"https://t.me/{town.world.bot('south').username}?start=" in relinked.out
