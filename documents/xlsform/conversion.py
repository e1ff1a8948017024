"""A workbook turned into the XForm that is kept, or everything that is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from documents.xlsform import converter
from documents.xlsform.harmless import without
from documents.xlsform.place import placed
from documents.xlsform.weigh import weighed
from documents.xlsform.workbook import Workbook, opened
from inspection.questionnaire.form import Form
from inspection.questionnaire.problem import Problem, Refused
from inspection.questionnaire.reading import read

_MOST_ROWS = 500
"""Of a sheet in which a fault is looked for that the converter gives no row for."""


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
    mended = without(workbook, problems)
    while mended is not None:
        try:
            found = _converted(mended)
        except Refused as refused:
            fresh = _others(_placed(refused.problems, mended), problems)
            problems += fresh
            mended = without(mended, fresh) if fresh else None
        else:
            if problems:
                break
            return found
    raise Refused(_sorted(problems))


def _converted(workbook: Workbook) -> Conversion:
    xml, notices = converter.converted(workbook)
    return Conversion(xml=xml, form=read(xml), notices=notices)


def _placed(problems: Sequence[Problem], workbook: Workbook) -> Iterator[Problem]:
    for problem in (placed(problem, workbook) for problem in problems):
        yield problem if problem.row or problem.sheet else _sought(problem, workbook)


def _sought(problem: Problem, workbook: Workbook) -> Problem:
    """In the row without which nobody complains about it any more, where there is one."""
    for sheet in ("survey", "choices"):
        for number in range(2, min(len(workbook.rows(sheet)), _MOST_ROWS) + 2):
            remedy = problem.remedy.replace("mend the workbook", "mend the row")
            there = replace(problem, sheet=sheet, row=number, remedy=remedy)
            mended = without(workbook, [there])
            if mended is None or problem.message in _said(mended):
                continue
            return placed(there, workbook)
    return problem


def _said(workbook: Workbook) -> tuple[str, ...]:
    try:
        _converted(workbook)
    except Refused as refused:
        return tuple(problem.message for problem in refused.problems)
    return ()


def _others(fresh: Iterator[Problem], known: Sequence[Problem]) -> list[Problem]:
    """Those that say nothing about a row of which something is said already."""
    rows = {(problem.sheet, problem.row) for problem in known}
    return [problem for problem in fresh if (problem.sheet, problem.row) not in rows]


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    sheets = ("", "survey", "choices", "settings")
    return tuple(
        sorted(
            problems,
            key=lambda p: (sheets.index(p.sheet) if p.sheet in sheets else 9, p.row, p.column),
        )
    )
