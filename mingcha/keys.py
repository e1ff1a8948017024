"""The keys of an installation: found in the settings, or made once in the home folder."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from pathlib import Path

from mingcha.settings import Settings, SettingsRefused

_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Keys:
    store: bytes
    """Seals names, numbers and raw bodies; without it the store cannot be read."""

    @property
    def telegram_secret(self) -> str:
        """What Telegram repeats with each update; derived, so that a restart changes nothing."""
        return digest(self.store, b"telegram webhook", "sha256").hex()

    def telegram_secret_of(self, bot: str) -> str:
        """The same of a bot beside the first: whoever learns one of them has learnt no other."""
        return digest(self.store, f"telegram webhook {bot}".encode(), "sha256").hex()

    @property
    def door(self) -> bytes:
        """With which a public address proves that it leads here."""
        return digest(self.store, b"public door", "sha256")


def known_keys(settings: Settings) -> Keys | None:
    """Those that are there already, None if none was made yet. Raises SettingsRefused."""
    if settings.store_key is None and not (settings.home / "store.key").exists():
        return None
    return keys_of(settings)


def keys_of(settings: Settings) -> Keys:
    """Raises SettingsRefused for a key that is none, or one that others may read."""
    if settings.store_key is not None:
        return Keys(store=read_key(settings.store_key.get_secret_value(), "MINGCHA_STORE_KEY"))
    path = settings.home / "store.key"
    if not path.exists():
        with suppress(FileExistsError):  # another process was quicker
            write_once(path, _fresh(settings))
    if path.stat().st_mode & 0o077:
        raise SettingsRefused(
            f"{path}: others may read the store's key; make it yours alone (chmod 600 {path})"
        )
    text = path.read_text(encoding="ascii", errors="replace").strip()
    return Keys(store=read_key(text, str(path)))


def _fresh(settings: Settings) -> str:
    if settings.insecure_seed is not None:
        return sha256(b"mingcha demo key" + settings.insecure_seed.encode()).hexdigest()
    return secrets.token_hex(_BYTES)


def read_key(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise SettingsRefused(f"{where}: expected {_BYTES * 2} hexadecimal digits")
    return key


def write_once(path: Path, text: str) -> None:
    """Whole or not at all, so that another process never reads a part of it. Raises
    FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    finally:
        part.unlink()
