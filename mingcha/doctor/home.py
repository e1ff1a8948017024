"""The home folder, its files, and the room on its disk."""

import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

_LITTLE, _HARDLY_ANY = 2**30, 200 * 2**20
_SECRETS = ("store.key", "custodian.json", "custodian.json.seen")
HOME = Subject(
    name="home folder",
    looks_at="whether it is there, and whether only its owner can read it and its secrets",
    remedies={
        "missing": "nothing if this is the first start: `mingcha roster import` or `mingcha run`"
        " makes it; otherwise set MINGCHA_HOME to the right folder",
        "folder open": "chmod 700 on the folder",
        "secret open": "chmod 600 on the file",
        "key gone": "restore store.key from its copy: without it no name, number or word in the"
        " database can be read",
    },
)
DISK = Subject(
    name="disk",
    looks_at="the room left where the home folder and the embedded database lie",
    remedies={"little room": "make room: a full disk stops draws, answers and messages"},
)


def _home(installation: Installation) -> Sequence[Line]:
    home = installation.settings.home
    if not home.is_dir():
        return [HOME.skipped(f"{home} is not there", "missing")]
    return list(_modes(home)) + list(_key(installation)) or [HOME.ok(f"{home}, its owner's alone")]


def _modes(home: Path) -> Iterator[Line]:
    if _open_to_others(home):
        yield HOME.warn("folder open", f"others on this machine can look into {home}")
    for name in _SECRETS:
        path = home / name
        if path.exists() and _open_to_others(path):
            yield HOME.fail("secret open", f"others on this machine can read {path}")


def _key(installation: Installation) -> Iterator[Line]:
    settings = installation.settings
    database, key = settings.home / "mingcha.db", settings.home / "store.key"
    if settings.store_key is None and database.exists() and not key.exists():
        yield HOME.fail("key gone", f"there is a database in {settings.home} and no store.key")


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _disk(installation: Installation) -> Sequence[Line]:
    place = installation.settings.home.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    return [room(free, str(place))]


def room(free: int, place: str) -> Line:
    """`free` is in bytes."""
    found = f"{free / 2**30:.1f} GiB free at {place}"
    if free < _HARDLY_ANY:
        return DISK.fail("little room", found)
    return DISK.warn("little room", found) if free < _LITTLE else DISK.ok(found)


CHECK_HOME = Check(subject=HOME, examine=_home)
CHECK_DISK = Check(subject=DISK, examine=_disk)
