"""Text messages: how many segments are billed for one.

Source: 3GPP TS 23.038 (the GSM 7-bit default alphabet and its extension), TS 23.040 (joined
messages). One character outside the alphabet turns the whole message into UCS-2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["GSM-7", "UCS-2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""Two units each: an escape, and the character."""
_ALONE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
_JOINED: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}
"""Units of a segment of several: the header that joins them takes the rest."""


@dataclass(frozen=True, kw_only=True)
class Segments:
    encoding: Encoding
    units: int
    """Septets, or UTF-16 code units."""
    count: int


def segments(text: str) -> Segments:
    """An empty text is one segment. No character is divided between two segments."""
    gsm = all(one in _BASIC or one in _EXTENDED for one in text)
    encoding: Encoding = "GSM-7" if gsm else "UCS-2"
    widths = [_width(one, gsm=gsm) for one in text]
    units = sum(widths)
    if units <= _ALONE[encoding]:
        return Segments(encoding=encoding, units=units, count=1)
    return Segments(encoding=encoding, units=units, count=_filled(widths, _JOINED[encoding]))


def _width(one: str, *, gsm: bool) -> int:
    if gsm:
        return 2 if one in _EXTENDED else 1
    return 2 if ord(one) > 0xFFFF else 1


def _filled(widths: Sequence[int], room: int) -> int:
    count, left = 1, room
    for width in widths:
        if width > left:
            count, left = count + 1, room
        left -= width
    return count
