"""A workbook in which rows that are known to be wrong say nothing wrong any more.

The converter stops at the first thing that it does not like. With that row made harmless it goes on
to the next one, and the author hears of all of them at once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.xlsform import heading
from documents.xlsform.workbook import Row, Workbook
from inspection.questionnaire.problem import Problem

_NAME = re.compile(r"[^\W\d][\w.-]*")
_GROUPING = re.compile(r"(begin|end)[ _](?:group|repeat|loop)\b", re.IGNORECASE)


def without(workbook: Workbook, problems: Sequence[Problem]) -> Workbook | None:
    """None: a problem stands in no row, so that nothing can be made harmless."""
    if not problems:
        return workbook
    sheets = dict(workbook.sheets)
    for problem in problems:
        rows = list(sheets.get(problem.sheet) or ())
        at = problem.row - 2
        if problem.sheet not in ("survey", "choices") or not 0 <= at < len(rows):
            return None
        rows[at] = _harmless(problem.sheet, rows, at)
        sheets[problem.sheet] = rows
    # A repeat whose beginning was refused, and made a group, ends as a group.
    sheets["survey"] = [_ungrouped(row) for row in sheets.get("survey") or ()]
    return replace(workbook, sheets=sheets)


def _ungrouped(row: Row) -> Row:
    type_ = heading.found(row, "type")
    grouping = _GROUPING.match(heading.cell(row, "type"))
    return {**row, type_: f"{grouping.group(1).lower()} group"} if grouping else row


def _harmless(sheet: str, rows: list[Row], at: int) -> Mapping[str, str]:
    row = rows[at]
    named = {heading.found(row, "name"): _name(rows, at), heading.found(row, "label"): "-"}
    if sheet == "choices":
        column = heading.found(row, "list_name")
        return {column: heading.cell(row, "list_name") or f"list_{at}", **named}
    type_, said = heading.found(row, "type"), heading.cell(row, "type")
    return {type_: said if _GROUPING.match(said) else "text", **named}


def _name(rows: list[Row], at: int) -> str:
    """Its own where that can be one, since others may speak of it."""
    name = heading.cell(rows[at], "name")
    earlier = {heading.cell(row, "name").lower() for row in rows[:at]}
    return name if _NAME.fullmatch(name) and name.lower() not in earlier else f"row_{at}"
