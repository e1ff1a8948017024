"""Which countries a carrier reaches, by voice and by text. A lane is an account at one address.

What is not in the table is not known to be impossible; a carrier at another address has rows of its
own, or none.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from inspection.lane.state import Channel

TWILIO = "api.twilio.com"
_NO_CALLS = (
    "Twilio has placed no calls to mainland China since 30 November 2023, and carries no two-way"
    " text messages there"
)
UNREACHED: Mapping[tuple[str, Channel, str], str] = {
    (TWILIO, "voice", "CN"): _NO_CALLS,
}
"""(host of the carrier, channel, country) -> why nobody there can be reached."""


def host_of(base_url: str | None) -> str:
    return TWILIO if base_url is None else urlsplit(base_url).hostname or ""


def unreached(base_url: str | None) -> Mapping[tuple[Channel, str], str]:
    """(channel, country) -> why nobody there can be reached. A simulator on this machine reaches
    everybody."""
    here = host_of(base_url)
    return {(row[1], row[2]): why for row, why in UNREACHED.items() if row[0] == here}


def is_known(base_url: str | None) -> bool:
    """Whether this carrier has rows of its own."""
    return any(row[0] == host_of(base_url) for row in UNREACHED)
