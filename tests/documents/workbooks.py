"""Workbooks for tests: a right one to spoil, as openpyxl lets people spoil it."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

from documents.generator.county import generate
from documents.roster.delivery import load
from inspection.in_force import EMPTY, InForce
from inspection.roster import Checked
from inspection.sheet import Sheets
from telephony.numbering import PhoneNumbering

Spoil = Callable[[Workbook], None]


def workbook(sheets: Sheets, titles: Mapping[str, str] | None = None) -> Workbook:
    """All cells are text, as an office types them; `titles` by sheet."""
    book = Workbook()
    for old in book.worksheets:
        book.remove(old)
    for name, sheet in sheets.sheets.items():
        page = book.create_sheet((titles or {}).get(name, name))
        page.append(list(sheet.columns))
        for row in sheet.rows:
            page.append([cell or None for cell in row.cells])
    if sheets.synthetic:
        book.create_sheet("SYNTHETIC")
    return book


def saved(path: Path, spoil: Spoil | None = None, *, teams: int = 2) -> Path:
    """A generated roster as a workbook, spoiled."""
    book = workbook(generate(teams=teams, seed=1))
    if spoil is not None:
        spoil(book)
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The workbook, with one part of its archive replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, held in (parts | {name: content}).items():
            archive.writestr(one, held)
    return path


def loaded(path: Path, register: InForce = EMPTY) -> Checked:
    return load(path, numbering=PhoneNumbering(), register=register)
