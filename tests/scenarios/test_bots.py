"""Two bots, each with the people of one region, over HTTP and on both databases."""

from dataclasses import replace
from pathlib import Path

import pytest

from inspection.roster import Roster, Team
from simulator import World
from simulator.chat_script import ChatScript
from tests.scenarios.check import NO_HOUSEHOLDS, MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import Town, official_number, small_roster

NORTH, SOUTH = "530128106201", "530329106201"
CHECK = "Unannounced check"


def two_regions() -> Roster:
    """O1 is posted in the north, O2 in the south."""
    roster = small_roster()
    (village,) = roster.villages
    first, second = roster.postings
    south = replace(village, code=SOUTH, name="Heishui", county="Yiliang", prefecture="Zhaotong")
    return replace(
        roster,
        villages=(village, south),
        teams=(*roster.teams, Team(team="T2", village=SOUTH, name="Team two")),
        postings=(first, replace(second, team="T2", role="leader")),
    )


@pytest.fixture
def town(make_town: MakeTown, world: World, tmp_path: Path) -> Town:
    lanes = tmp_path / "lanes.toml"
    token = world.bot("south").token
    lanes.write_text(f'[lanes.south]\nkind = "bot"\ntoken = "{token}"\nregions = ["5303"]\n')
    world.traffic.recording = True
    town = make_town(
        policy=NO_HOUSEHOLDS, roster=two_regions(), settings={"MINGCHA_LANES": str(lanes)}
    )
    for person, bot in (("O1", ""), ("O2", "south")):
        chat = chat_of(town, person, bot).starts(town.codes[person]).receives("share your own")
        chat.shares_contact().receives("connected").receives("Rules of the checks")
    return town


def chat_of(town: Town, person: str, bot: str) -> ChatScript:
    number = official_number(int(person[1:]))
    return town.world.chat(person, number=number, first_name=person, bot=bot)


def updates_of(world: World, bot: str) -> set[int]:
    """The numbers of what the bot delivered."""
    ends = f"/telegram/{bot}" if bot else "/telegram"
    return {
        exchange.params["update_id"]
        for exchange in world.traffic.exchanges
        if exchange.api == "telegram.update" and exchange.url.endswith(ends)
    }


def test_each_is_checked_by_their_own_bot_though_both_count_their_updates_alike(
    town: Town,
) -> None:
    town.drawn()
    town.to(12)
    for person, bot in (("O1", ""), ("O2", "south")):
        chat = chat_of(town, person, bot).receives(CHECK).taps("On leave").receives("Until when")
        chat.says(f"{person} says Friday.").receives("recorded").receives_nothing()
    for person in ("O1", "O2"):
        said = town.book().replies(person)
        assert said == {"whereabouts": "leave", "leave_detail": f"{person} says Friday."}
    assert updates_of(town.world, "") == updates_of(town.world, "south"), "and none was lost"
    assert town.book().inbox()["done"] == 2 * len(updates_of(town.world, "south"))


def test_whoever_links_at_another_bot_is_asked_there_alone(town: Town) -> None:
    """A code works at any bot; the newest account counts, and the former one is told."""
    now, former = town.world.now, chat_of(town, "O1", "")
    with town.product.foundation.ledger.write() as book:
        book.chats.invite("official", "O1", "anothercode", now.replace(month=4), now)
    moved = chat_of(town, "O1", "south").starts("anothercode").receives("share your own contact")
    former.receives_nothing()
    moved.shares_contact().receives("connected")
    former.receives("This account was disconnected")
    town.drawn()
    town.to(12)
    moved.receives(CHECK)
    chat_of(town, "O2", "south").receives(CHECK)
    former.receives_nothing()


def test_a_bot_whose_token_was_revoked_holds_up_nobody_at_another(
    town: Town, log: ExpectedLog
) -> None:
    log.expects("lane south is held: stopped, code 401")
    town.world.bot("south").revoked = True
    phone = town.phone_of("O2").answers()
    phone.hears("Where are you now?").chooses("On leave").hears("Thank you")
    town.drawn()
    town.to(12)
    chat_of(town, "O1", "").receives(CHECK).receives_nothing()
    chat_of(town, "O2", "south").receives_nothing()
    assert town.book().replies("O2") == {"whereabouts": "leave"}
    assert not town.book().findings()
