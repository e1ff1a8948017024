"""Where in the workbook a problem stands."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.xlsform import heading
from documents.xlsform.workbook import Row, Workbook
from inspection.questionnaire.problem import Problem

_BEGIN = re.compile(r"begin[ _](group|repeat|loop)\b", re.IGNORECASE)
_END = re.compile(r"end[ _](group|repeat|loop)\b", re.IGNORECASE)


def named_rows(workbook: Workbook) -> Iterator[tuple[str, int, Row]]:
    """(name with its groups as "group/name", row as the spreadsheet counts, row)."""
    groups: list[str] = []
    for number, row in enumerate(workbook.rows("survey"), start=2):
        type_, name = heading.cell(row, "type"), heading.cell(row, "name")
        if _END.match(type_):
            del groups[-1:]
            continue
        yield "/".join([*groups, name]), number, row
        if _BEGIN.match(type_):
            groups.append(name)


def placed(problem: Problem, workbook: Workbook) -> Problem:
    """With sheet, row and column, where they can be told from its name, or the name of its row."""
    if problem.row:
        return problem if problem.name else replace(problem, name=_name(problem, workbook))
    if not problem.name:
        return problem
    for name, number, row in named_rows(workbook):
        if problem.name in (name, f"{name}_other"):
            column = heading.found(row, problem.column) if problem.column else ""
            short = problem.name.rpartition("/")[2]
            return replace(problem.at("survey", number, column), name=short)
    return problem


def _name(problem: Problem, workbook: Workbook) -> str:
    rows = workbook.rows(problem.sheet)[problem.row - 2 : problem.row - 1]
    column = "list_name" if problem.sheet == "choices" else "name"
    return heading.cell(rows[0], column) if rows else ""
