from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from twilio.rest import Client

from simulator import County, Habits, World
from simulator.people import picks_up
from simulator.roster import Roster, e164
from simulator.truth import Truth
from tests.simulator.conftest import PUBLIC, BotClient
from tests.simulator.product import Product, gather, say
from tests.simulator.town import survey, write_roster

DAYS = [date(2026, 3, 2) + timedelta(days=n) for n in range(5)]
STEADY = Habits(
    without_chat=0,
    phone_off=0,
    blockers=0,
    answers_late=0,
    forgets=0,
    official_picks_up=1,
    dead_numbers=0,
    machines=0,
    strangers=0,
    moved=0,
    engaged=0,
    refuses=0,
    later=0,
    wrong_key=0,
    no_key=0,
    leaves_midway=0,
    unsure=0,
    coached_villages=0,
    coached_elsewhere=0,
    in_village=1,
    sees_team=1,
)
"""People without chance: whoever is called answers, and says what is true."""
WHERE = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton(text, callback_data=text)]
        for text in ("In the village", "On an official trip", "On leave", "Resting, off duty")
    ]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_roster(tmp_path)


def settle(world: World, folder: Path, habits: Habits = STEADY) -> County:
    return County.from_roster(folder, world=world, seed=3, days=DAYS, habits=habits)


def call(twilio: Client, world: World, number: str) -> str:
    placed = twilio.calls.create(to=number, from_=world.twilio.caller_number, url=f"{PUBLIC}/voice")
    return str(placed.sid)


def at_evening(world: World) -> None:
    """19:00 in the village."""
    world.run_until(world.now.replace(hour=11, minute=0))


def of_village(county: County, *, attended: bool) -> str:
    """A household's number and village, by whether the team is there on the first two days."""
    return next(
        village
        for village in county.roster.villages
        if all(county.truth.village_attended(village, day) == attended for day in DAYS[:2])
        and county.truth.village_attended(village, date(2026, 3, 1)) == attended
    )


def test_numbers_are_read_in_every_spelling() -> None:
    assert e164("199 0000 0001") == "+8619900000001"
    assert e164("＋８６ 199-0000-0001") == "+8619900000001"
    assert e164("0871 1234567") == "+868711234567"
    assert e164("") == ""


def test_the_roster_is_read_as_it_is_written(folder: Path) -> None:
    roster = Roster.read(folder)
    assert len(roster.villages) == 20
    assert len(roster.officials) == 60
    assert len(roster.households) == 120
    assert roster.villages["530128000003"].zone == "Asia/Shanghai"
    assert roster.officials["O012"].number == "+8619900000102"
    assert roster.households["H033"].numbers == ("+8619800000303",)


def truth_of(world: World, folder: Path) -> Truth:
    return settle(world, folder, Habits()).truth


def test_absent_teams_are_absent_nearly_every_day_and_say_otherwise(
    world: World, folder: Path
) -> None:
    truth = truth_of(world, folder)
    assert len(truth.absent_teams) == 4
    for team in truth.absent_teams:
        days = [truth.team_present(team, date(2026, 3, 1) + timedelta(n)) for n in range(200)]
        assert 0.01 < sum(days) / len(days) < 0.15
        members = [f"O{team[1:]}{m}" for m in range(3)]
        assert not any(truth.honest(member) for member in members)
    assert truth.absentee_officials >= {
        f"O{team[1:]}0" for team in truth.absent_teams if not truth.team_present(team, DAYS[0])
    }


def test_honest_officials_are_mostly_there(world: World, folder: Path) -> None:
    truth = truth_of(world, folder)
    places = [
        truth.where(official, day)
        for official in Roster.read(folder).officials
        if truth.honest(official)
        for day in DAYS
    ]
    assert 0.7 < places.count("village") / len(places) < 0.95
    assert {"trip", "leave", "home"} <= set(places)


def test_the_truth_depends_on_the_seed_alone(world: World, folder: Path) -> None:
    first, again = truth_of(world, folder), truth_of(world, folder)
    other = County.from_roster(folder, world=world, seed=4, days=DAYS).truth
    assert first.absentee_officials == again.absentee_officials
    assert first.absent_teams != other.absent_teams


def test_one_person_more_changes_nothing_for_the_others(world: World, folder: Path) -> None:
    before = truth_of(world, folder)
    with (folder / "officials.csv").open("a") as sheet:
        sheet.write("O999,New,19999999999,en,Bureau\n")
    after = truth_of(world, folder)
    for official in ("O000", "O101", "O152"):
        assert [before.where(official, d) for d in DAYS] == [after.where(official, d) for d in DAYS]


def test_coaching_is_concentrated_in_few_villages(world: World, folder: Path) -> None:
    county = settle(world, folder, Habits(coached_villages=0.1))
    coached = [h for h in county.roster.households.values() if county.coached(h.id)]
    villages = [h.village for h in coached]
    worst = sorted({v: villages.count(v) for v in villages}.values())[-2:]
    assert sum(worst) >= 6
    assert len(coached) < 20


