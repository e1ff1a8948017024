"""A refusal: what is wrong with a row of the roster, where, and what would be right."""

import re
from dataclasses import dataclass

CODE_COLUMNS = frozenset({"code", "village", "region", "county"})
PERSONAL_COLUMNS = frozenset({"name", "phone", "phones", "unit"})

_HARMLESS = re.compile(
    r"[0-9]{1,6}"  # short counts, a spreadsheet's day number
    r"|[0-9](\.[0-9]{0,6})?[eE]\+?[0-9]{1,2}"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|[A-Za-z]{1,2}[-_]?[0-9]{1,10}"  # our kind of id; eleven digits might be a number
)
_CODE = re.compile(r"[1-9][0-9]{0,5}|[1-9][0-9]{8}|[1-9][0-9]{11}")
_ZONE = re.compile(r"[A-Za-z_]{2,20}/[A-Za-z_]{2,20}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Holds no number and no name in full, so it may be logged, printed and handed on."""

    sheet: str
    row: int
    """As a spreadsheet shows it. 1, the header, when the whole sheet is refused."""
    column: str
    """Empty when the row as a whole is meant."""
    value_shown: str
    reason: str
    remedy: str
    place: str = ""
    """As the file calls the place; empty: by sheet, row and column."""

    def __str__(self) -> str:
        named = f"{self.sheet}, row {self.row}" + (f", {self.column}" if self.column else "")
        where = self.place or named
        value = f" {self.value_shown!r}" if self.value_shown else ""
        return f"{where}:{value} {self.reason}. {self.remedy[:1].upper()}{self.remedy[1:]}."


def shown(column: str, text: str) -> str:
    """The cell as it may be shown to anybody: enough to find it, too little to know a person.

    Columns slip, so a name or a number is expected in any of them."""
    value = text.strip()
    if not value:
        return ""
    if column not in PERSONAL_COLUMNS and _is_harmless(column, value):
        return value
    if re.fullmatch(r"\+?[0-9 ()-]{8,}", value) and value[-2:].isdigit():
        return f"•••{value[-2:]}"
    return f"{value[0]}•••" if len(value) > 1 and value[0].isprintable() else "•••"


def shown_header(text: str) -> str:
    """A column's name as it may be shown: a number that slipped into the header is masked."""
    return shown("", text) if re.search("[0-9]{6}", text) else text[:40] or "(no name)"


def _is_harmless(column: str, value: str) -> bool:
    if column in CODE_COLUMNS and _CODE.fullmatch(value):
        return True
    if column == "zone" and _ZONE.fullmatch(value):
        return True
    return _HARMLESS.fullmatch(value) is not None
