"""The file of lanes: what it may say, and how it is refused."""

import json
from pathlib import Path

import pytest

from inspection.lane.pace import Limit
from inspection.lane.price import Price
from mingcha.bots import bots_of
from mingcha.environment import read_settings
from mingcha.settings import Settings, SettingsRefused
from mingcha.telephones import telephones_of
from tests.mingcha.installation import AUTH_TOKEN, TOKEN

ACCOUNT = "AC" + "0" * 32
SECRET = "c" * 32
NORTH = f"""
[lanes.north]
account = "{ACCOUNT}"
token_file = "north.secret"
number = "+861055500200"
address = "https://carrier.example.org/"
countries = ["CN", "VN"]
regions = ["5301"]
kinds = ["mobile"]
calls_a_second = 3
calls_at_once = 5
currency = "CNY"

[lanes.north.prices."+86"]
call = 0.05
minute = "0.1"
text = 0.045
"""
CARRIER = {
    "MINGCHA_TWILIO_ACCOUNT_SID": ACCOUNT,
    "MINGCHA_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
    "MINGCHA_CALLER_NUMBER": "+861055500100",
}


def given(folder: Path, text: str, name: str = "lanes.toml", **settings: str) -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "north.secret").write_text(SECRET + "\n", encoding="utf-8")
    return read_settings({"MINGCHA_LANES": str(folder / name), **settings})


def refused(folder: Path, text: str, name: str = "lanes.toml", **settings: str) -> list[str]:
    """Without the name of the setting and of the file, which all lines begin with."""
    with pytest.raises(SettingsRefused) as refusal:
        telephones_of(given(folder, text, name, **settings))
    start = f"MINGCHA_LANES: {folder / name}"
    lines = str(refusal.value).splitlines()
    assert all(line.startswith("MINGCHA_LANES: ") for line in lines)
    return [line.removeprefix(start).lstrip(":, ") for line in lines]


def test_a_lane_of_the_file_is_read_whole(tmp_path: Path) -> None:
    (one,) = telephones_of(given(tmp_path, NORTH))
    assert (one.account, one.token, one.number) == (ACCOUNT, SECRET, "+861055500200")
    assert one.address == "https://carrier.example.org"
    lane = one.lane
    assert lane.name == "north"
    assert lane.limits == {"voice": Limit(most=3, seconds=1), "text": Limit(most=1, seconds=1)}
    assert lane.at_once == 5
    assert (sorted(lane.countries), lane.regions) == (["CN", "VN"], ("5301",))
    assert sorted(lane.kinds) == ["mobile"]
    assert lane.prices.currency == "CNY"
    assert lane.price_of("+8613900000001") == Price(call=500, minute=1000, text=450)
    assert not lane.synthetic


def test_json_says_the_same_and_amounts_stay_exact(tmp_path: Path) -> None:
    document = {
        "lanes": {
            "north": {
                "account": ACCOUNT,
                "token": SECRET,
                "number": "+861055500200",
                "currency": "CNY",
                "prices": {"+86": {"minute": 0.1003}},
            }
        }
    }
    (one,) = telephones_of(given(tmp_path, json.dumps(document), "lanes.json"))
    assert one.lane.price_of("+861") == Price(minute=1003)


def test_the_number_of_the_settings_comes_first_and_may_be_given_prices(tmp_path: Path) -> None:
    more = NORTH + '\n[lanes.telephone]\ncurrency = "USD"\n[lanes.telephone.prices]\n'
    more += '"+86" = { minute = "0.02" }\n'
    first, second = telephones_of(given(tmp_path, more, **CARRIER))
    assert (first.lane.name, second.lane.name) == ("telephone", "north")
    assert first.number == "+861055500100"
    assert first.lane.prices.currency == "USD"
    assert first.lane.setup != second.lane.setup
    assert ("voice", "CN") in first.lane.unreached
    assert second.lane.unreached == {}


def test_without_a_file_there_is_the_one_number_or_none() -> None:
    assert telephones_of(read_settings({})) == ()
    (one,) = telephones_of(read_settings(CARRIER))
    assert one.lane.countries == {"CN"}


def test_the_pace_of_the_bot_may_be_set(tmp_path: Path) -> None:
    settings = given(
        tmp_path, "[lanes.chat]\nletters_a_second = 20\n", MINGCHA_TELEGRAM_TOKEN=TOKEN
    )
    (bot,) = bots_of(settings)
    assert bot.lane.limits == {"chat": Limit(most=20, seconds=1)}
    assert telephones_of(settings) == ()


