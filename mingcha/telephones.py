"""The telephones of an installation: the caller number of the settings, and those of the file of
lanes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from fieldwork.reaching import Reaching
from inspection.lane.chat_pace import OVERALL
from inspection.lane.lane import CHAT, TELEPHONE, Lane
from inspection.lane.pace import Limit
from inspection.lane.state import Channel
from mingcha.lane_file import WHERE, LaneEntry, LanesUnreadable, read_lanes
from mingcha.settings import Settings, SettingsRefused, is_loopback
from telephony.numbering import PhoneNumbering
from telephony.reach import unreached

_AS_SET = LaneEntry()


@dataclass(frozen=True, kw_only=True)
class Telephone:
    """One account, one number, one address."""

    lane: Lane
    account: str
    token: str = field(repr=False)
    number: str = field(repr=False)
    address: str | None

    @property
    def here(self) -> bool:
        """Whether it is simulated, on this machine."""
        return is_loopback(urlsplit(self.address).hostname) if self.address else False


def lane_entries(settings: Settings) -> Mapping[str, LaneEntry]:
    """Raises SettingsRefused, with a line for everything that is wrong."""
    if settings.lanes is None:
        return {}
    try:
        return read_lanes(settings.lanes)
    except LanesUnreadable as problem:
        raise SettingsRefused(_named(problem)) from None


def telephones_of(settings: Settings) -> tuple[Telephone, ...]:
    """That of the settings first. Raises SettingsRefused."""
    entries = lane_entries(settings)
    telephones = [_of_settings(settings, entries.get(TELEPHONE, _AS_SET))]
    problems: list[str] = []
    for name, entry in entries.items():
        if name not in (TELEPHONE, CHAT):
            telephones.append(_of_entry(settings, name, entry, problems))
    found = tuple(one for one in telephones if one is not None)
    if TELEPHONE in entries and telephones[0] is None:
        problems.append(f"{settings.lanes}, lane {TELEPHONE}: MINGCHA_CALLER_NUMBER is not set")
    if settings.has_toys and not all(one.here for one in found):
        problems.append(
            "clock=stepped and insecure_seed are for demo and tests: they need lanes on the"
            " loopback address 127.0.0.1"
        )
    if problems:
        raise SettingsRefused("\n".join(f"{WHERE}: {line}" for line in problems))
    return found


def lanes_by_number(settings: Settings) -> Mapping[str, str]:
    """Our numbers, and the lane of each; of two lanes with one number the first. Raises
    SettingsRefused."""
    return {one.number: one.lane.name for one in reversed(telephones_of(settings))}


def reaching_of(settings: Settings) -> Reaching:
    """Raises SettingsRefused."""
    return Reaching(
        lanes=tuple(one.lane for one in telephones_of(settings)),
        numbering=PhoneNumbering(settings.countries),
    )


def chat_lane(settings: Settings) -> Lane:
    """The bot. Raises SettingsRefused."""
    entry = lane_entries(settings).get(CHAT, _AS_SET)
    most = entry.letters_a_second or OVERALL.most
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    return Lane(
        name=CHAT,
        limits={"chat": Limit(most=most, seconds=1)},
        setup=_mark(token, settings.telegram_api or ""),
    )


def _of_settings(settings: Settings, entry: LaneEntry) -> Telephone | None:
    account, token = settings.twilio_account_sid, settings.twilio_auth_token
    number = settings.caller_number
    if account is None or token is None or number is None:
        return None
    return _telephone(
        settings, TELEPHONE, entry, account, token.get_secret_value(), number, settings.twilio_api
    )


def _of_entry(
    settings: Settings, name: str, entry: LaneEntry, problems: list[str]
) -> Telephone | None:
    token = entry.token.get_secret_value() if entry.token is not None else ""
    if entry.token_file is not None:
        token = _secret(settings.lanes, name, entry.token_file, problems)
    if entry.account is None or entry.number is None:
        return None  # `read_lanes` has said so
    return _telephone(settings, name, entry, entry.account, token, entry.number, entry.address)


def _telephone(
    settings: Settings,
    name: str,
    entry: LaneEntry,
    account: str,
    token: str,
    number: str,
    address: str | None,
) -> Telephone:
    host = urlsplit(address).hostname if address else None
    lane = Lane(
        name=name,
        limits=_limits(entry),
        at_once=entry.calls_at_once,
        prices=entry.prices_of(),
        setup=_mark(account, token, number, address or ""),
        countries=frozenset(entry.countries or settings.countries),
        regions=entry.regions,
        kinds=frozenset(entry.kinds),
        unreached=unreached(address),
        synthetic=is_loopback(host),
    )
    return Telephone(lane=lane, account=account, token=token, number=number, address=address)


def _limits(entry: LaneEntry) -> Mapping[Channel, Limit]:
    rates: dict[Channel, int] = {"voice": entry.calls_a_second, "text": entry.texts_a_second}
    return {channel: Limit(most=rates[channel], seconds=1) for channel in entry.channels}


def _secret(file: Path | None, name: str, path: Path, problems: list[str]) -> str:
    """A path that is not absolute begins where the file of lanes lies."""
    found = path if file is None else file.parent / path
    try:
        content = found.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        content = ""
    if not content:
        problems.append(f"{file}, lane {name}, token_file: {path} holds no secret")
    return content


def _mark(*parts: str) -> str:
    """Tells whether two setups are the same, and nothing else."""
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _named(problem: LanesUnreadable) -> str:
    return "\n".join(f"{WHERE}: {line}" for line in str(problem).splitlines())
