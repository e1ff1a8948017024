from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

import pytest

from mingcha.clock import SystemChance
from mingcha.custody import custodian_of, ends_at
from mingcha.settings import Settings, read_settings
from tests.mingcha.installation import STEPPED, environment
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
