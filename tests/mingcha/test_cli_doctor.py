"""`mingcha doctor`, as whoever keeps the installation meets it."""

import json
from pathlib import Path

from mingcha.environment import read_settings
from simulator import World
from tests.mingcha.command import Mingcha
from tests.mingcha.doctor.patients import ALONE, of_world
from tests.mingcha.installation import environment, opened, people_invited


def before(home: Path, world: World, **more: str) -> dict[str, str]:
    return environment(home, **of_world(world) | ALONE | more)


def test_before_the_first_start_it_says_what_to_do_first_and_makes_nothing(
    world: World, home: Path
) -> None:
    told = Mingcha(before(home, world))("doctor")
    assert told.status == 0, told.out
    assert "start with `mingcha roster import FOLDER`" in told.out
    assert "skipped" in told.out
    assert not home.exists()


def test_nothing_is_changed_in_an_installation_that_runs(world: World, home: Path) -> None:
    settings = before(home, world)
    with opened(read_settings(settings)) as foundation:
        people_invited(foundation)
    kept = {path.name: path.read_bytes() for path in home.iterdir()}
    told = Mingcha(settings)("doctor")
    assert told.status == 0, told.out
    assert "teams: 1, posted today: 2" in told.out
    assert {path.name: path.read_bytes() for path in home.iterdir()} == kept


def test_status_one_says_that_something_fails_and_strict_counts_warnings(
    world: World, home: Path
) -> None:
    assert Mingcha(before(home, world))("doctor", "--strict").status == 1
    wrong = before(home, world, telegram_token="1:another")
    told = Mingcha(wrong)("doctor")
    assert told.status == 1
    assert "1:another" not in told.out + told.err


def test_a_region_that_is_none_is_refused(world: World, home: Path) -> None:
    told = Mingcha(before(home, world))("doctor", "--region", "abc")
    assert told.status == 2
    assert "--region 'abc'" in told.err


def test_an_embedded_database_that_is_damaged_is_told_and_left_alone(
    world: World, home: Path
) -> None:
    home.mkdir(mode=0o700)
    (home / "mingcha.db").write_text("garbage", encoding="ascii")
    told = Mingcha(before(home, world))("doctor")
    assert told.status == 1
    assert "restore mingcha.db from its copy" in told.out
    assert (home / "mingcha.db").read_text(encoding="ascii") == "garbage"


def test_json_is_for_scripts(world: World, home: Path) -> None:
    told = Mingcha(before(home, world))("doctor", "--json")
    document = json.loads(told.out)
    assert {"level", "subject", "found", "remedy"} == set(document["lines"][0])
    assert sum(document["counts"].values()) == len(document["lines"])
    subjects = {line["subject"] for line in document["lines"]}
    assert {"settings", "database", "telegram", "clock", "reach"} <= subjects


def test_settings_that_cannot_be_read_are_lines_too_and_status_two(home: Path) -> None:
    told = Mingcha({"MINGCHA_HOME": str(home), "MINGCHA_PORT": "door"})("doctor", "--json")
    assert told.status == 2
    (line,) = json.loads(told.out)["lines"]
    assert line["level"] == "fail"
    assert "MINGCHA_PORT" in line["found"]


def test_no_secret_is_ever_told(world: World, home: Path) -> None:
    settings = environment(home, **of_world(world))
    with opened(read_settings(settings)) as foundation:
        secrets = [foundation.keys.store.hex(), foundation.keys.telegram_secret]
    told = Mingcha(settings)("doctor")
    secrets += [world.telegram.token, world.twilio.auth_token, world.twilio.caller_number]
    secrets += [world.twilio.account_sid]
    assert [secret for secret in secrets if secret in told.out + told.err] == []


def test_a_key_that_others_may_read_is_a_line_and_the_others_still_come(
    world: World, home: Path
) -> None:
    settings = before(home, world)
    with opened(read_settings(settings)):
        pass
    (home / "store.key").chmod(0o644)
    told = Mingcha(settings)("doctor")
    assert told.status == 1
    assert "chmod 600" in told.out
    assert "telegram" in told.out
