"""Small rosters for tests: right ones to spoil, and a numbering that knows two kinds of number."""

import re
from collections.abc import Mapping, Sequence

from inspection.number import Number, NumberRefused
from inspection.sheet import LAYOUTS, Row, Sheet, Sheets

SHANGDE = "530128102201"
ZHUANLONG = "530128103201"

RIGHT: dict[str, list[tuple[str, ...]]] = {
    "villages": [
        (SHANGDE, "尚德村", "撒营盘镇", "禄劝县", "昆明市", "云南省", ""),
        (ZHUANLONG, "转龙村", "转龙镇", "禄劝县", "昆明市", "云南省", "Asia/Shanghai"),
    ],
    "teams": [("T1", SHANGDE, "尚德队"), ("T2", ZHUANLONG, "转龙队")],
    "officials": [
        ("O1", "欧阳明华", "+8619900000001", "zh", "水务局"),
        ("O2", "司马志强", "+8619900000002", "", ""),
    ],
    "postings": [
        ("O1", "T1", "leader", "2025-01-01", "2025-09-30"),
        ("O1", "T2", "leader", "2025-10-01", ""),
        ("O2", "T2", "member", "2025-01-01", ""),
    ],
    "households": [
        ("H1", SHANGDE, "诸葛秀英", "+8619950000001;+8619950000002", "zh", "yes", "no"),
        ("H2", SHANGDE, "上官玉兰", "+8619950000001", "", "no", ""),
        ("H3", ZHUANLONG, "夏侯国强", "", "en", "yes", "yes"),
    ],
    "designations": [("H1", "O1", "2025-01-01", ""), ("H3", "O2", "2025-01-01", "")],
    "inspectors": [("I1", "东方文华", "+8619990000001", "en", "530128", "530129", "", "530127")],
}


class DigitNumbering:
    """Takes `+` and 11 to 15 digits; enough to test rows without knowing telephony."""

    def read(self, text: str) -> Number | NumberRefused:
        if re.fullmatch(r"\+[0-9]{11,15}", text.strip()):
            return Number(e164=text.strip(), country="CN", kind="mobile")
        return NumberRefused(reason="no number that we know", remedy="write + and the digits")


def sheet(
    name: str, rows: Sequence[tuple[str, ...]], columns: tuple[str, ...] | None = None
) -> Sheet:
    numbered = tuple(Row(number=at, cells=cells) for at, cells in enumerate(rows, start=2))
    return Sheet(name=name, columns=columns or LAYOUTS[name].columns, rows=numbered)


def sheets(
    changed: Mapping[str, Sequence[tuple[str, ...]]] | None = None, *, synthetic: bool = False
) -> Sheets:
    """The right roster, with the rows of some sheets changed."""
    rows = {**RIGHT, **(changed or {})}
    return Sheets(sheets={name: sheet(name, rows[name]) for name in LAYOUTS}, synthetic=synthetic)


def with_cell(name: str, row: int, column: str, text: str) -> Sheets:
    """The right roster, with one cell changed; `row` as a spreadsheet shows it."""
    rows = [list(cells) for cells in RIGHT[name]]
    rows[row - 2][LAYOUTS[name].columns.index(column)] = text
    return sheets({name: [tuple(cells) for cells in rows]})
