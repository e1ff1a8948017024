"""Admission: which rows of the delivered sheets become the roster, and why the others do not."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from inspection.desk import Desk, lines_of
from inspection.entry import (
    designation,
    household,
    inspector,
    official,
    posting,
    team,
    village,
)
from inspection.line import Line
from inspection.number import Numbering
from inspection.refusal import Refusal, shown_header
from inspection.roster import Checked, Counts, Roster
from inspection.sheet import LAYOUTS, Sheet, Sheets

T = TypeVar("T")
OnRow = Callable[[str, int, int], None]
"""Told now and then: sheet, rows done, rows in all."""

PROGRESS_ROWS = 500


def check(sheets: Sheets, *, numbering: Numbering, on_row: OnRow | None = None) -> Checked:
    """Admits every row that is right by itself and by the rows it refers to.

    Sheets are taken in an order in which whatever is referred to comes first, so one wrong
    village refuses its team, and that team's postings, each with the row to correct."""
    counter = _Counter(sheets, Desk(numbering=numbering, synthetic=sheets.synthetic), on_row)
    roster = Roster(
        villages=counter.admit("villages", village),
        teams=counter.admit("teams", team),
        officials=counter.admit("officials", official),
        postings=counter.admit("postings", posting),
        households=counter.admit("households", household),
        designations=counter.admit("designations", designation),
        inspectors=counter.admit("inspectors", inspector),
        synthetic=sheets.synthetic,
    )
    return Checked(
        roster=roster,
        refusals=tuple(counter.refusals),
        counts=counter.counts,
        ignored=counter.ignored,
    )


class _Counter:
    """Takes the sheets one after the other and counts."""

    def __init__(self, sheets: Sheets, desk: Desk, on_row: OnRow | None) -> None:
        self.refusals: list[Refusal] = []
        self.counts: dict[str, Counts] = {}
        self.ignored: dict[str, tuple[str, ...]] = {}
        self._sheets = sheets
        self._desk = desk
        self._on_row = on_row
        self._closed: set[str] = set()

    def admit(self, name: str, entry: Callable[[Line, Desk], T]) -> tuple[T, ...]:
        sheet = self._sheets.sheets.get(name)
        if sheet is None:
            return ()
        objection = _objection(sheet, self._closed)
        if objection is not None:
            self._closed.add(name)
            self.refusals.append(objection)
            self.counts[name] = Counts(read=len(sheet.rows), accepted=0, refused=len(sheet.rows))
            return ()
        if strange := _strange(sheet):
            self.ignored[name] = strange
        accepted = tuple(self._accepted(sheet, entry))
        read = len(sheet.rows)
        self.counts[name] = Counts(read=read, accepted=len(accepted), refused=read - len(accepted))
        return accepted

    def _accepted(self, sheet: Sheet, entry: Callable[[Line, Desk], T]) -> Iterable[T]:
        line_of, total = lines_of(sheet), len(sheet.rows)
        for done, row in enumerate(sheet.rows, start=1):
            line = line_of(row)
            kept = entry(line, self._desk)
            if self._desk.settle(line):
                yield kept
            self.refusals += line.refusals
            if self._on_row is not None and (done % PROGRESS_ROWS == 0 or done == total):
                self._on_row(sheet.name, done, total)


def _objection(sheet: Sheet, closed: set[str]) -> Refusal | None:
    """Why the whole sheet can't be taken."""
    layout = LAYOUTS[sheet.name]
    missing = [column for column in layout.required if column not in sheet.columns]
    if missing:
        expected = ", ".join(layout.required)
        free = f"; these may be missing: {', '.join(layout.free)}" if layout.free else ""
        return _of_sheet(
            sheet,
            ", ".join(missing),
            "a required column is missing, so no row of the sheet was taken",
            f"the first row must name the columns {expected}{free}" + _separator_hint(sheet),
        )
    twice = [column for column in layout.columns if sheet.columns.count(column) > 1]
    if twice:
        return _of_sheet(
            sheet,
            ", ".join(twice),
            "the header names a column twice, so no row of the sheet was taken",
            "keep one column of each name",
        )
    closed_before = [name for name in layout.refers_to if name in closed]
    if closed_before:
        return _of_sheet(
            sheet,
            "",
            f"its rows refer to {' and '.join(closed_before)}, which was refused as a whole",
            f"correct {' and '.join(closed_before)} first",
        )
    return None


def _separator_hint(sheet: Sheet) -> str:
    header = sheet.columns[0] if len(sheet.columns) == 1 else ""
    found = [word for mark, word in ((";", "semicolons"), ("\t", "tabs")) if mark in header]
    return f"; the sheet seems to be separated by {found[0]}, use commas" if found else ""


def _strange(sheet: Sheet) -> tuple[str, ...]:
    known = LAYOUTS[sheet.name].columns
    return tuple(shown_header(column) for column in sheet.columns if column not in known)


def _of_sheet(sheet: Sheet, column: str, reason: str, remedy: str) -> Refusal:
    return Refusal(
        sheet=sheet.name, row=1, column=column, value_shown="", reason=reason, remedy=remedy
    )
