"""Two bots, each with the people of one region, over HTTP and on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldwork.lost_bots import LostBots
from inspection.lane.lane import CHAT
from simulator import World
from tests.scenarios.check import stop_drawing
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import Town
from tests.scenarios.two_bots import chat_of, link_both, town_with_two_bots

CHECK = "Unannounced check"


@pytest.fixture
def town(world: World, database: str, tmp_path: Path) -> Iterator[Town]:
    world.traffic.recording = True
    with town_with_two_bots(database, tmp_path, world) as town:
        link_both(town)
        yield town


def updates_of(world: World, bot: str) -> set[int]:
    """The numbers of what the bot delivered."""
    ends = f"/telegram/{bot}" if bot else "/telegram"
    return {
        exchange.params["update_id"]
        for exchange in world.traffic.exchanges
        if exchange.api == "telegram.update" and exchange.url.endswith(ends)
    }


def calls_instead(town: Town) -> None:
    """O2 is called, and answers."""
    phone = town.phone_of("O2").answers()
    phone.hears("Where are you now?").chooses("On leave").hears("Thank you")


def without_south(town: Town) -> None:
    """As after a start with settings that lack its lane."""
    lost = LostBots(ledger=town.product.foundation.ledger, bots={CHAT})
    stations = {one.name: one for one in town.product.engine.stations}
    stations.pop("post south")
    stations["lost bots"] = replace(stations["lost bots"], work=lost.work, rests=lost.rests)
    town.product.engine.stations = list(stations.values())


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
        book.chats.invite("official", "O1", "anothercode", now + timedelta(days=1), now)
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
    calls_instead(town)
    town.drawn()
    town.to(12)
    chat_of(town, "O1", "").receives(CHECK).receives_nothing()
    chat_of(town, "O2", "south").receives_nothing()
    assert town.book().replies("O2") == {"whereabouts": "leave"}
    assert not town.book().findings()


def test_whose_bot_is_no_lane_any_more_is_called_and_what_waits_is_given_up_in_the_end(
    town: Town, log: ExpectedLog
) -> None:
    log.expects("bot south is no lane any more, and something waits for its people")
    without_south(town)
    stop_drawing(town)
    calls_instead(town)
    town.drawn()
    ledger = town.product.foundation.ledger
    with ledger.write() as book:
        (chat,) = book.chats.of_person("official", "O2")
        told = replace(book.messages.sent_to(chat.id)[0], key="news", state="DUE", kind="notice")
        book.messages.post(replace(told, next_at=town.world.now, tries=0))
    town.to(12)
    north = chat_of(town, "O1", "").receives(CHECK).taps("On leave").receives("Until when")
    north.says("Friday.").receives("recorded")
    assert town.book().replies("O2") == {"whereabouts": "leave"}
    with ledger.read() as book:
        assert [one.key for one in book.messages.awaited(chat.id)] == ["news"], "perhaps by mistake"
    log.expects("a message (notice) was given up: its bot is no lane any more")
    town.to(12, day=5)
    with ledger.read() as book:
        assert "news" not in [one.key for one in book.messages.awaited(chat.id)]
