"""A table: one CSV text into a sheet, each row with the number that a spreadsheet shows."""

import csv
import io
from collections.abc import Sequence

from documents.roster.header import header_at, header_of
from documents.roster.inert import without_mark
from inspection.admission import PROGRESS_ROWS, OnRow
from inspection.refusal import Refusal
from inspection.sheet import Row, Sheet

CELL_LENGTH = 10_000


class TableUnreadable(ValueError):
    """The text is no CSV table, so no row of it can be trusted."""


def sheet_of(name: str, text: str, on_row: OnRow | None = None, *, title: str = "") -> Sheet:
    """Blank rows are left out but counted. Raises TableUnreadable."""
    records = [
        (at, [without_mark(cell) for cell in cells])
        for at, cells in enumerate(_records(text), start=1)
        if any(cell.strip() for cell in cells)
    ]
    if not records:
        raise TableUnreadable("it is empty; the first row must name the columns")
    at_header = header_at(name, records)
    header = header_of(name, records[at_header])
    body = records[at_header + 1 :]
    rows: list[Row] = []
    for at, cells in body:
        rows.append(_row(name, at, cells, len(header.columns)))
        if on_row is not None and (len(rows) % PROGRESS_ROWS == 0 or len(rows) == len(body)):
            on_row(name, len(rows), len(body))
    return Sheet(
        name=name,
        columns=header.columns,
        rows=tuple(rows),
        title=title or name,
        headings=header.headings,
        heading_row=header.row,
        skips=at_header > 0,
    )


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


def _row(sheet: str, at: int, cells: list[str], width: int) -> Row:
    extra = any(cell.strip() for cell in cells[width:])
    defect = misshapen(sheet, at, cells, width, extra=extra)
    return Row(number=at, cells=tuple(cell[:CELL_LENGTH] for cell in cells[:width]), defect=defect)


def misshapen(
    sheet: str, at: int, cells: Sequence[str], width: int, *, extra: bool
) -> Refusal | None:
    """What is wrong with the row as a whole; `extra`: something stands beyond the header."""
    if extra:
        return _defect(
            sheet,
            at,
            f"the row has more cells than the header, which has {width}",
            "put quotation marks around a cell that holds a comma, and give each column a heading",
        )
    if any(len(cell) > CELL_LENGTH for cell in cells):
        return _defect(
            sheet,
            at,
            f"a cell has more than {CELL_LENGTH:,} characters",
            "shorten it; look for a quotation mark that was left open",
        )
    if any("\0" in cell for cell in cells):
        return _defect(
            sheet, at, "a cell holds a NUL character", "delete the cell and type its text again"
        )
    return None


def _defect(sheet: str, at: int, reason: str, remedy: str) -> Refusal:
    return Refusal(sheet=sheet, row=at, column="", value_shown="", reason=reason, remedy=remedy)
