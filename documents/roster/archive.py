"""A workbook's file before anything opens it: is it one, and can it do harm by its size?"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from documents.roster.unreadable import RosterUnreadable

MEGABYTE = 1_000_000
MOST_FILE = 50 * MEGABYTE
MOST_PART = 64 * MEGABYTE
"""Unpacked. A sheet of 200,000 households has about 50."""
MOST_UNPACKED = 200 * MEGABYTE
MOST_RATIO = 150
"""Unpacked to packed, of parts above a megabyte. Sheets come to 10 or 20, empty rows to 60."""
MOST_PARTS = 1_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
SAVE = "save it as an Excel workbook (.xlsx)"


def checked_archive(path: Path) -> zipfile.ZipFile:
    """The archive of a workbook, all of it in memory. Raises RosterUnreadable."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_FILE else b""
    except OSError as wrong:
        raise RosterUnreadable(f"{path}: it can't be opened: {wrong.strerror}") from None
    if size > MOST_FILE:
        raise RosterUnreadable(
            f"{path}: it has {_mb(size)}, and at most {_mb(MOST_FILE)} are read; delete pictures"
            " and sheets that are not the roster's, or divide it by region"
        )
    if not raw.startswith(b"PK"):
        raise RosterUnreadable(f"{path}: {_what_else(raw)}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        raise RosterUnreadable(
            f"{path}: the file is damaged or was not copied completely; copy it again, or open it"
            f" in a spreadsheet and {SAVE}"
        ) from None
    objection = _of_kind(archive.namelist()) or _of_sizes(archive.infolist())
    if objection:
        raise RosterUnreadable(f"{path}: {objection}")
    return archive


def _what_else(raw: bytes) -> str:
    if raw.startswith(_OLE) and _LOCKED in raw:
        return "it is protected by a password; open it, remove the password, and save it"
    if raw.startswith(_OLE):
        return f"it is a workbook of Excel 97-2003; open it and {SAVE}"
    if not raw:
        return f"the file is empty; {SAVE} again"
    if b"\0" not in raw[:4096]:
        return (
            "it is no workbook but text, whatever its name says; if it is CSV, put the sheets into"
            " a folder as villages.csv, teams.csv and so on, and import the folder"
        )
    return f"it is no workbook; open it in a spreadsheet and {SAVE}"


def _of_kind(names: Sequence[str]) -> str:
    held = {name.casefold() for name in names}
    if "xl/workbook.xml" in held:
        return ""
    if "xl/workbook.bin" in held:
        return f"it is a binary workbook (.xlsb); open it and {SAVE}"
    if any(name.endswith(".iwa") for name in held):
        return "it is a Numbers document; export it as an Excel workbook (.xlsx)"
    if "content.xml" in held:
        return f"it is an OpenDocument file; open it and {SAVE}"
    return f"it is an archive, and no workbook is in it; {SAVE}"


def _of_sizes(parts: Sequence[zipfile.ZipInfo]) -> str:
    """By the archive's directory. Nothing beyond what it announces is ever unpacked."""
    if len(parts) > MOST_PARTS:
        return (
            f"it consists of {len(parts):,} parts, and at most {MOST_PARTS:,} are read; delete"
            " sheets and pictures that are not the roster's"
        )
    for part in parts:
        if part.flag_bits & 1:
            return "a part of it is protected by a password; remove the password, and save it"
        if part.file_size > MOST_PART:
            return _too_large(part)
        if part.file_size > MEGABYTE and part.file_size > MOST_RATIO * part.compress_size:
            return (
                f"{part.filename} in it unpacks to {part.file_size // max(part.compress_size, 1)}"
                f" times its size, as no roster does; look for a cell filled with one repeated"
                " character, or rows that are only formatted, and delete them"
            )
    whole = sum(part.file_size for part in parts)
    if whole > MOST_UNPACKED:
        return (
            f"it unpacks to {_mb(whole)}, and at most {_mb(MOST_UNPACKED)} are read; delete what"
            " is not the roster's, or divide it by region"
        )
    return ""


def _too_large(part: zipfile.ZipInfo) -> str:
    return (
        f"{part.filename} in it unpacks to {_mb(part.file_size)}, and at most {_mb(MOST_PART)} are"
        " read; delete the rows below the last filled one (they may be empty and only formatted),"
        " look for a cell with a very long text, or divide the workbook by region"
    )


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"
