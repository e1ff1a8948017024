"""pyxform, and what it complains about in our words."""

import re
from dataclasses import replace
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert as convert_sheets

from documents.xlsform.workbook import Workbook
from inspection.questionnaire.problem import Code, Problem, Refused
from inspection.questionnaire.reading import NAMESPACE

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' (?:value|column)")
_SAID = re.compile(r"^On the '\w+' sheet, the '[^']+' value is invalid\. (?=\S)")
_PREFIX = "mingcha"


def converted(workbook: Workbook) -> tuple[bytes, tuple[Problem, ...]]:
    """(XForm, what it remarks). Raises Refused with the first row, or rows, that it dislikes."""
    try:
        result = convert_sheets(_with_our_columns(workbook.sheets))
    except PyXFormError as error:
        raise Refused(tuple(_failed(line) for line in _lines(str(error)))) from None
    except Exception as error:  # it also lets TypeError and others through
        message = f"the conversion stopped: {type(error).__name__}: {error}"
        raise Refused((_failed(message),)) from None
    return result.xform.encode(), tuple(_notice(warning) for warning in result.warnings)


def _with_our_columns(sheets: Any) -> dict[str, Any]:
    """Declares the namespace of our columns where the workbook uses them and does not."""
    rows = sheets.get("survey") or ()
    if not any(key.startswith(f"bind::{_PREFIX}:") for row in rows for key in row):
        return dict(sheets)
    first = dict(next(iter(sheets.get("settings") or ()), {}))
    declared = first.get("namespaces", "")
    if f"{_PREFIX}=" not in declared:
        first["namespaces"] = f'{declared} {_PREFIX}="{NAMESPACE}"'.strip()
    header = [dict.fromkeys(first)]
    return {**sheets, "settings": [first], "settings_header": header}


def _lines(message: str) -> list[str]:
    """One for each row that it speaks of, without the contents of the row."""
    text = message.partition("\n{")[0]
    return [line for line in re.split(r"\n(?=\[row : )", text) if line.strip()]


def _failed(message: str) -> Problem:
    row, sheet, column = (kind.search(message) for kind in (_ROW, _SHEET, _COLUMN))
    return Problem(
        code=Code.CONVERSION,
        message=_SAID.sub("", _ROW.sub("", message)).strip().rstrip("."),
        remedy="mend the row" if row else "mend the workbook",
        sheet=sheet.group(1) if sheet else ("survey" if row else ""),
        row=int(row.group(1)) if row else 0,
        column=column.group(1) if column and row else "",
    )


def _notice(warning: str) -> Problem:
    code = Code.TRANSLATION if warning.startswith("Language '") else Code.NOTICE
    return replace(_failed(warning), code=code, remedy="look at it", grave=False)
