"""Regions: the 12-digit statistical code of a village and its prefixes, always text."""

import re
from typing import Literal

Level = Literal["province", "prefecture", "county", "township", "village"]

LEVELS: dict[int, Level] = {
    2: "province",
    4: "prefecture",
    6: "county",
    9: "township",
    12: "village",
}
VILLAGE_DIGITS = 12
COUNTY_DIGITS = 6


class NotARegion(ValueError):
    """A text that is no code of a region. Says why and what would be right."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


def level_of(code: str) -> Level:
    """Raises NotARegion unless `code` is 2, 4, 6, 9 or 12 ASCII digits."""
    if not (code.isascii() and code.isdigit()) or len(code) not in LEVELS:
        raise NotARegion(
            _what_is_wrong(code, "2, 4, 6, 9 or 12 digits"),
            "write the code of a province (2), prefecture (4), county (6), township (9) "
            "or village (12 digits)",
        )
    return LEVELS[len(code)]


def contains(region: str, code: str) -> bool:
    """True when `code` lies in `region`; the empty region is everywhere."""
    return code.startswith(region)


def county_of(code: str) -> str:
    """The county that holds `code`; a region above counties is its own."""
    return code[:COUNTY_DIGITS]


def enclosing(code: str) -> tuple[str, ...]:
    """The regions that hold `code`, itself first, its province last."""
    level_of(code)
    return tuple(code[:digits] for digits in sorted(LEVELS, reverse=True) if digits <= len(code))


def village_code(text: str) -> str:
    """Raises NotARegion unless `text` is the 12-digit code of a village."""
    if not (text.isascii() and text.isdigit()) or len(text) != VILLAGE_DIGITS:
        raise NotARegion(
            _what_is_wrong(text, "12 digits"),
            "format the column as text and write all 12 digits, such as 530128102201",
        )
    if text.endswith("000"):
        raise NotARegion(
            "the last three digits are 000, so this is a township and not a village",
            "write the village's own 12-digit code, such as 530128102201",
        )
    return text


def county_code(text: str) -> str:
    """Raises NotARegion unless `text` is the 6-digit code of a county."""
    if not (text.isascii() and text.isdigit()) or len(text) != COUNTY_DIGITS:
        raise NotARegion(
            _what_is_wrong(text, "6 digits"), "write the county's 6-digit code, such as 530128"
        )
    return text


def _what_is_wrong(text: str, expected: str) -> str:
    if re.fullmatch(r"\d([.,]\d*)?[eE]\+?\d+", text):
        return "a spreadsheet has turned the code into a rounded number (E+), its digits are lost"
    if re.fullmatch(r"\d+\.0*", text):
        return "a spreadsheet has turned the code into a decimal number"
    if not (text.isascii() and text.isdigit()):
        return f"a code is {expected}, this holds other characters"
    if len(text) == VILLAGE_DIGITS - 1:
        return f"a code is {expected}, this has 11: a leading zero may have been lost"
    return f"a code is {expected}, this has {len(text)}"
