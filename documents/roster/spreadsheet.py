"""A roster written as a workbook, in which nothing is ever calculated."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from documents.roster.choices import choose
from documents.roster.folder import MARKER_TEXT
from documents.roster.guide import guide_lines, heading_of, title_of
from inspection.heading import GUIDE_NAMES, HEADINGS, MARKER_NAMES, is_correction
from inspection.sheet import LAYOUTS, Sheet
from inspection.wording import EVERY, worded

Notes = Mapping[tuple[int, int], str]
"""Place of the row and of the cell in it, both from 0 -> what is written on the cell."""
_WIDTHS: Mapping[str, int] = {"code": 17, "phone": 22, "day": 13}
_GUIDE_WIDTHS = (18, 24, 10, 70, 30)
_SHADE = {"bold": True, "num_format": "@", "bg_color": "#DDE7EE", "bottom": 1}


class Spreadsheet:
    def __init__(self, language: str, at: datetime) -> None:
        """`at` stands in the file as the time of its making."""
        import xlsxwriter  # slow to import, and only a workbook needs it

        self._language = language
        self._page = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._page, {"in_memory": True})
        self._book.set_properties({"created": at.replace(tzinfo=None)})
        add = self._book.add_format
        self._text, self._day = add({"num_format": "@"}), add({"num_format": "yyyy-mm-dd"})
        self._head, self._free = add(_SHADE), add(_SHADE | {"bold": False, "italic": True})
        self._remark = add({"font_color": "#9C0006", "text_wrap": True, "valign": "top"})
        self._wrapped = add({"text_wrap": True, "valign": "top"})
        self._title = add({"bold": True, "font_size": 14})

    def content(self) -> bytes:
        self._book.close()
        return self._page.getvalue()

    def guide(self) -> None:
        """The sheet that explains the others; an import passes over it."""
        page = self._book.add_worksheet(GUIDE_NAMES[0 if self._language == "zh" else 1])
        for column, width in enumerate(_GUIDE_WIDTHS):
            page.set_column(column, column, width)
        forms = {"title": self._title, "head": self._head, "row": self._wrapped}
        for row, (style, cells) in enumerate(guide_lines(self._language)):
            for column, text in enumerate(cells):
                page.write_string(row, column, text, forms.get(style))

    def marker(self) -> None:
        """The sheet that says that everybody in the others is invented."""
        page = self._book.add_worksheet(MARKER_NAMES[0].upper())
        page.set_column(0, 0, 90)
        for row, line in enumerate(MARKER_TEXT.splitlines()):
            page.write_string(row, 0, line)

    def sheet(self, sheet: Sheet, notes: Notes | None = None, *, choices: bool = False) -> None:
        """Headings that the sheet brings are kept. `choices`: with lists to choose from."""
        page = self._book.add_worksheet(sheet.title or title_of(sheet.name, self._language))
        page.freeze_panes(1, 1)
        for place, column in enumerate(sheet.columns):
            self._column(page, sheet, place, column)
            if choices:
                choose(page, sheet.name, column, self._language)
        for at, row in enumerate(sheet.rows, start=1):
            for place, text in enumerate(row.cells):
                self._cell(page, at, place, text, sheet.columns[place], sheet.name)
        for (at, place), text in (notes or {}).items():
            page.write_comment(at + 1, place, text, {"x_scale": 2})

    def _column(self, page: Any, sheet: Sheet, place: int, column: str) -> None:
        known = HEADINGS[sheet.name].get(column)
        kind = known.kind if known else "text"
        width = 50 if is_correction(column) else _WIDTHS.get(kind, 16)
        page.set_column(place, place, width, self._day if kind == "day" else self._text)
        if sheet.headings:
            page.write_string(0, place, sheet.headings[place], self._head)
            return
        if known is None:
            page.write_string(0, place, column, self._head)
            return
        free = column in LAYOUTS[sheet.name].free
        heading = heading_of(sheet.name, column, self._language)
        page.write_string(0, place, heading, self._free if free else self._head)
        page.write_comment(0, place, worded(known.note, EVERY, {}), {"x_scale": 2})

    def _cell(self, page: Any, at: int, place: int, text: str, column: str, sheet: str) -> None:
        known = HEADINGS[sheet].get(column)
        day = _day_of(text) if known is not None and known.kind == "day" else None
        if day is not None:
            page.write_datetime(at, place, datetime.combine(day, time(0)), self._day)
        elif text:
            form = self._remark if is_correction(column) else self._text
            page.write_string(at, place, text, form)


def _day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-03-02") else None
    except ValueError:
        return None
    return day if day is not None and day.year >= 1900 else None
