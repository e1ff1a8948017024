"""The correction: all refused rows as they were delivered, with the reasons beside them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from documents.roster.inert import inert
from documents.roster.spreadsheet import Notes
from inspection.heading import CORRECTION_COLUMNS, is_correction
from inspection.refusal import Refusal
from inspection.sheet import Row, Sheet, Sheets


@dataclass(frozen=True, kw_only=True)
class Correction:
    """In the shape in which it came in, so that it can be corrected and imported by itself."""

    sheets: Sheets
    notes: Mapping[str, Notes]
    """By sheet."""


def correction_of(delivered: Sheets, refusals: Sequence[Refusal]) -> Correction:
    """Of a sheet that was refused whole, all rows. Remarks of an earlier correction are left out.

    It holds everything that stood in those rows: names and numbers in full."""
    sheets: dict[str, Sheet] = {}
    notes: dict[str, Notes] = {}
    for name, sheet in delivered.sheets.items():
        told: dict[int, list[Refusal]] = {}
        for refusal in refusals:
            if refusal.sheet == name:
                told.setdefault(refusal.row, []).append(refusal)
        if told:
            plain = _without_remarks(sheet)
            sheets[name], notes[name] = _corrected(plain, told)
    return Correction(sheets=replace(delivered, sheets=sheets), notes=notes)


def _corrected(sheet: Sheet, told: Mapping[int, Sequence[Refusal]]) -> tuple[Sheet, Notes]:
    whole = told.get(sheet.heading_row, ())
    rows: list[Row] = []
    notes: dict[tuple[int, int], str] = {}
    for row in sheet.rows:
        of_row = told.get(row.number, ())
        if not whole and not of_row:
            continue
        for refusal in of_row:
            if refusal.column in sheet.columns:
                place = sheet.columns.index(refusal.column)
                notes[len(rows), place] = f"{refusal.reason}.\n{refusal.remedy}."
        remarks = of_row or (whole if not rows else ())
        cells = (*_padded(row, len(sheet.columns)), *_beside(row.number, remarks))
        rows.append(Row(number=row.number, cells=cells))
    headings = tuple(f"{zh} {en}" for en, zh in CORRECTION_COLUMNS.items())
    return replace(
        sheet,
        columns=(*sheet.columns, *CORRECTION_COLUMNS),
        headings=(*(sheet.headings or sheet.columns), *headings),
        rows=tuple(rows),
    ), notes


def _beside(row: int, refusals: Sequence[Refusal]) -> tuple[str, str, str]:
    reasons = dict.fromkeys(_beside_column(one.column, one.reason) for one in refusals)
    remedies = dict.fromkeys(_beside_column(one.column, one.remedy) for one in refusals)
    return str(row), "\n".join(reasons), "\n".join(remedies)


def _beside_column(column: str, text: str) -> str:
    return f"{column}: {text}" if column else text


def _without_remarks(sheet: Sheet) -> Sheet:
    kept = [place for place, column in enumerate(sheet.columns) if not is_correction(column)]
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in kept),
        headings=tuple(sheet.headings[place] for place in kept) if sheet.headings else (),
        rows=tuple(
            replace(row, cells=tuple(row.cells[place] for place in kept if place < len(row.cells)))
            for row in sheet.rows
        ),
    )


def _padded(row: Row, width: int) -> tuple[str, ...]:
    return row.cells + ("",) * (width - len(row.cells))


def listed(refusals: Iterable[Refusal]) -> bytes:
    """CSV in UTF-8 with BOM: one line a refusal, in the order in which they were found. Cells are
    shown in part only, so it may be handed on."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    names = [field.name for field in fields(Refusal) if field.name != "place"]
    writer.writerow(names)
    for refusal in refusals:
        writer.writerow([inert(str(getattr(refusal, name))) for name in names])
    return page.getvalue().encode("utf-8-sig")
