"""The correction list: every refusal in a table that a spreadsheet can open without harm."""

import csv
import io
from collections.abc import Iterable
from dataclasses import fields

from documents.roster.inert import inert
from inspection.refusal import Refusal


def listed(refusals: Iterable[Refusal]) -> bytes:
    """CSV in UTF-8 with BOM: one line a refusal, in the order in which they were found. Cells are
    shown in part only, so it may be handed on."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    names = [field.name for field in fields(Refusal) if field.name != "place"]
    writer.writerow(names)
    for refusal in refusals:
        writer.writerow([inert(str(getattr(refusal, name))) for name in names])
    return page.getvalue().encode("utf-8-sig")
