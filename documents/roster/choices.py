"""Lists to choose from in the columns of a template."""

from typing import Any

from documents.roster.guide import title_of
from inspection.heading import HEADINGS, WORDS
from inspection.phrase import phrase
from inspection.sheet import LAYOUTS, letters
from inspection.wording import worded

_ROWS = 50_000
_CHOOSE = phrase("roster workbook", "Choose {words}.")
_NOT_LISTED = phrase("roster workbook", "Not in the list")
_NOT_HERE = phrase("roster workbook", "Not in this workbook")
_NO_SUCH_ROW = phrase(
    "roster workbook", "Sheet {sheet} has no such row. Go on if the register has it already."
)


def choose(page: Any, sheet: str, column: str, language: str) -> None:
    """Words are the only ones possible; keys of other sheets are offered, and others allowed with
    a warning, since a row may refer to the register."""
    place = LAYOUTS[sheet].columns.index(column)
    kind = HEADINGS[sheet][column].kind
    referred = _referred(sheet, column)
    if kind in WORDS:
        page.data_validation(1, place, _ROWS, place, _of_words(kind, language))
    elif referred is not None:
        page.data_validation(1, place, _ROWS, place, _of_keys(referred, language))


def _referred(sheet: str, column: str) -> str | None:
    """The sheet whose first column is meant."""
    for other in LAYOUTS[sheet].refers_to:
        key = LAYOUTS[other].columns[0]
        if column == key or (other == "villages" and column == "village"):
            return other
    return None


def _of_words(kind: str, language: str) -> dict[str, object]:
    words = [zh[0] if language == "zh" else word for word, zh in WORDS[kind].items()]
    told = worded(_CHOOSE, language, {"words": " / ".join(words)})
    return {
        "validate": "list",
        "source": words,
        "error_title": worded(_NOT_LISTED, language, {}),
        "error_message": told,
    }


def _of_keys(sheet: str, language: str) -> dict[str, object]:
    title = title_of(sheet, language)
    key = letters(0)
    return {
        "validate": "list",
        "source": f"='{title}'!${key}$2:${key}${_ROWS + 1}",
        "error_type": "warning",
        "error_title": worded(_NOT_HERE, language, {}),
        "error_message": worded(_NO_SUCH_ROW, language, {"sheet": title}),
    }
