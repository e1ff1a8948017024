"""The roll of custodians: who they are, where they are, and what they published before."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_FIELDS = {"name", "url", "n", "start", "anchor", "public_key", "token"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


class RollRefused(Exception):
    """The roll cannot be used; says which entry and field, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    name: str
    url: str
    n: int
    start: datetime
    anchor: bytes
    public_key: bytes
    token: str = field(repr=False)

    @property
    def here(self) -> bool:
        """Whether it is on this machine."""
        return _is_loopback(urlsplit(self.url).hostname)


def read_roll(path: Path) -> tuple[Entry, ...]:
    """A JSON list of entries, sorted by name. Raises RollRefused."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise RollRefused(f"{path} cannot be read ({error.strerror})") from None
    except ValueError:
        # The cause is left out: it would quote the file, and the file holds tokens.
        raise RollRefused(f"{path} is no JSON in UTF-8") from None
    if not isinstance(document, list) or not document:
        raise RollRefused(f"{path}: expected a list of custodians, one at least")
    roll = tuple(_entry(given, f"{path}, entry {i}") for i, given in enumerate(document, start=1))
    _distinct(roll, path)
    return tuple(sorted(roll, key=lambda entry: entry.name.encode()))


def _entry(given: Any, where: str) -> Entry:
    if not isinstance(given, dict) or given.keys() != _FIELDS:
        raise RollRefused(f"{where}: expected exactly the fields {', '.join(sorted(_FIELDS))}")
    return Entry(
        name=_text(given, "name", where, r"[^|\x00-\x1f\x7f]{1,64}", "1 to 64 printable signs"),
        url=_url(given, where),
        n=_length(given, where),
        start=_start(given, where),
        anchor=bytes.fromhex(_text(given, "anchor", where, _DIGEST.pattern, "64 hex digits")),
        public_key=bytes.fromhex(
            _text(given, "public_key", where, _DIGEST.pattern, "64 hex digits")
        ),
        token=_text(given, "token", where, _DIGEST.pattern, "64 hex digits"),
    )


def _text(given: Mapping[str, Any], name: str, where: str, shape: str, expected: str) -> str:
    value = given[name]
    if not isinstance(value, str) or not re.fullmatch(shape, value):
        raise RollRefused(f"{where}, {name}: expected {expected}")
    return value


def _url(given: Mapping[str, Any], where: str) -> str:
    """Codes and the token go this way: whoever reads a code at the opening knows who is picked."""
    url = _text(given, "url", where, r"https?://[^\s/]+[^\s]*", "an address such as https://a.org")
    parts = urlsplit(url)
    if parts.scheme != "https" and not _is_loopback(parts.hostname):
        raise RollRefused(f"{where}, url: expected https, except on this machine")
    return url.rstrip("/")


def _length(given: Mapping[str, Any], where: str) -> int:
    n = given["n"]
    if type(n) is not int or n < 2:
        raise RollRefused(f"{where}, n: expected the length of its chain, such as 17569")
    return n


def _start(given: Mapping[str, Any], where: str) -> datetime:
    expected = f"{where}, start: expected an instant such as 2026-01-01T00:00:00+00:00"
    try:
        start = datetime.fromisoformat(given["start"])
    except (TypeError, ValueError):
        raise RollRefused(expected) from None
    if start.tzinfo is None:
        raise RollRefused(expected)
    return start.astimezone(UTC)


def _distinct(roll: tuple[Entry, ...], path: Path) -> None:
    for name in ("name", "url", "anchor", "public_key"):
        if len({getattr(entry, name) for entry in roll}) < len(roll):
            raise RollRefused(f"{path}: two custodians have the same {name}")
    if len({entry.start for entry in roll}) > 1:
        raise RollRefused(
            f"{path}: the custodians' chains start at different times; a slot has one number, so"
            " make each with the same --start"
        )


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False
