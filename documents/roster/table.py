"""A table: one CSV text into a sheet, each row with the number that a spreadsheet shows."""

import csv
import io
import unicodedata

from inspection.admission import PROGRESS_ROWS, OnRow
from inspection.refusal import Refusal
from inspection.sheet import Row, Sheet

CELL_LENGTH = 10_000


class TableUnreadable(ValueError):
    """The text is no CSV table, so no row of it can be trusted."""


def sheet_of(name: str, text: str, on_row: OnRow | None = None) -> Sheet:
    """Blank rows are left out but counted. Raises TableUnreadable."""
    records = [
        (at, cells)
        for at, cells in enumerate(_records(text), start=1)
        if any(cell.strip() for cell in cells)
    ]
    if not records:
        raise TableUnreadable("it is empty; the first row must name the columns")
    (_, header), *body = records
    columns = tuple(_column(cell) for cell in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    rows: list[Row] = []
    for at, cells in body:
        rows.append(_row(name, at, cells, len(columns)))
        if on_row is not None and (len(rows) % PROGRESS_ROWS == 0 or len(rows) == len(body)):
            on_row(name, len(rows), len(body))
    return Sheet(name=name, columns=columns, rows=tuple(rows))


def _records(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as wrong:
        row = len(records) + 1
        if "field larger" in str(wrong):
            raise TableUnreadable(
                f"row {row} holds a cell of more than {csv.field_size_limit():,} characters; "
                "look for a quotation mark that was left open there"
            ) from None
        raise TableUnreadable(
            f"row {row} has a quotation mark in the wrong place; put quotation marks around "
            "the whole cell and double those inside it"
        ) from None
    return records


def _column(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _row(sheet: str, at: int, cells: list[str], width: int) -> Row:
    extra = any(cell.strip() for cell in cells[width:])
    defect = None
    if extra:
        defect = _defect(
            sheet,
            at,
            f"the row has more cells than the header, which has {width}",
            "put quotation marks around a cell that holds a comma",
        )
    elif any(len(cell) > CELL_LENGTH for cell in cells):
        defect = _defect(
            sheet,
            at,
            f"a cell has more than {CELL_LENGTH:,} characters",
            "shorten it; look for a quotation mark that was left open",
        )
    elif any("\0" in cell for cell in cells):
        defect = _defect(
            sheet, at, "a cell holds a NUL character", "delete the cell and type its text again"
        )
    return Row(number=at, cells=tuple(cell[:CELL_LENGTH] for cell in cells[:width]), defect=defect)


def _defect(sheet: str, at: int, reason: str, remedy: str) -> Refusal:
    return Refusal(sheet=sheet, row=at, column="", value_shown="", reason=reason, remedy=remedy)
