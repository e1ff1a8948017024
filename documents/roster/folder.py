"""A folder of sheets: the roster as an office delivers it."""

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from documents.roster.encoding import EncodingUnclear, decoded
from documents.roster.table import TableUnreadable, sheet_of
from inspection.admission import OnRow, check
from inspection.number import Numbering
from inspection.roster import Checked
from inspection.sheet import LAYOUTS, Sheet, Sheets

Stage = Literal["reading", "checking"]
OnProgress = Callable[[Stage, str, int, int], None]
"""Told now and then: stage, sheet, rows done, rows in all."""

MARKER = "SYNTHETIC.txt"
MARKER_TEXT = """\
The people and telephone numbers in this folder are invented.
Some of the numbers may nevertheless belong to real people.
As long as this file lies here, nobody of this roster is called through a real carrier.

本文件夹中的人员和电话号码均为虚构，但其中的号码可能属于真实的人。
只要本文件存在，系统就不会通过真实的通信服务拨打这些号码。
"""


class RosterUnreadable(ValueError):
    """The folder or one of its files can't be taken as a roster at all; nothing was read."""


def load(folder: Path, *, numbering: Numbering, on_progress: OnProgress | None = None) -> Checked:
    """The one door for a folder: reads and checks it. Raises RosterUnreadable."""
    if on_progress is None:
        return check(read_folder(folder), numbering=numbering)
    sheets = read_folder(folder, on_row=partial(on_progress, "reading"))
    return check(sheets, numbering=numbering, on_row=partial(on_progress, "checking"))


def read_folder(folder: Path, *, on_row: OnRow | None = None) -> Sheets:
    """Reads every sheet it expects and believes nothing of it yet. Raises RosterUnreadable."""
    if not folder.is_dir():
        raise RosterUnreadable(f"{folder}: there is no such folder; {_expected()}")
    files = {path.name.casefold(): path for path in sorted(folder.iterdir()) if path.is_file()}
    found = {name: files[f"{name}.csv"] for name in LAYOUTS if f"{name}.csv" in files}
    missing = [name for name, lay in LAYOUTS.items() if not lay.optional and name not in found]
    if missing:
        absent = ", ".join(f"{name}.csv" for name in missing)
        raise RosterUnreadable(f"{folder}: {absent} missing; {_expected()}")
    return Sheets(
        sheets={name: _sheet(name, path, on_row) for name, path in found.items()},
        synthetic=any(name.split(".")[0] == "synthetic" for name in files),
    )


def write_folder(sheets: Sheets, folder: Path) -> None:
    """Writes the sheets as UTF-8 with BOM, which spreadsheets open without asking.

    Raises FileExistsError rather than overwrite sheets of the other kind, real or synthetic."""
    folder.mkdir(parents=True, exist_ok=True)
    occupied = any((folder / f"{name}.csv").exists() for name in LAYOUTS)
    if occupied and (folder / MARKER).exists() != sheets.synthetic:
        kind = "real" if sheets.synthetic else "synthetic"
        raise FileExistsError(f"{folder} holds a {kind} roster; choose another folder")
    if sheets.synthetic:
        (folder / MARKER).write_text(MARKER_TEXT, encoding="utf-8", newline="\n")
    for name, sheet in sheets.sheets.items():
        (folder / f"{name}.csv").write_bytes(_csv(sheet).encode("utf-8-sig"))


def _sheet(name: str, path: Path, on_row: OnRow | None) -> Sheet:
    try:
        return sheet_of(name, decoded(path.read_bytes()), on_row)
    except (EncodingUnclear, TableUnreadable) as wrong:
        raise RosterUnreadable(f"{path.name}: {wrong}") from None
    except OSError as wrong:
        raise RosterUnreadable(f"{path.name}: can't be opened: {wrong.strerror}") from None


def _csv(sheet: Sheet) -> str:
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows(row.cells for row in sheet.rows)
    return page.getvalue()


def _expected() -> str:
    needed = ", ".join(f"{name}.csv" for name, layout in LAYOUTS.items() if not layout.optional)
    free = ", ".join(f"{name}.csv" for name, layout in LAYOUTS.items() if layout.optional)
    return f"a roster is a folder with {needed} and, if there are any, {free}"