def test_people_pick_up_more_often_in_the_evening() -> None:
    assert picks_up(3) < picks_up(10) < picks_up(13) < picks_up(19)


@pytest.mark.parametrize(("attended", "key"), [(True, "2"), (False, "1")])
def test_a_villager_says_whether_the_team_was_seen(
    world: World, twilio: Client, product: Product, folder: Path, attended: bool, key: str
) -> None:
    county = settle(world, folder)
    village = county.roster.villages[of_village(county, attended=attended)]
    survey(product, village=village.name)
    at_evening(world)
    for n in range(6):
        number = f"+86198000{int(village.code[-2:]):03}{n:02}"
        world.run_until(world.now + timedelta(minutes=5))
        call(twilio, world, number)
    world.run_until(world.now + timedelta(minutes=30))
    answered = product.at("/end")
    assert len(answered) >= 3
    assert {fields["Digits"] for fields in answered} == {key}
    world.verify()


def test_a_coached_villager_says_yes_anyway(
    world: World, twilio: Client, product: Product, folder: Path
) -> None:
    habits = Habits(**{**STEADY.__dict__, "coached_elsewhere": 1.0})
    county = settle(world, folder, habits)
    village = county.roster.villages[of_village(county, attended=False)]
    survey(product, village=village.name)
    at_evening(world)
    for n in range(6):
        call(twilio, world, f"+86198000{int(village.code[-2:]):03}{n:02}")
    world.run_until(world.now + timedelta(minutes=30))
    assert {fields["Digits"] for fields in product.at("/end")} == {"2"}


@pytest.mark.parametrize(
    ("habit", "path", "digits"),
    [
        ("refuses", "/household", "3"),
        ("later", "/household", "2"),
        ("strangers", "/seen", "2"),
        ("moved", "/seen", "3"),
        ("wrong_key", "/household", "8"),
    ],
)
def test_a_villager_may_decline_or_be_the_wrong_one(
    world: World,
    twilio: Client,
    product: Product,
    folder: Path,
    habit: str,
    path: str,
    digits: str,
) -> None:
    county = settle(world, folder, Habits(**{**STEADY.__dict__, habit: 1.0}))
    village = county.roster.villages["530128000000"]
    survey(product, village=village.name)
    at_evening(world)
    for n in range(6):
        call(twilio, world, f"+86198000000{n:02}")
    world.run_until(world.now + timedelta(minutes=30))
    pressed = [fields["Digits"] for fields in product.at(path)]
    assert len(pressed) >= 3
    assert set(pressed) == {digits}


def test_a_villager_asked_about_another_village_says_no(
    world: World, twilio: Client, product: Product, folder: Path
) -> None:
    settle(world, folder)
    survey(product, village="Village 07")
    at_evening(world)
    for n in range(6):
        call(twilio, world, f"+86198000000{n:02}")
    world.run_until(world.now + timedelta(minutes=30))
    assert {fields["Digits"] for fields in product.at("/seen")} == {"2"}


@pytest.mark.parametrize(
    ("habit", "status"), [("dead_numbers", "failed"), ("engaged", "busy"), ("machines", "")]
)
def test_a_number_may_reach_nobody(
    world: World, twilio: Client, product: Product, folder: Path, habit: str, status: str
) -> None:
    settle(world, folder, Habits(**{**STEADY.__dict__, habit: 1.0}))
    survey(product, village="Village 00")
    at_evening(world)
    sid = call(twilio, world, "+8619800000000")
    world.run_until(world.now + timedelta(minutes=30))
    placed = world.twilio.exchange.calls[sid]
    assert placed.status == (status or "completed")
    assert not any(placed.pressed)


def test_a_question_that_nobody_understands_is_a_problem(
    world: World, twilio: Client, product: Product, folder: Path
) -> None:
    settle(world, folder)
    survey(product, village="Village 00")
    product.documents["/voice"] = product.documents["/voice"].replace(  # type: ignore[union-attr]
        "Can you talk freely, alone, and are you willing", "Fancy a chat"
    )
    at_evening(world)
    for n in range(6):
        call(twilio, world, f"+86198000000{n:02}")
    world.run_until(world.now + timedelta(minutes=30))
    assert "a villager did not understand" in world.problems[0]


async def asks_contact(bot: Bot, *, user: int) -> Message:
    button = KeyboardButton("Share my contact", request_contact=True)
    return await bot.send_message(user, "Please", reply_markup=ReplyKeyboardMarkup([[button]]))


@pytest.fixture
def linked(world: World, bot: BotClient, product: Product, folder: Path) -> Iterator[County]:
    """A county whose officials have opened their link and shared their contact."""
    bot.does(lambda b: b.set_webhook(f"{PUBLIC}/telegram"))
    county = settle(world, folder)
    county.link_everyone({"O000": "CODE1", "I1": "CODE2", "stranger": "CODE3"})
    world.run_until(world.now + timedelta(hours=1))
    for person in ("O000", "I1"):
        user = world.telegram.person(person).chat.user.id
        bot.does(partial(asks_contact, user=user))
    world.run_until(world.now + timedelta(minutes=10))
    yield county
    world.verify()


