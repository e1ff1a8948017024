"""A workbook: the roster as a spreadsheet, each sheet of which becomes one of ours."""

import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from documents.roster.archive import checked_archive
from documents.roster.folder import needed
from documents.roster.page import Page, sheet_on
from documents.roster.scan import MOST_COLUMNS, Facts, scanned
from documents.roster.unreadable import RosterUnreadable
from inspection.admission import OnRow
from inspection.heading import GUIDE_NAMES, MARKER_NAMES, SHEET_NAMES, plain, sheet_called
from inspection.in_force import EMPTY, InForce
from inspection.refusal import shown_header
from inspection.sheet import LAYOUTS, Sheets, letters

_NAMES_SHOWN = 10


def read_workbook(path: Path, *, on_row: OnRow | None = None, register: InForce = EMPTY) -> Sheets:
    """Reads every sheet it knows and believes nothing of it yet. Raises RosterUnreadable.

    Any sheet may be missing once there is a register."""
    with checked_archive(path) as archive:
        try:
            return _read(archive, on_row, register)
        except RosterUnreadable as wrong:
            raise RosterUnreadable(f"{path}: {wrong}") from None
        except Exception as wrong:
            # A file that is not what it says makes openpyxl fail in any way at all, and its words
            # may hold what stands in a cell.
            raise RosterUnreadable(
                f"{path}: it can't be read as a workbook ({type(wrong).__name__}); open it in a"
                " spreadsheet and save it again as .xlsx"
            ) from None


def _read(archive: zipfile.ZipFile, on_row: OnRow | None, register: InForce) -> Sheets:
    from openpyxl import load_workbook  # slow to import, and only a workbook needs it

    facts = scanned(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that it does not know
        book = load_workbook(archive.fp, read_only=True, keep_links=False)  # type: ignore[arg-type]
        pages = _pages(book.worksheets, facts)
        _miss_none(pages, book.sheetnames, register)
        sheets = {name: sheet_on(page, on_row) for name, page in pages.items()}
    return Sheets(
        sheets={name: sheets[name] for name in LAYOUTS if name in sheets},
        synthetic=any(plain(title) in MARKER_NAMES for title in book.sheetnames),
        notices=(
            *_others(book.sheetnames),
            *(one for page in pages.values() for one in page.notices),
        ),
    )


def _pages(worksheets: Sequence[Any], facts: Mapping[str, Facts]) -> Mapping[str, Page]:
    pages: dict[str, Page] = {}
    for sheet in worksheets:
        name = sheet_called(sheet.title)
        if name is None:
            continue
        if name in pages:
            raise RosterUnreadable(
                f"the sheets {pages[name].title} and {sheet.title} are both {name}; keep one of"
                " them"
            )
        pages[name] = _page(name, sheet, facts)
    return pages


def _page(name: str, sheet: Any, facts: Mapping[str, Facts]) -> Page:
    known = facts[sheet._worksheet_path]
    if known.width > MOST_COLUMNS:
        raise RosterUnreadable(
            f"sheet {sheet.title}: a cell in column {letters(known.width - 1)} is filled, and at"
            f" most {MOST_COLUMNS} columns are read; delete what stands beside the table"
        )
    return Page(
        name=name,
        title=sheet.title,
        facts=known,
        hidden=sheet.sheet_state != "visible",
        rows=_rows(sheet, known),
    )


def _rows(sheet: Any, facts: Facts) -> Iterator[tuple[int, Sequence[Any]]]:
    """Only up to the last row that holds anything: a sheet may be formatted to its very end."""
    if not facts.filled:
        return
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=facts.filled[-1], max_col=max(facts.width, 1))
    filled = set(facts.filled)
    for number, cells in enumerate(rows, start=1):
        if number in filled:
            yield number, cells


def _miss_none(pages: Mapping[str, Page], titles: Sequence[str], register: InForce) -> None:
    missing = [name for name in needed(register) if name not in pages]
    if not missing and pages:
        return
    absent = ", ".join(f"{SHEET_NAMES[name][0]} {name}" for name in missing) or "every sheet"
    there = ", ".join(shown_header(title) for title in titles[:_NAMES_SHOWN])
    raise RosterUnreadable(
        f"{absent} missing; its sheets are: {there}. A roster is a workbook with the sheets"
        f" {', '.join(name for name, one in LAYOUTS.items() if not one.optional)} and, if there"
        f" are any, {', '.join(name for name, one in LAYOUTS.items() if one.optional)};"
        " `mingcha roster template` writes an empty one"
    )


def _others(titles: Sequence[str]) -> Iterator[str]:
    known = (*MARKER_NAMES, *(plain(name) for name in GUIDE_NAMES))
    others = [
        shown_header(title)
        for title in titles
        if sheet_called(title) is None and plain(title) not in known
    ]
    if others:
        yield f"sheets not read: {', '.join(others)}"
