"""Files of the roster that hold names and numbers: for their owner only."""

import shutil
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
    """A workbook or a folder of CSV, by the path's name: a new one is there once it is whole."""
    if path.suffix.casefold() == ".xlsx":
        write_file(path, _workbook(sheets, language, at, notes or {}), private=True)
        return
    if path.is_dir():  # it may be a disk, or where somebody is: it is not put aside
        _write_folder(path, sheets)
        return
    fresh = path.with_name(f".{path.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)  # of somebody who was killed
    try:
        fresh.mkdir(mode=0o700, parents=True)
        _write_folder(fresh, sheets)
        fresh.replace(path)
    except OSError as error:
        raise Refused(f"{path}: it cannot be made ({error.strerror})") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_folder(folder: Path, sheets: Sheets) -> None:
    for name, content in csv_files(sheets, marked=True).items():
        write_file(folder / name, content, private=True)


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
