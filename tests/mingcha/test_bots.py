"""Bots of the file of lanes, beside that of the settings."""

from pathlib import Path

import pytest

from inspection.lane.pace import Limit
from mingcha.bots import bots_of, serving
from mingcha.lanes import Lanes
from mingcha.settings import Settings, SettingsRefused
from mingcha.telephones import telephones_of
from tests.mingcha.installation import TOKEN
from tests.mingcha.test_lane_file import NORTH, given

TOKEN_FILE = "777:south"
SOUTH = """
[lanes.south]
kind = "bot"
token_file = "south.token"
letters_a_second = 20
regions = ["5301", "5303"]
"""


def with_bots(folder: Path, text: str = SOUTH, content: str = TOKEN_FILE, **more: str) -> Settings:
    (folder / "south.token").write_text(content + "\n", encoding="utf-8")
    return given(folder, text, MINGCHA_TELEGRAM_TOKEN=TOKEN, **more)


def test_a_bot_of_the_file_stands_beside_that_of_the_settings(tmp_path: Path) -> None:
    settings = with_bots(tmp_path, NORTH + SOUTH, MINGCHA_TELEGRAM_API="https://bots.example.org")
    first, second = bots_of(settings)
    assert (first.name, first.token, second.name, second.token) == (
        *("chat", TOKEN, "south", "777:south"),
    )
    assert second.address == "https://bots.example.org", (
        "the same server, unless it is told another"
    )
    assert second.lane.limits == {"chat": Limit(most=20, seconds=1)}
    assert second.lane.regions == ("5301", "5303")
    assert first.lane.setup != second.lane.setup
    assert "777" not in repr(second)
    assert [one.lane.name for one in telephones_of(settings)] == ["north"], "and is no telephone"


def test_people_are_invited_to_the_bot_of_the_narrowest_region_and_else_to_the_first(
    tmp_path: Path,
) -> None:
    more = SOUTH + '[lanes.county]\nkind = "bot"\ntoken = "888:county"\nregions = ["530128"]\n'
    bots = bots_of(with_bots(tmp_path, more))
    served = {
        region: serving(bots, region).name
        for region in ("530128106201", "530129", "5301", "53", "110101", "")
    }
    assert served == {
        "530128106201": "county",
        "530129": "south",
        "5301": "south",
        "53": "chat",
        "110101": "chat",
        "": "chat",
    }


@pytest.mark.parametrize(
    ("text", "content", "says"),
    [
        (SOUTH, "110201543:other", "lane south, token: lane chat has this bot"),
        (
            SOUTH + SOUTH.replace("south]", "west]").replace("5301", "54").replace("5303", "55"),
            "777:x",
            "lane west, token: lane south has this bot",
        ),
        (SOUTH, "", "lane south, token_file: south.token holds no secret"),
        (SOUTH, "secret", "lane south, token: expected it as BotFather gave it"),
        (SOUTH + "calls_a_second = 3", "7:a", "lane south, calls_a_second: a bot has none"),
        (
            SOUTH + '[lanes.west]\nkind = "bot"\ntoken = "8:b"\nregions = ["5303"]\n',
            "7:a",
            "lane west, regions: 5303 is lane south's already",
        ),
        (SOUTH.replace("token_file", "#"), "7:a", "lane south, token_file: expected the file"),
        (SOUTH.replace("south]", "telephone]"), "7:a", "lane telephone, kind: this lane is the"),
        (
            SOUTH.replace('"bot"', '"parrot"'),
            "7:a",
            "lane south, kind: Input should be 'telephone'",
        ),
    ],
)
def test_a_bot_that_cannot_be_one_is_refused(
    tmp_path: Path, text: str, content: str, says: str
) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        bots_of(with_bots(tmp_path, text, content))
    (line,) = str(refusal.value).splitlines()
    assert line.startswith(f"MINGCHA_LANES: {tmp_path / 'lanes.toml'}, {says}")
    assert "secret" not in line.replace("holds no secret", "")


def test_the_bots_are_named_among_the_ways_to_people(tmp_path: Path) -> None:
    assert Lanes.of(with_bots(tmp_path)).described()[0].endswith("is not set; 2 bots: chat, south")


def test_what_is_wrong_about_bots_and_about_telephones_is_told_at_once(tmp_path: Path) -> None:
    lost = NORTH.replace("north.secret", "lost.secret")
    with pytest.raises(SettingsRefused) as refusal:
        Lanes.of(with_bots(tmp_path, lost + SOUTH, "none"))
    assert ["lost.secret" in line for line in str(refusal.value).splitlines()] == [True, False]


def test_toys_keep_to_bots_on_this_machine(tmp_path: Path) -> None:
    here = {
        "MINGCHA_INSECURE_SEED": "1",
        "MINGCHA_TELEGRAM_API": "http://127.0.0.1:9",
        "MINGCHA_TWILIO_API": "http://127.0.0.1:9",
    }
    away = SOUTH + 'address = "https://bots.example.org"\n'
    with pytest.raises(SettingsRefused, match="need bots on the loopback address"):
        bots_of(with_bots(tmp_path, away, **here))
    assert all(bot.here for bot in bots_of(with_bots(tmp_path, **here)))
