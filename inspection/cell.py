"""Cells: one reader for each kind of value in the roster's sheets."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from inspection.heading import WORDS, plain, word_called
from inspection.region import NotARegion, county_code, level_of, village_code
from inspection.roster import Language, Role, SupervisorRole
from inspection.wording import LANGUAGES

ID_LENGTH = 40
NAME_LENGTH = 100
# What a spreadsheet takes for the beginning of a formula when it opens our exports.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Joiners are spelling in several scripts; every other invisible character only deceives.
_JOINERS = "\u200c\u200d"
_SPREADSHEET_EPOCH = date(1899, 12, 30)


class Unfit(ValueError):
    """A cell that can't be taken. Neither text repeats the value."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def identifier(text: str) -> str:
    value = unicodedata.normalize("NFC", text.strip())
    remedy = f'write 1 to {ID_LENGTH} characters without "|", such as O0001'
    if not 1 <= len(value) <= ID_LENGTH:
        raise Unfit(f"an id has 1 to {ID_LENGTH} characters, this has {len(value)}", remedy)
    if "|" in value:
        raise Unfit('an id holds no "|"', remedy)
    _refuse_invisible(value)
    _refuse_formula(value)
    return value


def name(text: str) -> str:
    """A name in one line; runs of white space become one space."""
    value = unicodedata.normalize("NFC", " ".join(text.split()))
    if not value:
        raise Unfit("a name is missing", "write the name")
    if len(value) > NAME_LENGTH:
        raise Unfit(
            f"a name has at most {NAME_LENGTH} characters, this has {len(value)}",
            "look whether a quotation mark was left open; write the name alone",
        )
    _refuse_invisible(value)
    _refuse_formula(value)
    return value


def village(text: str) -> str:
    return _code(village_code, text)


def county(text: str) -> str:
    return _code(county_code, text)


def region(text: str) -> str:
    return _code(level_of, text)


def regions(text: str) -> tuple[str, ...]:
    """Several are separated by `;`; one written twice counts once."""
    written = text.replace("；", ";").split(";")
    return tuple(dict.fromkeys(region(one) for one in written if one.strip()))


def day(text: str) -> date:
    value = unicodedata.normalize("NFKC", text.strip())
    if re.fullmatch(r"[0-9]{5}(\.0*)?", value):
        meant = _SPREADSHEET_EPOCH + timedelta(days=int(value[:5]))
        raise Unfit(
            "a spreadsheet has stored the date as a number",
            f"format the column as text; this number stands for {meant.isoformat()}",
        )
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise Unfit("a date is written year-month-day", _date_remedy(value))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Unfit("no such day in the calendar", "write a day that exists") from None


def yes_no(text: str) -> bool:
    return _word("yes_no", text) == "yes"


def language(text: str) -> Language:
    """Its code, or its name where that is known; only a language that has its texts."""
    value = plain(text)
    word = value if value in LANGUAGES else word_called("language", text)
    if word not in LANGUAGES:
        raise Unfit(f"this is neither {' nor '.join(LANGUAGES)}", f"write {' or '.join(LANGUAGES)}")
    return word


def role(text: str) -> Role:
    return cast(Role, _word("role", text))


def supervisor_role(text: str) -> SupervisorRole:
    return cast(SupervisorRole, _word("supervisor_role", text))


def zone(text: str) -> str:
    value = text.strip()
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, KeyError):
        raise Unfit(
            "no time zone of this name is known",
            "write an IANA name such as Asia/Shanghai, or leave the cell empty",
        ) from None


def _word(kind: str, text: str) -> str:
    word = word_called(kind, text)
    if word is None:
        words = WORDS[kind]
        raise Unfit(f"this is neither {' nor '.join(words)}", f"write {' or '.join(words)}")
    return word


def _code(read: Callable[[str], object], text: str) -> str:
    value = unicodedata.normalize("NFKC", text.strip())
    try:
        read(value)
    except NotARegion as wrong:
        raise Unfit(wrong.reason, wrong.remedy) from None
    return value


def _date_remedy(value: str) -> str:
    parts = re.fullmatch(r"([0-9]{4})[/.年-]([0-9]{1,2})[/.月-]([0-9]{1,2})日?.*", value)
    if parts is None:
        return "write it like 2026-03-02"
    year, month, of_month = (int(part) for part in parts.groups())
    return f"write it like {year:04}-{month:02}-{of_month:02}"


def _refuse_invisible(value: str) -> None:
    for character in value:
        if unicodedata.category(character)[0] == "C" and character not in _JOINERS:
            raise Unfit(
                f"it holds the invisible character U+{ord(character):04X}",
                "delete the cell and type its text again",
            )


def _refuse_formula(value: str) -> None:
    if value.startswith(FORMULA_MARKS):
        raise Unfit(
            "it begins like a spreadsheet formula (= + - @)",
            "write plain text that begins with a letter or a digit",
        )
