import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

import pytest

from inspection.beacon import QUICKNET
from mingcha.clock import SystemChance
from mingcha.custody import Custody, custodian_of, ends_at
from mingcha.environment import read_settings
from mingcha.settings import Settings, SettingsRefused
from tests.mingcha.installation import STEPPED, environment
from witness.local import LocalCustodian
from witness.log import CustodianDamaged

NOW = datetime(2026, 3, 2, 9, 41, 7, tzinfo=UTC)


def test_a_custodian_is_made_once_and_found_again(settings: Settings) -> None:
    made = custodian_of(settings, SystemChance(), NOW)
    found = custodian_of(settings, SystemChance(), NOW + timedelta(days=30))
    assert (found.anchor, found.start, found.public_key) == (
        made.anchor,
        made.start,
        made.public_key,
    )


def test_its_files_are_the_owners_alone(settings: Settings, home: Path) -> None:
    custodian_of(settings, SystemChance(), NOW)
    modes = {path.name: S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert modes == {"custodian.json": 0o600, "custodian.json.seen": 0o600}


def test_its_chain_covers_the_day_of_its_making_and_a_year(settings: Settings) -> None:
    custodian = custodian_of(settings, SystemChance(), NOW)
    assert custodian.start == datetime(2026, 3, 2, tzinfo=UTC)
    assert ends_at(custodian) == datetime(2027, 3, 3, tzinfo=UTC)
    assert custodian.n >= 366 * 48


def test_every_installation_has_its_own_secret(tmp_path: Path) -> None:
    here, there = (
        custodian_of(read_settings(environment(tmp_path / name)), SystemChance(), NOW)
        for name in ("here", "there")
    )
    assert here.anchor != there.anchor


def test_only_a_custodian_with_a_seed_is_marked_insecure(tmp_path: Path) -> None:
    real = read_settings(environment(tmp_path / "real"))
    demo = read_settings(environment(tmp_path / "demo", **STEPPED))
    assert custodian_of(real, SystemChance(), NOW).degraded == "local custodian only"
    assert custodian_of(demo, SystemChance(), NOW).degraded == "insecure demo custodian"


def test_a_seed_gives_the_same_chain_in_every_demo(tmp_path: Path) -> None:
    first, second = (
        custodian_of(
            read_settings(environment(tmp_path / name, **STEPPED)), SystemChance(), NOW
        ).anchor
        for name in ("first", "second")
    )
    assert first == second


def test_a_damaged_custodian_is_refused_and_never_replaced(settings: Settings, home: Path) -> None:
    custodian_of(settings, SystemChance(), NOW)
    (home / "custodian.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CustodianDamaged, match="restore it from its copy"):
        custodian_of(settings, SystemChance(), NOW)
    assert (home / "custodian.json").read_text(encoding="utf-8") == "{}"


def test_custodians_elsewhere_and_the_beacon_come_from_the_settings(tmp_path: Path) -> None:
    custodian = LocalCustodian.create(
        tmp_path / "ministry.json", secret=SystemChance().token(32), start=NOW, name="ministry"
    )
    more = {"custodians": str(_roll(tmp_path, custodian)), "beacon": "drand"}
    home = tmp_path / "home"
    custody = Custody.of(read_settings(environment(home, **more)), SystemChance(), NOW)
    custody.close()
    (remote,) = custody.custodians
    assert (remote.name, remote.anchor, remote.degraded) == ("ministry", custodian.anchor, "")
    assert custody.beacon.source == f"drand-quicknet/{QUICKNET.hash}"
    assert not home.exists(), "no local custodian is made beside them"


def test_without_settings_there_is_a_local_custodian_and_no_beacon(settings: Settings) -> None:
    custody = Custody.of(settings, SystemChance(), NOW)
    assert [one.degraded for one in custody.custodians] == ["local custodian only"]
    assert custody.beacon.source == "none"


def test_toys_never_meet_custodians_or_beacons_beyond_this_machine(tmp_path: Path) -> None:
    custodian = LocalCustodian.create(
        tmp_path / "ministry.json", secret=SystemChance().token(32), start=NOW, name="ministry"
    )
    roll = str(_roll(tmp_path, custodian))
    demo = environment(tmp_path / "home", custodians=roll, **STEPPED)
    with pytest.raises(SettingsRefused, match="custodians on the loopback address"):
        Custody.of(read_settings(demo), SystemChance(), NOW)
    with pytest.raises(SettingsRefused, match="and drand_endpoints too"):
        read_settings(environment(tmp_path / "home", beacon="drand", **STEPPED))


@pytest.mark.parametrize("chain", ["{}", "[]", '{"hash":"zz"}', '{"period":0}'])
def test_a_chain_that_is_none_is_refused(tmp_path: Path, chain: str) -> None:
    (tmp_path / "chain.json").write_text(chain)
    more = {"beacon": "drand", "drand_chain": str(tmp_path / "chain.json")}
    settings = read_settings(environment(tmp_path / "home", **more))
    with pytest.raises(SettingsRefused, match=r"MINGCHA_DRAND_CHAIN: .* is no chain; expected"):
        Custody.of(settings, SystemChance(), NOW)


def _roll(folder: Path, custodian: LocalCustodian) -> Path:
    there = {"url": "https://custodian.example.org", "token": custodian.token}
    path = folder / "custodians.json"
    path.write_text(json.dumps([{**custodian.published, **there}]))
    return path