def test_a_lane_marks_its_setup_and_tells_nothing_of_it(tmp_path: Path) -> None:
    (before,) = telephones_of(given(tmp_path, NORTH))
    (again,) = telephones_of(given(tmp_path, NORTH))
    assert before.lane.setup == again.lane.setup
    (tmp_path / "north.secret").write_text("another")
    (after,) = telephones_of(read_settings({"MINGCHA_LANES": str(tmp_path / "lanes.toml")}))
    assert after.lane.setup != before.lane.setup
    assert SECRET not in repr(before)
    assert "+861055500200" not in repr(before)


def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    wrong = """
    [lanes.North]
    account = "AC1"
    number = "010 5550"
    calls_a_second = 0
    colour = "red"
    address = "http://carrier.example.org"
    [lanes.south]
    channels = []
    countries = ["XX"]
    regions = ["north"]
    kinds = ["premium"]
    [lanes.south.prices.86]
    minute = -1
    [lanes.chat]
    number = "+861055500200"
    [lanes.west]
    letters_a_second = 3
    prices = {"86" = {text = 1}}
    [lanes.east]
    letters_a_second = 3
    """
    lines = refused(tmp_path, wrong)
    for part in (
        "lane North: expected a name of small letters",
        "lane North, account: expected AC and 32 hexadecimal digits",
        "lane North, number: expected + and the country's code",
        "lane North, calls_a_second: Input should be greater than or equal to 1",
        "lane North, colour: no such field; expected some of kind, account, token",
        "lane North, address: expected an address with https",
        "lane south, channels: Tuple should have at least 1 item",
        "lane south, countries, 0: countries: XX; give ISO 3166 codes",
        "lane south, regions, 0: expected the beginning of a region's code",
        "lane south, kinds, 0: Input should be 'mobile' or 'fixed'",
        "lane south, prices, 86, minute: expected an amount from 0 to 1000",
        "lane chat, number: this bot has none here",
        "lane west, prices, 86: expected + and the first digits",
        "lane west, currency: missing, though prices are given",
        "lane east, account: missing",
        "lane east, number: missing",
        "lane east, token_file: expected the file",
        "lane east, letters_a_second: only a bot has it",
    ):
        assert any(line.startswith(part) for line in lines), f"{part}\n\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("lanes.toml", "[lanes]\na = \n", "is no TOML (line 2)"),
        ("lanes.json", "{", "is no JSON (line 1)"),
        ("lanes.toml", "", "expected a table `lanes` alone"),
        ("lanes.toml", "[lanes]", "expected a table `lanes` alone"),
        ("lanes.json", "[]", "expected a table `lanes` alone"),
        ("lanes.toml", "[lanes.a]\n[roads.b]", "expected a table `lanes` alone"),
        ("lanes.toml", "lanes.north = 3", "lane north, expected a table of fields"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    (line,) = refused(tmp_path, text, name)
    assert line.startswith(says)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    settings = read_settings({"MINGCHA_LANES": str(tmp_path / "none.toml")})
    with pytest.raises(SettingsRefused, match=r"none\.toml: cannot be read"):
        telephones_of(settings)


def test_a_secret_that_is_not_there_is_refused(tmp_path: Path) -> None:
    lost = NORTH.replace("north.secret", "lost.secret")
    assert refused(tmp_path, lost) == ["lane north, token_file: lost.secret holds no secret"]


def test_one_number_is_one_lane(tmp_path: Path) -> None:
    assert refused(tmp_path, NORTH + NORTH.replace("lanes.north", "lanes.south")) == [
        "lane south, number: lane north has it already"
    ]


def test_what_the_settings_say_is_not_said_again(tmp_path: Path) -> None:
    twice = '[lanes.telephone]\nnumber = "+861055500200"\n'
    assert refused(tmp_path, twice, **CARRIER) == [
        "lane telephone, number: this lane has it from the settings; expected another name, or"
        " none here"
    ]
    assert refused(tmp_path, "[lanes.telephone]\ncalls_a_second = 2\n") == [
        "lane telephone: MINGCHA_CALLER_NUMBER is not set"
    ]


def test_toys_keep_to_lanes_on_this_machine(tmp_path: Path) -> None:
    here = {
        "MINGCHA_INSECURE_SEED": "1",
        "MINGCHA_TELEGRAM_API": "http://127.0.0.1:9",
        "MINGCHA_TWILIO_API": "http://127.0.0.1:9",
    }
    with pytest.raises(SettingsRefused, match="need lanes on the loopback address"):
        telephones_of(given(tmp_path, NORTH, **here))
    simulated = NORTH.replace("https://carrier.example.org/", "http://127.0.0.1:9")
    (one,) = telephones_of(given(tmp_path, simulated, **here))
    assert one.lane.synthetic
    assert one.here
