"""The template: an empty workbook that explains itself."""

from datetime import datetime

from documents.roster.spreadsheet import Spreadsheet
from inspection.sheet import LAYOUTS, Sheet


def template(language: str, at: datetime) -> bytes:
    """The examples stand in the guide: a sheet holds nothing that could be imported by mistake."""
    book = Spreadsheet(language, at)
    book.guide()
    for name, layout in LAYOUTS.items():
        book.sheet(Sheet(name=name, columns=layout.columns, rows=()), choices=True)
    return book.content()
