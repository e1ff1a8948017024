"""The header of a table: which row names the columns, and what it calls them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from inspection.heading import column_called
from inspection.refusal import shown_header
from inspection.sheet import LAYOUTS

_ROWS_SEARCHED = 10
Record = tuple[int, Sequence[str]]
"""A row that isn't blank: its number, as a spreadsheet shows it, and its cells."""


@dataclass(frozen=True, kw_only=True)
class Header:
    row: int
    columns: tuple[str, ...]
    """By our names; one that is not ours as it is written."""
    headings: tuple[str, ...]
    """As they are written; of columns that are not ours masked, since anything may stand there."""


def header_at(sheet: str, records: Sequence[Record]) -> int:
    """The place of the record that heads the table: the first that names all required columns,
    since offices put a title above; otherwise the first of all, to be refused as it is."""
    for place, (_, cells) in enumerate(records[:_ROWS_SEARCHED]):
        if set(LAYOUTS[sheet].required) <= {column_called(sheet, cell) for cell in cells}:
            return place
    return 0


def header_of(sheet: str, record: Record) -> Header:
    row, cells = record
    named = [(column_called(sheet, cell), cell) for cell in cells]
    columns = [ours or _plain(cell) for ours, cell in named]
    while columns and not columns[-1]:
        columns.pop()
    headings = [" ".join(cell.split()) if ours else shown_header(cell) for ours, cell in named]
    return Header(row=row, columns=tuple(columns), headings=tuple(headings[: len(columns)]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
