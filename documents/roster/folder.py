"""A folder of sheets: the roster as an office delivers it."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from documents.roster.encoding import EncodingUnclear, decoded
from documents.roster.inert import inert
from documents.roster.table import TableUnreadable, sheet_of
from documents.roster.unreadable import RosterUnreadable
from inspection.admission import OnRow
from inspection.heading import MARKER_NAMES, sheet_called
from inspection.in_force import EMPTY, InForce
from inspection.sheet import LAYOUTS, Sheet, Sheets

MARKER = "SYNTHETIC.txt"
MARKER_TEXT = """\
The people and telephone numbers in this folder are invented.
Some of the numbers may nevertheless belong to real people.
As long as this file lies here, nobody of this roster is called through a real carrier.

本文件夹中的人员和电话号码均为虚构，但其中的号码可能属于真实的人。
只要本文件存在，系统就不会通过真实的通信服务拨打这些号码。
"""


def read_folder(folder: Path, *, on_row: OnRow | None = None, register: InForce = EMPTY) -> Sheets:
    """Reads every sheet it finds and believes nothing of it yet. Raises RosterUnreadable.

    Any sheet may be missing once there is a register."""
    if not folder.is_dir():
        raise RosterUnreadable(f"{folder}: there is no such folder; {_expected()}")
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    found = _found(folder, files)
    missing = [name for name in needed(register) if name not in found]
    if missing or not found:
        absent = ", ".join(f"{name}.csv" for name in missing) or "every sheet"
        raise RosterUnreadable(f"{folder}: {absent} missing; {_expected()}")
    return Sheets(
        sheets={name: _sheet(name, found[name], on_row) for name in LAYOUTS if name in found},
        synthetic=any(path.name.split(".")[0].casefold() in MARKER_NAMES for path in files),
    )


def _found(folder: Path, files: list[Path]) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for path in files:
        name = sheet_called(path.stem) if path.suffix.casefold() == ".csv" else None
        if name in found:
            raise RosterUnreadable(
                f"{folder}: {found[name].name} and {path.name} are both {name}; keep one of them"
            )
        if name is not None:
            found[name] = path
    return found


def needed(register: InForce) -> tuple[str, ...]:
    """The sheets that a delivery has to hold: the first one is whole, later ones may be parts."""
    if register.holds("villages"):
        return ()
    return tuple(name for name, layout in LAYOUTS.items() if not layout.optional)


def write_folder(sheets: Sheets, folder: Path) -> None:
    """Raises FileExistsError rather than overwrite sheets of the other kind, real or synthetic."""
    folder.mkdir(parents=True, exist_ok=True)
    occupied = any((folder / f"{name}.csv").exists() for name in LAYOUTS)
    if occupied and (folder / MARKER).exists() != sheets.synthetic:
        kind = "real" if sheets.synthetic else "synthetic"
        raise FileExistsError(f"{folder} holds a {kind} roster; choose another folder")
    for name, content in csv_files(sheets).items():
        (folder / name).write_bytes(content)


def csv_files(sheets: Sheets, *, marked: bool = False) -> Mapping[str, bytes]:
    """File name -> content, in UTF-8 with BOM, which spreadsheets open without asking.

    `marked`: with an apostrophe before whatever a spreadsheet would calculate, numbers with + too;
    an import passes over it."""
    files = {f"{name}.csv": _csv(sheet, marked) for name, sheet in sheets.sheets.items()}
    written = {name: text.encode("utf-8-sig") for name, text in files.items()}
    return written | ({MARKER: MARKER_TEXT.encode()} if sheets.synthetic else {})


def _sheet(name: str, path: Path, on_row: OnRow | None) -> Sheet:
    try:
        return sheet_of(name, decoded(path.read_bytes()), on_row, title=path.stem)
    except (EncodingUnclear, TableUnreadable) as wrong:
        raise RosterUnreadable(f"{path.name}: {wrong}") from None
    except OSError as wrong:
        raise RosterUnreadable(f"{path.name}: can't be opened: {wrong.strerror}") from None


def _csv(sheet: Sheet, marked: bool) -> str:
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    for cells in (sheet.headings or sheet.columns, *(row.cells for row in sheet.rows)):
        writer.writerow(inert(cell) if marked else cell for cell in cells)
    return page.getvalue()


def _expected() -> str:
    needed = ", ".join(f"{name}.csv" for name, layout in LAYOUTS.items() if not layout.optional)
    free = ", ".join(f"{name}.csv" for name, layout in LAYOUTS.items() if layout.optional)
    return f"a roster is a folder with {needed} and, if there are any, {free}"
