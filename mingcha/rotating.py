"""Another key for the store: the database first, then the file."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from mingcha.clock import SystemChance, SystemClock
from mingcha.keys import keys_of, read_key, write_once
from mingcha.settings import Settings, SettingsRefused
from storage.engine import Engines
from storage.rotation import rotate
from storage.seal import SealBroken
from storage.store import Store
from storage.tables import leases

_KEY_BYTES = 32


class RotationRefused(Exception):
    """The key stays what it is; the text says why. Nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Rotated:
    values: int
    former: Path | None
    """Where the former key lies; None where it came from the settings."""


def rotate_key(settings: Settings, new_key_file: Path | None) -> Rotated:
    """Raises RotationRefused, SettingsRefused, SealBroken, SchemaDiffers, StoreDown."""
    old = keys_of(settings).store
    if settings.store_key is not None:
        if new_key_file is None:
            raise RotationRefused(
                "the key comes from MINGCHA_STORE_KEY: make a new one (openssl rand -hex 32 >"
                " FILE), and name it with --new-key-file"
            )
        new = _given(new_key_file)
        return Rotated(values=_anew(settings, old, new), former=None)
    if new_key_file is not None:
        raise RotationRefused(
            "--new-key-file: the key lies in the home folder, where a new one is made; leave it out"
        )
    return _in_home(settings, old)


def _in_home(settings: Settings, old: bytes) -> Rotated:
    """The new key is on the disk before the database knows of it, so that a crash loses neither."""
    key, fresh = settings.home / "store.key", settings.home / "store.key.new"
    former = settings.home / "store.key.before"
    if fresh.exists() and _opens(settings, _given(fresh)):
        values = 0  # the transaction was made, and then the process ended
    else:
        fresh.unlink(missing_ok=True)
        write_once(fresh, SystemChance().token(_KEY_BYTES).hex())
        values = _anew(settings, old, _given(fresh))
    if former.exists():
        number = sum(1 for _ in settings.home.glob("store.key.before*"))
        former.rename(former.with_name(f"store.key.before.{number}"))
    key.rename(former)
    fresh.rename(key)
    return Rotated(values=values, former=former)


def _given(path: Path) -> bytes:
    try:
        return read_key(path.read_text(encoding="ascii", errors="replace").strip(), str(path))
    except OSError as error:
        raise SettingsRefused(f"{path} cannot be read ({error.strerror})") from None


def _opens(settings: Settings, key: bytes) -> bool:
    try:
        Store.open(settings.url, key=key, entropy=SystemChance().token).close()
    except SealBroken:
        return False
    return True


def _anew(settings: Settings, old: bytes, new: bytes) -> int:
    if old == new:
        raise RotationRefused("the new key is the present one; expected another")
    entropy = SystemChance().token
    Store.open(settings.url, key=old, entropy=entropy).close()  # schema and key are right
    engines = Engines(settings.url)
    try:
        _refuse_while_used(engines)
        return rotate(engines, old=old, new=new, entropy=entropy)
    finally:
        engines.dispose()


def _refuse_while_used(engines: Engines) -> None:
    now = SystemClock().now()
    with engines.reading() as connection:
        held = connection.execute(sa.select(leases.c.name).where(leases.c.until > now)).first()
        others = 0
        if engines.on_postgresql:
            others = connection.execute(
                sa.text(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND application_name = 'mingcha bell'"
                )
            ).scalar_one()
    if held is not None or others:
        raise RotationRefused(
            "a process works on the store: stop all of them first, and try again (after half a"
            " minute if one was killed); what it wrote would be sealed with the former key"
        )
