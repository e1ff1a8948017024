"""`mingcha invite --sms`, `--slips` and `status`, against the simulated providers."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from stat import S_IMODE

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, environment_for, official_number, small_roster, town_on

pytestmark = EMBEDDED


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


@pytest.fixture
def mingcha(town: Town, home: Path, database: str) -> Mingcha:
    return Mingcha(environment_for(town.world, home, database))


def settled(town: Town) -> None:
    town.product.engine.wake()
    town.clock.settle()


def test_the_messenger_says_the_bots_name(mingcha: Mingcha, town: Town) -> None:
    rows = mingcha("invite", "O1").out.splitlines()
    assert len(rows) == 2
    assert rows[1].endswith(f"https://t.me/{town.world.telegram.username}?start={rows[1][12:32]}")


def test_without_a_bot_there_is_no_link_to_print_or_send(mingcha: Mingcha, tmp_path: Path) -> None:
    nameless = {
        name: value
        for name, value in mingcha.environment.items()
        if name != "MINGCHA_TELEGRAM_TOKEN"
    }
    for option in (["--sms"], ["--slips", str(tmp_path / "slips.html")]):
        told = Mingcha(nameless)("invite", *option)
        assert told.status == 2
        assert f"{option[0]}: the link needs --bot NAME, or the token" in told.err


def test_a_persons_slip_links_the_person(mingcha: Mingcha, town: Town, tmp_path: Path) -> None:
    file = tmp_path / "slips.html"
    told = mingcha("invite", "O1", "--slips", str(file))
    assert (told.status, told.err) == (0, "")
    assert f"1 slips are in {file}" in told.out
    assert S_IMODE(file.stat().st_mode) == 0o600
    page = file.read_text(encoding="utf-8")
    assert "Official 1" in page
    assert "Team one" in page
    (code,) = re.findall(r'class="code">([0-9a-f ]+)<', page)
    town.chat("O1").says(code).receives("share your own contact")


def test_texts_are_announced_with_their_price_and_then_sent(mingcha: Mingcha, town: Town) -> None:
    told = mingcha("invite", "O1", "O2", "--sms")
    assert told.status == 0
    assert told.err == "2 text messages, 4 segments will be billed.\n"
    assert told.out.startswith("2 text messages wait to be sent")
    for n in (1, 2):
        town.world.phone(official_number(n)).gets_text("Village work supervision")
    settled(town)
    town.to(9)
    town.world.verify()
    status = Mingcha({**mingcha.environment, "MINGCHA_CLOCK_START": town.world.now.isoformat()})
    people = json.loads(status("invite", "status", "--json").out)["people"]
    assert [(one["person"], one["stage"]) for one in people] == [
        ("O1", "delivered"),
        ("O2", "delivered"),
        ("I1", "invited"),
    ]
    assert [one["segments"] for one in people] == [2, 2, 0]
    table = status("invite", "status", "--region", "530128106").out
    assert "Official 1" not in table
    assert re.search(r"O1 +official +530128106201 +delivered +2026-03-02 08:00", table)
    assert re.search(r"530128 +2 +2", table)


def test_many_texts_are_not_sent_without_a_word(world: World, home: Path, database: str) -> None:
    many = replace(small_roster(officials=60))
    with town_on(database, home, world, roster=many) as town:
        mingcha = Mingcha(environment_for(town.world, home, database))
        told = mingcha("invite", "--sms", "--only", "officials")
        assert told.status == 2
        assert "60 text messages, 120 segments will be billed." in told.err
        assert "more than 50 text messages: expected --yes; nobody was invited" in told.err
        town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")
        told = mingcha("invite", "--sms", "--only", "officials", "--yes")
        assert told.out.startswith("60 text messages wait to be sent")
        town.chat("O2").starts(town.codes["O2"]).receives("not valid")


def test_without_a_carrier_no_text_is_promised(mingcha: Mingcha, town: Town) -> None:
    poor = {name: v for name, v in mingcha.environment.items() if "TWILIO" not in name}
    poor = {name: v for name, v in poor.items() if name != "MINGCHA_CALLER_NUMBER"}
    toys = ("MINGCHA_CLOCK", "MINGCHA_CLOCK_START", "MINGCHA_INSECURE_SEED")
    told = Mingcha({name: v for name, v in poor.items() if name not in toys})("invite", "--sms")
    assert told.status == 2
    assert "--sms needs a carrier: MINGCHA_TWILIO_ACCOUNT_SID" in told.err
    town.chat("O1").starts(town.codes["O1"]).receives("share your own contact")


def test_an_invented_number_is_refused_before_it_is_queued(mingcha: Mingcha, town: Town) -> None:
    real = {**mingcha.environment, "MINGCHA_TWILIO_API": "https://twilio.example.org"}
    toys = ("MINGCHA_CLOCK", "MINGCHA_CLOCK_START", "MINGCHA_INSECURE_SEED")
    told = Mingcha({name: v for name, v in real.items() if name not in toys})(
        "invite", "O1", "--sms", "--bot", "b"
    )
    assert "O1: no text message, an invented number, and this lane reaches real" in told.err
    assert "0 text messages wait to be sent" in told.out


def test_stages_are_told_for_everybody(mingcha: Mingcha, town: Town) -> None:
    town.link("O1")
    chat = town.chat("O2").starts(town.codes["O2"])
    for _ in range(5):
        chat.shares_contact(of=town.chat("O1"))
    chat.reads_all()
    told = mingcha("invite", "status")
    assert (told.status, told.err) == (0, "")
    assert re.search(r"O1 +official +530128106201 +linked", told.out)
    assert re.search(r"O2 +official +530128106201 +closed .* 5 foreign contacts", told.out)
    assert re.search(r"county +invited +closed +linked +all", told.out)
    assert "O1 " not in mingcha("invite", "status", "--open").out
    town.chat("O1").blocks()
    assert re.search(r"O1 .* blocked", mingcha("invite", "status").out)
