"""The correction list: every refusal in a table that a spreadsheet can open without harm."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

from inspection.cell import FORMULA_MARKS
from inspection.refusal import Refusal


def inert(text: str) -> str:
    """The text with an apostrophe before anything that a spreadsheet would calculate."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_MARKS) else text


def write_refusals(path: Path, refusals: Iterable[Refusal]) -> None:
    """CSV in UTF-8 with BOM: one line a refusal, in the order in which they were found."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(field.name for field in fields(Refusal))
    writer.writerows([inert(str(cell)) for cell in astuple(refusal)] for refusal in refusals)
    path.write_bytes(page.getvalue().encode("utf-8-sig"))
