"""The formats that Twilio's OpenAPI file names, as checks."""

import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from jsonschema import FormatChecker

_E164 = r"\+[1-9]\d{1,14}"
_RFC_2822 = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000"


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def is_rfc_2822(text: str) -> bool:
    """As Twilio writes it: in UTC, the day with two digits."""
    if not re.fullmatch(_RFC_2822, text):
        return False
    try:
        return f"{parsedate_to_datetime(text):%a}" == text[:3]
    except ValueError:
        return False


def is_absolute(text: str) -> bool:
    """A URL that the carrier can call; it refuses underscores in a host."""
    url = urlsplit(text)
    return url.scheme in ("http", "https") and bool(url.hostname) and "_" not in url.netloc


def _is_reference(text: str) -> bool:
    return text.startswith("/") or is_absolute(text)


def _is_instant(text: str) -> bool:
    """The descriptions say "a date as YYYY-MM-DD", the type says ISO 8601; both are taken."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_twiml(text: str) -> bool:
    try:
        return ElementTree.fromstring(text).tag == "Response"  # noqa: S314 - our own document
    except ElementTree.ParseError:
        return False


_COMMON: dict[str, Callable[[str], bool]] = {
    "phone-number": _matches(_E164),
    "endpoint": _matches(rf"{_E164}|(sip|client|sim):.+"),
    "currency": _matches(r"[A-Za-z]{3}"),
    "date-time": _is_instant,
    "date-time-rfc-2822": is_rfc_2822,
    "twiml": _is_twiml,
}


def _formats(checks: dict[str, Callable[[str], bool]]) -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, check in checks.items():
        checker.checks(name)(_for_texts(check))
    checker.checks("uri-map")(_is_uri_map)
    return checker


def _for_texts(check: Callable[[str], bool]) -> Callable[[object], bool]:
    """The type of a value is checked on its own."""
    return lambda value: not isinstance(value, str) or check(value)


def _is_uri_map(value: object) -> bool:
    return not isinstance(value, dict) or all(
        isinstance(uri, str) and _is_reference(uri) for uri in value.values()
    )


SENT = _formats(_COMMON | {"uri": is_absolute})
"""Of parameters."""
ANSWERED = _formats(_COMMON | {"uri": _is_reference})
"""Of resources, whose own addresses are relative."""
