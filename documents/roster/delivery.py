"""A delivery: a roster as it comes in, as a folder of CSV sheets or as a workbook."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from documents.roster.archive import SAVE
from documents.roster.folder import MARKER, read_folder
from documents.roster.unreadable import RosterUnreadable
from documents.roster.workbook import read_workbook
from inspection.admission import OnRow, check
from inspection.in_force import EMPTY, InForce
from inspection.number import Numbering
from inspection.roster import Checked
from inspection.sheet import Sheets

Stage = Literal["reading", "checking"]
OnProgress = Callable[[Stage, str, int, int], None]
"""Told now and then: stage, sheet, rows done, rows in all."""

_OTHERS = {
    ".csv": "a single CSV is one sheet of a roster; put all sheets into a folder as villages.csv,"
    " teams.csv and so on, and import the folder",
    ".xls": f"workbooks of Excel 97-2003 are not read; open it and {SAVE}",
    ".xlsm": f"workbooks with macros are not read; open it and {SAVE}",
    ".xlsb": f"binary workbooks are not read; open it and {SAVE}",
    ".et": f"documents of WPS are not read; open it and {SAVE}",
    ".ods": f"OpenDocument files are not read; open it and {SAVE}",
    ".numbers": "Numbers documents are not read; export it as an Excel workbook (.xlsx)",
}


def load(
    path: Path,
    *,
    numbering: Numbering,
    on_progress: OnProgress | None = None,
    register: InForce = EMPTY,
) -> Checked:
    """The one door: reads and checks. Raises RosterUnreadable."""
    sheets = read(path, on_progress=on_progress, register=register)
    on_row = None if on_progress is None else partial(on_progress, "checking")
    return check(sheets, numbering=numbering, on_row=on_row, register=register)


def read(path: Path, *, on_progress: OnProgress | None = None, register: InForce = EMPTY) -> Sheets:
    """The sheets, and nothing of them believed yet. Raises RosterUnreadable, also for a roster of
    the other kind than the register, real or synthetic."""
    on_row = None if on_progress is None else partial(on_progress, "reading")
    sheets = _read(path, on_row, register)
    sheets = replace(sheets, notices=(*sheets.notices, *_titles(sheets)))
    if register.kinds and sheets.synthetic not in register.kinds:
        mark = f"marked as invented ({MARKER} or a sheet {MARKER.split('.')[0]})"
        one, other = (mark, "real") if sheets.synthetic else (f"not {mark}", "invented")
        raise RosterUnreadable(
            f"{path}: this roster is {one}, and the people in the register are {other}; {_MIXING}"
        )
    return sheets


def _titles(sheets: Sheets) -> Iterator[str]:
    for sheet in sheets.sheets.values():
        if sheet.skips:
            yield (
                f"{sheet.title}: row {sheet.heading_row} names the columns; what stands above it"
                " was not read"
            )


_MIXING = (
    "the two are never mixed, since invented numbers may be somebody's: import it into an"
    " installation of its own (another MINGCHA_HOME or database)"
)


def _read(path: Path, on_row: OnRow | None, register: InForce) -> Sheets:
    suffix = path.suffix.casefold()
    if path.is_dir() or (not path.exists() and suffix != ".xlsx"):
        return read_folder(path, on_row=on_row, register=register)
    if not path.exists():
        raise RosterUnreadable(f"{path}: there is no such file")
    if suffix != ".xlsx":
        why = _OTHERS.get(suffix, f"it is neither a folder nor a workbook (.xlsx); {SAVE}")
        raise RosterUnreadable(f"{path}: {why}")
    return read_workbook(path, on_row=on_row, register=register)
