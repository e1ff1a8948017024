"""Admission: which rows of the delivered sheets become the roster, and why the others do not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

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
from inspection.heading import is_correction
from inspection.in_force import EMPTY, InForce
from inspection.line import Line
from inspection.number import Numbering
from inspection.refusal import Refusal, shown_header
from inspection.roster import Checked, Counts, Roster
from inspection.sheet import LAYOUTS, Sheet, Sheets
from inspection.standing_conflict import Objection, conflicts

T = TypeVar("T")
OnRow = Callable[[str, int, int], None]
"""Told now and then: sheet, rows done, rows in all."""

PROGRESS_ROWS = 500


def check(
    sheets: Sheets,
    *,
    numbering: Numbering,
    on_row: OnRow | None = None,
    register: InForce = EMPTY,
) -> Checked:
    """Admits every row that is right by itself, by the rows it refers to and beside the register.

    Sheets are taken in an order in which whatever is referred to comes first, so one wrong
    village refuses its team, and that team's postings, each with the row to correct. A row may
    refer to what the register holds already."""
    objections: dict[tuple[str, int], Objection] = {}
    while True:
        taken = _Intake(sheets, register, objections, numbering, on_row)
        checked = taken.checked()
        more = conflicts(taken.accepted, register)
        if not more:
            return checked
        objections |= more  # each names a row that was accepted until now, so this ends


class _Intake:
    """Takes the sheets one after the other and counts."""

    def __init__(
        self,
        sheets: Sheets,
        register: InForce,
        objections: Mapping[tuple[str, int], Objection],
        numbering: Numbering,
        on_row: OnRow | None,
    ) -> None:
        self.accepted: dict[str, list[tuple[int, Any]]] = {}
        self._refusals: list[Refusal] = []
        self._counts: dict[str, Counts] = {}
        self._ignored: dict[str, tuple[str, ...]] = {}
        self._sheets = sheets
        self._register = register
        self._objections = objections
        self._desk = Desk(numbering=numbering, synthetic=sheets.synthetic, register=register)
        self._on_row = on_row
        self._closed: set[str] = set()

    def checked(self) -> Checked:
        roster = Roster(
            villages=self._admit("villages", village),
            teams=self._admit("teams", team),
            officials=self._admit("officials", official),
            postings=self._admit("postings", posting),
            households=self._admit("households", household),
            designations=self._admit("designations", designation),
            inspectors=self._admit("inspectors", inspector),
            synthetic=self._sheets.synthetic,
        )
        return Checked(
            roster=roster,
            refusals=tuple(self._refusals),
            counts=self._counts,
            ignored=self._ignored,
        )

    def _admit(self, name: str, entry: Callable[[Line, Desk], T]) -> tuple[T, ...]:
        sheet = self._sheets.sheets.get(name)
        if sheet is None:
            return ()
        closed = {one for one in self._closed if not self._register.holds(one)}
        whole = _objection(sheet, closed)
        if whole is not None:
            self._closed.add(name)
            self._refusals.append(whole)
            self._counts[name] = Counts(read=len(sheet.rows), accepted=0, refused=len(sheet.rows))
            return ()
        if strange := _strange(sheet):
            self._ignored[name] = strange
        accepted = list(self._rows(sheet, entry))
        self.accepted[name] = [*accepted]
        read = len(sheet.rows)
        self._counts[name] = Counts(read=read, accepted=len(accepted), refused=read - len(accepted))
        return tuple(kept for _, kept in accepted)

    def _rows(self, sheet: Sheet, entry: Callable[[Line, Desk], T]) -> Iterable[tuple[int, T]]:
        line_of, total = lines_of(sheet), len(sheet.rows)
        for done, row in enumerate(sheet.rows, start=1):
            line = line_of(row)
            objection = self._objections.get((sheet.name, row.number))
            if objection is not None:
                line.refuse(objection.column, objection.reason, objection.remedy)
            kept = entry(line, self._desk)
            if self._desk.settle(line):
                yield row.number, kept
            self._refusals += (
                replace(one, place=sheet.place(one.row, one.column)) for one in line.refusals
            )
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
    return tuple(
        shown_header(column)
        for column in sheet.columns
        if column not in known and not is_correction(column)
    )


def _of_sheet(sheet: Sheet, column: str, reason: str, remedy: str) -> Refusal:
    return Refusal(
        sheet=sheet.name,
        row=sheet.heading_row,
        column=column,
        value_shown="",
        reason=reason,
        remedy=remedy,
        place=sheet.place(sheet.heading_row, column),
    )
