"""The telephones of an installation: the caller number of the settings, and those of the file of
lanes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fieldwork.reaching import Reaching
from inspection.lane.lane import CHAT, TELEPHONE, Lane
from inspection.lane.pace import Limit
from inspection.lane.state import Channel
from mingcha.lane_file import LaneEntry
from mingcha.lane_setup import lane_entries, lanes_refused, mark_of, secret_of
from mingcha.settings import Settings, is_loopback
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


def telephones_of(settings: Settings) -> tuple[Telephone, ...]:
    """That of the settings first. Raises SettingsRefused."""
    entries = lane_entries(settings)
    telephones = [_of_settings(settings, entries.get(TELEPHONE, _AS_SET))]
    problems: list[str] = []
    for name, entry in entries.items():
        if name not in (TELEPHONE, CHAT) and entry.kind == "telephone":
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
        raise lanes_refused(problems)
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
    token = secret_of(settings.lanes, name, entry, problems)
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
        setup=mark_of(account, token, number, address or ""),
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
