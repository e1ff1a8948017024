"""The roster as sheets again, as an import would take them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from inspection.heading import HEADINGS, WORDS, Kind
from inspection.roster import Roster
from inspection.sheet import LAYOUTS, Row, Sheet, Sheets

_FIELDS = {"from": "from_day", "to": "to_day"}


def sheets_of(roster: Roster, language: str = "en") -> Sheets:
    """Words such as yes and leader are written in this language; both are read."""
    return Sheets(
        sheets={name: _sheet(name, getattr(roster, name), language) for name in LAYOUTS},
        synthetic=roster.synthetic,
    )


def _sheet(name: str, entries: Iterable[Any], language: str) -> Sheet:
    columns = LAYOUTS[name].columns
    kinds = [HEADINGS[name][column].kind for column in columns]
    names = [_FIELDS.get(column, column) for column in columns]
    return Sheet(
        name=name,
        columns=columns,
        rows=tuple(
            Row(
                number=at,
                cells=tuple(
                    _cell(getattr(entry, field), kind, language)
                    for field, kind in zip(names, kinds, strict=True)
                ),
            )
            for at, entry in enumerate(entries, start=2)
        ),
    )


def _cell(value: Any, kind: Kind, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(value)
    if kind in WORDS and language == "zh":
        return WORDS[kind][value][0]
    return str(value)
