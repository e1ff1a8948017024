"""Which countries a lane reaches. A lane is an account at one base address.

What is not in the table is not known to be impossible; a lane at another address has rows of its
own, or none.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

TWILIO = "api.twilio.com"
UNREACHED: Mapping[tuple[str, str], str] = {
    (TWILIO, "CN"): (
        "Twilio has placed no calls to mainland China since 30 November 2023, and carries no"
        " two-way text messages there"
    ),
}
"""(host of the lane, country) -> why nobody there can be called."""


def host_of(base_url: str | None) -> str:
    return TWILIO if base_url is None else urlsplit(base_url).hostname or ""


def why_not_reached(base_url: str | None, country: str) -> str | None:
    """None if nothing is known against it. A simulator on this machine reaches everybody."""
    return UNREACHED.get((host_of(base_url), country))


def is_known(base_url: str | None) -> bool:
    """Whether this lane has rows of its own."""
    return any(host == host_of(base_url) for host, _ in UNREACHED)
