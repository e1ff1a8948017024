"""A town in two regions, with a bot for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from inspection.roster import Roster, Team
from simulator import World
from simulator.chat_script import ChatScript
from tests.scenarios.check import NO_HOUSEHOLDS
from tests.scenarios.town import Town, official_number, small_roster, town_on

SOUTH = "530329106201"
"""A village of the region that bot `south` serves."""


def two_regions(*, officials: int = 2) -> Roster:
    """The last official is posted in the south, all others in the north; I1 is responsible for
    both."""
    roster = small_roster(officials=officials)
    (inspector,) = roster.inspectors
    (village,) = roster.villages
    *north, last = roster.postings
    south = replace(village, code=SOUTH, name="Heishui", county="Yiliang", prefecture="Zhaotong")
    return replace(
        roster,
        villages=(village, south),
        teams=(*roster.teams, Team(team="T2", village=SOUTH, name="Team two")),
        postings=(*north, replace(last, team="T2", role="leader")),
        inspectors=(replace(inspector, region="53"),),
    )


def lanes_with(world: World, folder: Path) -> dict[str, str]:
    """The settings that name a file with bot `south`."""
    lanes = folder / "lanes.toml"
    token = world.bot("south").token
    lanes.write_text(f'[lanes.south]\nkind = "bot"\ntoken = "{token}"\nregions = ["5303"]\n')
    return {"MINGCHA_LANES": str(lanes)}


@contextmanager
def town_with_two_bots(database: str, folder: Path, world: World) -> Iterator[Town]:
    with town_on(
        database,
        folder / "home",
        world,
        policy=NO_HOUSEHOLDS,
        roster=two_regions(),
        settings=lanes_with(world, folder),
    ) as town:
        yield town


def chat_of(town: Town, person: str, bot: str) -> ChatScript:
    number = official_number(int(person[1:]))
    return town.world.chat(person, number=number, first_name=person, bot=bot)


def link_both(town: Town) -> None:
    """O1 at the bot of the settings, O2 at that of the south."""
    for person, bot in (("O1", ""), ("O2", "south")):
        chat = chat_of(town, person, bot).starts(town.codes[person]).receives("share your own")
        chat.shares_contact().receives("connected").receives("Rules of the checks")
