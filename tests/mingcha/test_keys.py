import threading
from pathlib import Path
from stat import S_IMODE

import pytest

from mingcha.environment import read_settings
from mingcha.keys import keys_of
from mingcha.settings import Settings, SettingsRefused
from tests.mingcha.installation import STEPPED, environment


def _key_file(home: Path, text: str, mode: int = 0o600) -> Path:
    home.mkdir()
    path = home / "store.key"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_key_is_made_once_and_found_again(settings: Settings) -> None:
    made = keys_of(settings)
    assert len(made.store) == 32
    assert keys_of(settings) == made


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    here, there = (read_settings(environment(tmp_path / name)) for name in ("here", "there"))
    assert keys_of(here).store != keys_of(there).store
    assert keys_of(here).telegram_secret != keys_of(there).telegram_secret


def test_a_key_that_was_made_is_its_owners_alone(settings: Settings, home: Path) -> None:
    keys_of(settings)
    assert S_IMODE((home / "store.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_of_its_owner_alone_is_taken(settings: Settings, home: Path, mode: int) -> None:
    _key_file(home, "ab" * 32, mode)
    assert keys_of(settings).store == b"\xab" * 32


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_a_key_that_others_may_read_is_refused(settings: Settings, home: Path, mode: int) -> None:
    path = _key_file(home, "ab" * 32, mode)
    with pytest.raises(SettingsRefused) as refusal:
        keys_of(settings)
    assert str(refusal.value) == (
        f"{path}: others may read the store's key; make it yours alone (chmod 600 {path})"
    )


@pytest.mark.parametrize("text", ["", "ab" * 31, "ab" * 33, "xy" * 32, "密钥" * 32])
def test_a_key_file_of_another_length_or_kind_is_refused(
    settings: Settings, home: Path, text: str
) -> None:
    path = _key_file(home, text)
    with pytest.raises(SettingsRefused) as refusal:
        keys_of(settings)
    assert str(refusal.value) == f"{path}: expected 64 hexadecimal digits"


def test_a_key_from_the_settings_leaves_no_file(home: Path) -> None:
    settings = read_settings(environment(home, store_key="cd" * 32))
    assert keys_of(settings).store == b"\xcd" * 32
    assert not home.exists()


def test_a_key_from_the_settings_of_another_length_is_refused_and_not_shown(home: Path) -> None:
    settings = read_settings(environment(home, store_key="cd" * 16))
    with pytest.raises(SettingsRefused) as refusal:
        keys_of(settings)
    assert str(refusal.value) == "MINGCHA_STORE_KEY: expected 64 hexadecimal digits"


def test_what_telegram_repeats_is_derived_and_gives_the_key_away_to_nobody(
    settings: Settings,
) -> None:
    keys = keys_of(settings)
    assert keys.telegram_secret == keys_of(settings).telegram_secret
    assert len(keys.telegram_secret) == 64
    assert keys.store.hex() not in keys.telegram_secret


def test_a_seed_gives_the_same_key_in_every_demo(tmp_path: Path) -> None:
    first, second = (
        read_settings(environment(tmp_path / name, **STEPPED)) for name in ("first", "second")
    )
    assert keys_of(first) == keys_of(second)


def test_processes_that_start_for_the_first_time_together_have_one_key(settings: Settings) -> None:
    start, got = threading.Barrier(4), list[bytes]()

    def begins() -> None:
        start.wait()
        got.append(keys_of(settings).store)

    threads = [threading.Thread(target=begins) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len(set(got)) == 1
    assert [path.name for path in settings.home.iterdir()] == ["store.key"]
