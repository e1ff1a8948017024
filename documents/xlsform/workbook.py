"""The sheets of an XLSForm as rows of words: from .xlsx, .csv, or the tables of a .md file."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyxform.xls2json_backends import get_xlsform

from inspection.questionnaire.problem import Code, Problem, Refused

Row = Mapping[str, str]
SUFFIXES = (".xlsx", ".csv", ".md")
MOST_BYTES = 10_000_000
MOST_UNPACKED = 100_000_000


@dataclass(frozen=True, kw_only=True)
class Workbook:
    name: str
    """Of the file, without its suffix."""
    sheets: Mapping[str, Any]
    """As pyxform wants them."""

    def rows(self, sheet: str) -> Sequence[Row]:
        """Row n of the spreadsheet stands at n - 2: the first one is the heading."""
        return self.sheets.get(sheet) or ()


def opened(path: Path) -> Workbook:
    """Raises Refused for what is no workbook of questions."""
    raw = _bytes(path)
    try:
        sheets = asdict(get_xlsform(io.BytesIO(raw), file_type=path.suffix.lower()))
    except Exception as error:  # pyxform and openpyxl raise whatever comes up in a damaged file
        raise Refused((_unread(path, error),)) from None
    sheets["fallback_form_name"] = path.stem
    return Workbook(name=path.stem, sheets=sheets)


def unreadable(message: str, remedy: str) -> Problem:
    return Problem(code=Code.UNREADABLE, message=message, remedy=remedy)


def _unread(path: Path, error: Exception) -> Problem:
    if path.suffix.lower() == ".xlsx":
        return unreadable(f"it cannot be read: {error}", "save it anew")
    return unreadable(
        f"{path.name} holds no sheets that can be read",
        "begin each with a row of its name, such as survey, and a row of its columns",
    )


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        raise Refused((unreadable(f"{path.name} is no {kinds}", "save it as one of these"),))
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB"
            raise Refused((unreadable(message, "take pictures and other sheets out of it"),))
        raw = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}"
        raise Refused((unreadable(message, "name a file that is there"),)) from None
    if path.suffix.lower() == ".xlsx":
        _weigh(path, raw)
    else:
        _weigh_words(path, raw)
    return raw


def _weigh(path: Path, raw: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        message = f"{path.name} is no workbook, or was not copied completely"
        raise Refused((unreadable(message, "open it in a spreadsheet and save it anew"),)) from None
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        message = f"{path.name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise Refused((unreadable(message, "save only the sheets of the form"),))


def _weigh_words(path: Path, raw: bytes) -> None:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{path.name} is not written in UTF-8"
        raise Refused((unreadable(message, "save it as UTF-8"),)) from None