def test_everybody_opens_the_link_and_shares_their_own_contact(
    linked: County, product: Product
) -> None:
    messages = [update["message"] for update in product.updates()]
    assert {m["text"] for m in messages if "text" in m} == {"/start CODE1", "/start CODE2"}
    contacts = [m for m in messages if "contact" in m]
    assert len(contacts) == 2
    assert all(m["contact"]["user_id"] == m["from"]["id"] for m in contacts)
    assert {m["contact"]["phone_number"].lstrip("+") for m in contacts} == {
        "8619900000000",
        "8619700000001",
    }


def ask_where(world: World, bot: BotClient, official: str) -> None:
    user = world.telegram.person(official).chat.user.id
    bot.does(lambda b: b.send_message(user, "Where are you now?", reply_markup=WHERE))


def test_an_official_taps_where_they_say_they_are_and_tells_one_fact(
    world: World, bot: BotClient, linked: County, product: Product
) -> None:
    ask_where(world, bot, "O000")
    ask_where(world, bot, "O000")
    world.run_until(world.now + timedelta(hours=3))
    presses = [u["callback_query"]["data"] for u in product.updates() if "callback_query" in u]
    claimed = {
        "village": "In the village",
        "trip": "On an official trip",
        "leave": "On leave",
        "home": "Resting, off duty",
    }
    assert presses == [claimed[linked.conducts["O000"].claims()]]
    user = world.telegram.person("O000").chat.user.id
    question = "Tell us one thing that you are working on."
    for _ in range(2):
        bot.does(lambda b: b.send_message(user, question))
        world.run_until(world.now + timedelta(minutes=10))
    typed = [u["message"]["text"] for u in product.updates() if "text" in u.get("message", {})]
    assert len(typed) == 3
    assert len(typed[-1]) > 10


def test_a_liar_says_in_the_village(world: World, folder: Path) -> None:
    county = settle(world, folder)
    liar = next(
        official
        for official in county.truth.absentee_officials
        if county.truth.where(official, DAYS[0]) == "home"
    )
    assert county.conducts[liar].claims() == "village"
    resting = next(
        official
        for official in county.roster.officials
        if county.truth.honest(official) and county.truth.where(official, DAYS[0]) != "village"
    )
    assert county.conducts[resting].claims() == county.truth.where(resting, DAYS[0])


def test_a_choice_that_no_official_understands_is_a_problem(
    world: World, bot: BotClient, product: Product, folder: Path
) -> None:
    settle(world, folder)
    world.telegram.person("O000").start()
    user = world.telegram.person("O000").chat.user.id
    bot.does(lambda b: b.send_message(user, "Tea or coffee?", reply_markup=WHERE))
    assert "an official did not understand" in world.problems[0]


def test_some_answer_hours_late_some_never_and_some_block_the_bot(
    world: World, folder: Path
) -> None:
    county = settle(world, folder, Habits(blockers=0.1))
    delays = [county.conducts[official].delay(1) for official in county.roster.officials]
    given = sorted(delay for delay in delays if delay is not None)
    assert len(given) < len(delays)
    assert given[len(given) // 2] < 30 * 60
    assert given[-1] > 5 * 3600
    assert any(conduct.blocks for conduct in county.conducts.values())
    assert county.without_chat


def test_an_official_answers_by_key_on_the_phone(
    world: World, twilio: Client, product: Product, folder: Path
) -> None:
    county = settle(world, folder)
    menu = (
        "Where are you now? For In the village, press 1. For On an official trip, press 2."
        " For On leave, press 3. For Resting, off duty, press 4. For Emergency, press 5."
    )
    product.documents["/voice"] = say(gather(menu, "/where"))
    product.documents["/where"] = say("<Hangup/>")
    call(twilio, world, county.roster.officials["O000"].number)
    world.run_until(world.now + timedelta(minutes=10))
    keys = {"village": "1", "trip": "2", "leave": "3", "home": "4"}
    assert product.at("/where")[0]["Digits"] == keys[county.conducts["O000"].claims()]
    world.verify()


def test_a_transcript_names_people(world: World, folder: Path) -> None:
    county = settle(world, folder)
    assert county.describe("O000") == "Official 000 (O000)"
    assert county.describe("+8619900000000") == "Official 000 (O000)"
    assert county.describe("+8619800000000") == "Family 000 (H000)"
    assert county.describe("I1") == "Inspector (I1)"
    assert county.describe("+1") == "+1"


def test_a_script_comes_before_the_person_who_owns_the_number(
    world: World, twilio: Client, product: Product, folder: Path
) -> None:
    product.documents["/voice"] = say("<Hangup/>")
    world.phone("+8619800000000").is_busy()
    settle(world, folder)
    at_evening(world)
    for _ in range(4):
        call(twilio, world, "+8619800000000")
        world.run_until(world.now + timedelta(minutes=5))
    first, *others = world.phone("+8619800000000").calls
    assert first.status == "busy"
    assert "completed" in {other.status for other in others}
    world.verify()
