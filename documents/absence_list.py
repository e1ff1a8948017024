"""A list of absences as county offices keep it: one sheet, CSV or workbook, a row an absence."""

import csv
import io
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.roster.archive import checked_archive
from documents.roster.encoding import EncodingUnclear, decoded
from documents.roster.unreadable import RosterUnreadable
from documents.roster.value import Told, text_of
from inspection.absence import AbsenceKind
from inspection.heading import Kind

MOST_ROWS = 100_000
_TITLES_ABOVE = 10
_MOST_COLUMNS = 40
_NAMES: Mapping[str, tuple[str, ...]] = {
    "official": ("official", "干部编号", "编号", "干部", "工号"),
    "kind": ("kind", "类型", "类别", "事由类型"),
    "from": ("from", "开始日期", "起始日期", "开始", "起"),
    "to": ("to", "结束日期", "截止日期", "结束", "止"),
    "hours": ("hours", "时段", "时间"),
    "note": ("note", "备注", "事由", "说明"),
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names}
_NEEDED = ("official", "kind", "from", "to")
KINDS: Mapping[str, AbsenceKind] = {
    **dict.fromkeys(("leave", "请假", "事假", "病假", "年假", "休假"), "leave"),
    **dict.fromkeys(("trip", "公出", "出差", "外出公务", "开会", "培训"), "trip"),
    **dict.fromkeys(("rest", "休息", "轮休", "调休", "补休"), "rest"),
}
"""How a kind may be written."""


class AbsenceListUnreadable(ValueError):
    """The file is no list of absences; nothing of it was read."""


@dataclass(frozen=True, kw_only=True)
class ListedRow:
    """`number` as a spreadsheet shows it; `cells` by our names; `wrong`: by column, what a workbook
    says of a cell that cannot be trusted."""

    number: int
    cells: Mapping[str, str]
    wrong: Mapping[str, Told]


def read_list(path: Path) -> list[ListedRow]:
    """Rows with anything in them, nothing of them believed yet. Raises AbsenceListUnreadable."""
    try:
        if path.suffix.casefold() == ".xlsx":
            return _listed(_of_workbook(path))
        if path.suffix.casefold() == ".csv":
            return _listed(_of_csv(path))
    except AbsenceListUnreadable as wrong:
        raise AbsenceListUnreadable(f"{path}: {wrong}") from None
    except RosterUnreadable as wrong:
        raise AbsenceListUnreadable(str(wrong)) from None
    raise AbsenceListUnreadable(f"{path}: expected a .csv or .xlsx file; save the list as one")


Record = tuple[int, Sequence[tuple[str, Told | None]]]


def _of_csv(path: Path) -> Iterator[Record]:
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise AbsenceListUnreadable(f"it cannot be read ({error.strerror})") from None
    except EncodingUnclear as error:
        raise AbsenceListUnreadable(str(error)) from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            yield number, [(cell, None) for cell in row]
    except csv.Error:
        raise AbsenceListUnreadable(
            f"row {number + 1} has a quotation mark in the wrong place; put quotation marks around"
            " the whole cell and double those inside it"
        ) from None


def _of_workbook(path: Path) -> Iterator[Record]:
    from openpyxl import load_workbook  # slow to import, and only a workbook needs it

    with checked_archive(path) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that it does not know
        try:
            book = load_workbook(archive.fp, read_only=True, keep_links=False)  # type: ignore[arg-type]
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            read = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=_MOST_COLUMNS)
            rows = list(enumerate(read, start=1))
        except Exception as error:
            # Its words may hold what stands in a cell.
            raise AbsenceListUnreadable(
                f"it can't be read as a workbook ({type(error).__name__}); open it in a"
                " spreadsheet and save it again as .xlsx"
            ) from None
    kinds: list[Kind] = ["text"] * _MOST_COLUMNS
    headed = False
    for number, cells in rows:
        if not headed and _is_header([str(cell.value or "") for cell in cells]):
            headed = True
            kinds = ["day" if _column(cell.value) in ("from", "to") else "text" for cell in cells]
        yield (
            number,
            [
                ("", None) if cell.value is None else text_of(cell, kind)
                for cell, kind in zip(cells, kinds, strict=False)
            ],
        )


def _listed(records: Iterator[Record]) -> list[ListedRow]:
    filled = [(n, cells) for n, cells in records if any(text.strip() for text, _ in cells)]
    if len(filled) > MOST_ROWS:
        raise AbsenceListUnreadable(f"it has more than {MOST_ROWS} rows; divide it")
    heads = (
        at
        for at, (_, cells) in enumerate(filled[:_TITLES_ABOVE])
        if _is_header([text for text, _ in cells])
    )
    at = next(heads, None)
    if at is None:
        raise AbsenceListUnreadable(
            "no row names the columns; expected official, kind, from, to and, if you like, hours"
            " and note"
        )
    columns = [_column(text) for text, _ in filled[at][1]]
    twice = {one for one in columns if one and columns.count(one) > 1}
    if twice:
        raise AbsenceListUnreadable(f"two columns are called {', '.join(sorted(twice))}; keep one")
    return [_row(number, cells, columns) for number, cells in filled[at + 1 :]]


def _row(
    number: int, cells: Sequence[tuple[str, Told | None]], columns: Sequence[str]
) -> ListedRow:
    named = [(name, cell) for name, cell in zip(columns, cells, strict=False) if name]
    return ListedRow(
        number=number,
        cells={name: text.strip() for name, (text, _) in named},
        wrong={name: told for name, (_, told) in named if told is not None},
    )


def _is_header(texts: Sequence[str]) -> bool:
    return set(_NEEDED) <= {_column(text) for text in texts}


def _column(text: Any) -> str:
    return _COLUMNS.get(unicodedata.normalize("NFKC", str(text or "")).strip().casefold(), "")
