"""A workbook turned into the XForm that is kept, or everything that is wrong with it."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert as convert_sheets

from documents.xlsform.place import placed
from documents.xlsform.weigh import weighed
from documents.xlsform.workbook import Workbook, opened
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Code, Problem, Refused
from inspection.questionnaire.reading import NAMESPACE, read

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([^']+)' (?:value|column)")
_PREFIX = "mingcha"


@dataclass(frozen=True, kw_only=True)
class Conversion:
    xml: bytes
    """The revision: what is kept, and what every answer names by its hash."""
    form: Form
    notices: tuple[Problem, ...]
    """What its author should look at, though the form is run."""


def convert(path: Path) -> Conversion:
    """Raises Refused with all problems, each with its place in the workbook."""
    workbook = opened(path)
    problems = list(weighed(workbook))
    notices: list[Problem] = []
    try:
        xml, warnings = _converted(workbook)
        notices += (_notice(warning) for warning in warnings)
        form = read(xml)
    except Refused as refused:
        fresh = (placed(problem, workbook) for problem in refused.problems)
        raise Refused(_sorted([*problems, *_others(fresh, problems)])) from None
    if problems:
        raise Refused(_sorted(problems))
    return Conversion(xml=xml, form=form, notices=tuple(notices))


def _converted(workbook: Workbook) -> tuple[bytes, list[str]]:
    try:
        result = convert_sheets(_with_our_columns(workbook.sheets))
    except PyXFormError as error:
        raise Refused((_failed(str(error)),)) from None
    except Exception as error:  # it also lets TypeError and others through
        message = f"the conversion stopped: {type(error).__name__}: {error}"
        raise Refused((_failed(message),)) from None
    return result.xform.encode(), list(result.warnings)


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


def _failed(message: str) -> Problem:
    row, sheet, column = (kind.search(message) for kind in (_ROW, _SHEET, _COLUMN))
    return Problem(
        code=Code.CONVERSION,
        message=_ROW.sub("", message).strip().rstrip("."),
        remedy="mend the workbook",
        sheet=sheet.group(1) if sheet else ("survey" if row else ""),
        row=int(row.group(1)) if row else 0,
        column=column.group(1) if column and row else "",
    )


def _notice(warning: str) -> Problem:
    code = Code.TRANSLATION if warning.startswith("Language '") else Code.NOTICE
    return replace(_failed(warning), code=code, remedy="look at it", grave=False)


def _others(fresh: Any, known: list[Problem]) -> list[Problem]:
    """Those that say nothing about a row of which something is said already, and no failure of
    the conversion without a place: it follows from what is known."""
    rows = {(problem.sheet, problem.row) for problem in known}
    if known:
        rows.add(("", 0))
    return [problem for problem in fresh if (problem.sheet, problem.row) not in rows]


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    sheets = ("", "survey", "choices", "settings")
    return tuple(
        sorted(
            problems,
            key=lambda p: (sheets.index(p.sheet) if p.sheet in sheets else 9, p.row, p.column),
        )
    )
