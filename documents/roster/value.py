"""The value of a workbook's cell: as text, or why it is not taken for what it shows."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Protocol

from inspection.heading import Kind

EXACT_DIGITS = 15
"""A spreadsheet keeps that many digits of a number; the rest it silently makes zero."""
AS_TEXT = "format the cells as text, then type the value again"
Told = tuple[str, str]
"""Reason and remedy."""


class Cell(Protocol):
    """A cell as openpyxl reads it."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...
    @property
    def number_format(self) -> str: ...


def text_of(cell: Cell, kind: Kind) -> tuple[str, Told | None]:
    """The text that stands for the cell, and what is wrong with it if it can't be trusted."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type == "f":
        return _formula(value)
    if cell.data_type == "e":
        return str(value), (f"the cell holds the error {value}", "type the value itself")
    reader = _READERS.get(type(value))
    return reader(value, cell, kind) if reader else (str(value), None)


def _formula(value: object) -> tuple[str, Told]:
    written = value if isinstance(value, str) else str(getattr(value, "text", "=") or "=")
    return written, (
        "the cell holds a formula, and what it shows may change",
        "copy the cell and paste it as a value, or type the value itself",
    )


def _number(value: int | float, cell: Cell, kind: Kind) -> tuple[str, Told | None]:
    if isinstance(value, float) and not value.is_integer():
        return repr(value), _wrong_number("the cell holds a number with a fraction", kind)
    digits = f"{value:.0f}" if isinstance(value, float) else str(value)
    if kind == "day":
        return digits, None  # the reader of days explains what such a number stands for
    if len(digits.lstrip("-")) > EXACT_DIGITS:
        return digits, (
            f"the cell holds a number of more than {EXACT_DIGITS} digits, and a spreadsheet does"
            " not keep the others",
            AS_TEXT,
        )
    if _adds_digits(cell.number_format, digits):
        return digits, (
            "the cell's format shows other digits than it holds",
            "format the cells as text, then type the digits as they should be",
        )
    return digits, None


def _adds_digits(number_format: str, digits: str) -> bool:
    """Whether the format puts zeros before the number, or digits of its own around it."""
    shown = number_format.partition(";")[0]
    if shown.casefold() == "general":
        return False
    own = re.findall(r'"[^"]*"|\\.', shown)
    if any(re.search("[0-9+]", part) for part in own):
        return True
    whole = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", shown).partition(".")[0]
    return whole.count("0") > len(digits) or bool(re.search("[1-9+%eE/]", whole))


def _wrong_number(reason: str, kind: Kind) -> Told:
    return reason, "type the day as 2026-03-02" if kind == "day" else AS_TEXT


def _day(value: date, cell: Cell, kind: Kind) -> tuple[str, Told | None]:
    if kind != "day":
        return value.isoformat()[:10], (
            "the cell holds a date; a spreadsheet may have made it of something else",
            AS_TEXT,
        )
    if isinstance(value, datetime) and value.time() != time(0):
        return value.isoformat(" "), (
            "the cell holds a time of day beside the date",
            f"type the day alone, as {value.date().isoformat()}",
        )
    return value.isoformat()[:10], None


def _clock(value: time | timedelta, cell: Cell, kind: Kind) -> tuple[str, Told]:
    return str(value), _wrong_number("the cell holds a time of day", kind)


def _truth(value: bool, cell: Cell, kind: Kind) -> tuple[str, Told | None]:
    if kind == "yes_no":
        return "yes" if value else "no", None
    return str(value), ("the cell holds true or false", AS_TEXT)


_READERS: Mapping[type, Callable[..., tuple[str, Told | None]]] = {
    int: _number,
    float: _number,
    bool: _truth,
    datetime: _day,
    date: _day,
    time: _clock,
    timedelta: _clock,
}
