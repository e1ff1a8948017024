"""Reads the rows of a workbook before anything converts them: the converter stops at the first
thing that it does not like, and an author wants to hear of all of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from documents.xlsform import heading
from documents.xlsform.outside import OUTSIDE
from documents.xlsform.place import named_rows
from documents.xlsform.workbook import Row, Workbook
from inspection.questionnaire.fault import BadExpression, Unsupported
from inspection.questionnaire.grammar import parse
from inspection.questionnaire.library import FUNCTIONS
from inspection.questionnaire.problem import Code, Problem
from inspection.questionnaire.syntax import Call, Expression, parts

_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
_EXPRESSIONS = ("relevant", "constraint", "calculation", "required", "read_only", "choice_filter")
_CHOOSING = re.compile(r"select[_ ](one|multiple)(?:[_ ]from[_ ]file)?\s+(\S+)", re.IGNORECASE)
_TYPES = frozenset(name.lower() for name in QUESTION_TYPE_DICT)
_GROUP = re.compile(r"(?:begin|end)[ _](?:group|repeat|loop)")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_FLAGS = frozenset({"", "yes", "no", "true", "false", "true()", "false()"})
_BUILT_IN = frozenset({"randomize", "current", "instance", "indexed-repeat"})


def weighed(workbook: Workbook) -> Iterator[Problem]:
    yield from _types(workbook)
    yield from _names(workbook)
    yield from _expressions(workbook)
    yield from _choices(workbook)


def _types(workbook: Workbook) -> Iterator[Problem]:
    lists = {heading.cell(row, "list_name") for row in workbook.rows("choices")}
    for _, number, row in named_rows(workbook):
        said = heading.cell(row, "type")
        kind = said.lower()
        refused = OUTSIDE.get(kind) or OUTSIDE.get(kind.partition(" ")[0])
        if refused is None and kind and not _known(kind):
            message = f"there is no type {said}"
            remedy = "write one of the types listed in docs/forms.md"
            yield _at(row, number, "type", Code.UNSUPPORTED_TYPE, message, remedy)
        elif refused is not None:
            code, message, remedy = refused
            yield _at(row, number, "type", code, message, remedy)
        elif (choosing := _CHOOSING.match(said)) and choosing.group(2) not in lists:
            yield _at(
                row,
                number,
                "type",
                Code.CHOICES,
                f"there is no list {choosing.group(2)}",
                "write its choices on the choices sheet, or correct the name",
            )


def _known(kind: str) -> bool:
    return kind in _TYPES or _CHOOSING.match(kind) is not None or _GROUP.fullmatch(kind) is not None


def _names(workbook: Workbook) -> Iterator[Problem]:
    counted = Counter(path for path, _, row in named_rows(workbook) if heading.cell(row, "name"))
    seen: set[str] = set()
    for path, number, row in named_rows(workbook):
        name = heading.cell(row, "name")
        if name and not _NAME.fullmatch(name):
            message = f"{name!r} is no name"
            remedy = "begin with a letter, and go on with letters, digits, - and _"
            yield _at(row, number, "name", Code.CONVERSION, message, remedy)
        if name and counted[path] > 1 and path in seen:
            message = f"the name {name} stands there twice"
            yield _at(row, number, "name", Code.CONVERSION, message, "give each its own name")
        seen.add(path)


def _expressions(workbook: Workbook) -> Iterator[Problem]:
    known = {heading.cell(row, "name") for _, _, row in named_rows(workbook)}
    for _, number, row in named_rows(workbook):
        for column, text in row.items():
            for name in _REFERENCE.findall(str(text or "")):
                if name not in known:
                    message = f"there is no question {name}"
                    remedy = "name a question of the survey sheet"
                    yield _at(row, number, column, Code.EXPRESSION, message, remedy)
        for column in _EXPRESSIONS:
            text = heading.cell(row, column)
            if text.lower() not in _FLAGS:
                yield from _expression(row, number, column, text)


def _expression(row: Row, number: int, column: str, text: str) -> Iterator[Problem]:
    try:
        called = set(_called(parse(_REFERENCE.sub("/question", text))))
    except Unsupported as error:
        message = f"{error} here: {text}"
        yield _at(row, number, column, Code.UNSUPPORTED_EXPRESSION, message, error.remedy)
        return
    except BadExpression as error:
        message = f"the expression {text} cannot be read: {error}"
        yield _at(row, number, column, Code.EXPRESSION, message, "mend the expression")
        return
    for name in sorted(called - FUNCTIONS.keys() - _BUILT_IN):
        message = f"the function {name}() is not supported here: {text}"
        remedy = "use one of the functions listed in docs/forms.md"
        yield _at(row, number, column, Code.UNSUPPORTED_FUNCTION, message, remedy)


def _called(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Call):
        yield expression.name
    for part in parts(expression):
        yield from _called(part)


def _choices(workbook: Workbook) -> Iterator[Problem]:
    several = {
        found.group(2)
        for _, _, row in named_rows(workbook)
        if (found := _CHOOSING.match(heading.cell(row, "type"))) and found.group(1) == "multiple"
    }
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(workbook.rows("choices"), start=2):
        list_name, name = heading.cell(row, "list_name"), heading.cell(row, "name")
        complain = _complaint(row, number)
        if not list_name:
            continue
        if not name:
            yield complain("the choice has no name", "give it one")
        elif (list_name, name) in seen:
            yield complain(
                f"the list {list_name} has the name {name} twice", "give each its own name"
            )
        elif list_name in several and " " in name:
            yield complain(
                f"the name {name!r} has a blank",
                "write it without, as it may be chosen with others",
            )
        seen.add((list_name, name))


def _complaint(row: Row, number: int) -> Callable[[str, str], Problem]:
    def complain(message: str, remedy: str) -> Problem:
        return Problem(
            code=Code.CHOICES,
            message=message,
            remedy=remedy,
            sheet="choices",
            row=number,
            column=heading.found(row, "name"),
            name=heading.cell(row, "list_name"),
        )

    return complain


def _at(row: Row, number: int, column: str, code: Code, message: str, remedy: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        remedy=remedy,
        sheet="survey",
        row=number,
        column=heading.found(row, column),
        name=heading.cell(row, "name"),
    )
