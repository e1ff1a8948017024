"""Files of the roster that hold names and numbers: for their owner only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from documents.roster.correction import correction_of, listed
from documents.roster.folder import csv_files
from documents.roster.spreadsheet import Notes, Spreadsheet
from inspection.refusal import Refusal
from inspection.sheet import Sheets
from mingcha.cli.files import write_file
from mingcha.cli.refusal import Refused


def check_place(path: Path) -> None:
    """Before anything is done for a file that could not be written then."""
    suffix = path.suffix.casefold()
    if suffix == ".xlsx":
        if path.exists():
            raise Refused(
                f"{path}: it is there already, and may hold somebody's work; give another name, or"
                " delete it first"
            )
        return
    if suffix:
        raise Refused(f"{path}: expected a workbook (.xlsx) or a folder")
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise Refused(f"{path}: it is there already and not empty; give the name of a new folder")


def write_sheets(
    path: Path,
    sheets: Sheets,
    language: str,
    at: datetime,
    notes: Mapping[str, Notes] | None = None,
) -> None:
    """A workbook or a folder of CSV, by the path's name."""
    if path.suffix.casefold() == ".xlsx":
        write_file(path, _workbook(sheets, language, at, notes or {}), private=True)
        return
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{path}: it cannot be made ({error.strerror})") from None
    for name, content in csv_files(sheets, marked=True).items():
        write_file(path / name, content, private=True)


def write_refusals(
    path: Path, delivered: Sheets, refusals: Sequence[Refusal], at: datetime
) -> bool:
    """Whether there were any. Before anything is imported, so that a command that fails has done
    nothing."""
    if path.suffix.casefold() == ".csv":
        write_file(path, listed(refusals), private=True)
        return True
    if refusals:
        correction = correction_of(delivered, refusals)
        write_sheets(path, correction.sheets, "zh", at, correction.notes)
    return bool(refusals)


def _workbook(sheets: Sheets, language: str, at: datetime, notes: Mapping[str, Notes]) -> bytes:
    book = Spreadsheet(language, at)
    if sheets.synthetic:
        book.marker()
    for name, sheet in sheets.sheets.items():
        book.sheet(sheet, notes.get(name))
    return book.content()
