"""The guide: the sheet of a template that explains the others."""

from collections.abc import Iterator
from typing import Literal

from inspection.heading import HEADINGS, SHEET_NAMES
from inspection.phrase import phrase
from inspection.sheet import LAYOUTS
from inspection.wording import worded

Style = Literal["title", "text", "head", "row"]

_TITLE = phrase("roster workbook", "The roster: how to fill it in")
_TEXTS = (
    phrase(
        "roster workbook",
        "One sheet each for villages, teams, officials, postings, households, designations"
        " (which official helps which household) and inspectors. The last two may stay empty.",
    ),
    phrase(
        "roster workbook",
        "The first row of each sheet names the columns and stays. One row for one village, team,"
        " person, posting or designation. Sheets and columns may also be named in one language.",
    ),
    phrase(
        "roster workbook", "Codes and telephone numbers are text. No formulas, no merged cells."
    ),
    phrase(
        "roster workbook",
        "An id (of a team, an official, a household, an inspector) is yours to choose, and never"
        " changes: it is how the same row is known again.",
    ),
    phrase(
        "roster workbook",
        "Import again whenever something has changed, the whole or only the changed rows. What"
        " is missing is reported and stays; whoever leaves gets a last day in the sheet of"
        " postings.",
    ),
    phrase(
        "roster workbook",
        "Before you import, see what would happen: mingcha roster import FILE.xlsx --dry-run",
    ),
    phrase("roster workbook", "Identity cards and bank accounts have no place here."),
)
_HEAD = (
    phrase("roster workbook", "Sheet"),
    phrase("roster workbook", "Column"),
    phrase("roster workbook", "Required"),
    phrase("roster workbook", "What belongs there"),
    phrase("roster workbook", "Example"),
)
_YES = phrase("roster workbook", "yes")
_NO = phrase("roster workbook", "no")


def guide_lines(language: str) -> Iterator[tuple[Style, tuple[str, ...]]]:
    """From top to bottom. Examples stand here alone: in the sheets somebody would import them."""
    yield "title", (worded(_TITLE, language, {}),)
    for text in _TEXTS:
        yield "text", (worded(text, language, {}),)
    yield "text", ("",)
    yield "head", tuple(worded(one, language, {}) for one in _HEAD)
    for sheet, layout in LAYOUTS.items():
        for column in layout.columns:
            one = HEADINGS[sheet][column]
            required = column in layout.required and column != "phones"
            yield (
                "row",
                (
                    title_of(sheet, language),
                    heading_of(sheet, column, language),
                    worded(_YES if required else _NO, language, {}),
                    worded(one.note, language, {}),
                    one.example,
                ),
            )


def title_of(sheet: str, language: str) -> str:
    """In both languages, this one first."""
    return _both(SHEET_NAMES[sheet][0], sheet, language)


def heading_of(sheet: str, column: str, language: str) -> str:
    """In both languages, this one first."""
    return _both(HEADINGS[sheet][column].zh[0], column, language)


def _both(zh: str, en: str, language: str) -> str:
    return f"{zh} {en}" if language == "zh" else f"{en} {zh}"
