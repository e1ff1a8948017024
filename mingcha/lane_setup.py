"""What telephones and bots have in common: where they are written down, and their secrets."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from mingcha.lane_file import WHERE, LaneEntry, LanesUnreadable, read_lanes
from mingcha.settings import Settings, SettingsRefused


def lane_entries(settings: Settings) -> Mapping[str, LaneEntry]:
    """Raises SettingsRefused, with a line for everything that is wrong."""
    if settings.lanes is None:
        return {}
    try:
        return read_lanes(settings.lanes)
    except LanesUnreadable as problem:
        raise lanes_refused(str(problem).splitlines()) from None


def lanes_refused(problems: list[str]) -> SettingsRefused:
    return SettingsRefused("\n".join(f"{WHERE}: {line}" for line in problems))


def secret_of(file: Path | None, name: str, entry: LaneEntry, problems: list[str]) -> str:
    """A path that is not absolute begins where the file of lanes lies."""
    if entry.token_file is None:
        return entry.token.get_secret_value() if entry.token is not None else ""
    found = entry.token_file if file is None else file.parent / entry.token_file
    try:
        content = found.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        content = ""
    if not content:
        problems.append(f"{file}, lane {name}, token_file: {entry.token_file} holds no secret")
    return content


def mark_of(*parts: str) -> str:
    """Tells whether two setups are the same, and nothing else."""
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
