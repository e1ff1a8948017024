"""Cells of CSV that a spreadsheet would calculate, and the mark that stops it."""

from inspection.cell import FORMULA_MARKS


def inert(text: str) -> str:
    """The text with an apostrophe before anything that a spreadsheet would calculate."""
    return f"'{text}" if _is_calculated(text) else text


def without_mark(text: str) -> str:
    """The text as it was before `inert`."""
    return text[1:] if text.startswith("'") and _is_calculated(text[1:]) else text


def _is_calculated(text: str) -> bool:
    return text.lstrip(" ").startswith(FORMULA_MARKS)
