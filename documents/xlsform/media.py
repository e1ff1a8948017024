"""The recordings and pictures that a form names, from the folder beside its workbook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from documents.xlsform import heading
from documents.xlsform.place import placed
from documents.xlsform.workbook import Workbook, opened
from inspection.questionnaire.form import Form
from inspection.questionnaire.media import (
    MOST_BYTES,
    MOST_TOGETHER,
    FormFile,
    Named,
    ending_of,
    kind_of,
    named,
)
from inspection.questionnaire.problem import Code, Problem

_MB = 1_000_000
_SAVE_AS = {"audio": "save it as MP3 or WAV", "image": "save it as JPEG or PNG"}


@dataclass(frozen=True, kw_only=True)
class Gathered:
    files: Mapping[str, FormFile]
    """By the name that the form has for it."""
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.grave)


def folder_of(workbook: Path) -> Path:
    """Where ODK's tools keep them: `visit-media` beside visit.xlsx."""
    return workbook.with_name(f"{workbook.stem}-media")


def gathered(form: Form, workbook: Path, folder: Path | None = None) -> Gathered:
    """`folder`: another one than that of the convention."""
    folder = folder or folder_of(workbook)
    files: dict[str, FormFile] = {}
    problems: list[Problem] = []
    for one in named(form):
        if one.kind not in _SAVE_AS:
            problems.append(_unshown(one))
        elif isinstance(found := _found(folder, one), FormFile):
            files[one.file] = found
        else:
            problems.append(found)
    if sum(len(file.content) for file in files.values()) > MOST_TOGETHER:
        message = f"the files of the form are larger than {MOST_TOGETHER // _MB} MB together"
        problems.append(_problem(Code.MEDIA_UNPLAYABLE, message, "make them shorter"))
    return Gathered(files=files, problems=tuple(_in_their_rows(problems, workbook)))


def _found(folder: Path, one: Named) -> FormFile | Problem:
    what = "recording" if one.kind == "audio" else "picture"
    try:
        size = (folder / one.file).stat().st_size
        content = (folder / one.file).read_bytes() if size <= MOST_BYTES else b""
    except OSError:
        return _missing(folder, one, what)
    if size > MOST_BYTES:
        message = f"the {what} {one.file} is larger than {MOST_BYTES // _MB} MB"
        return _of(one, Code.MEDIA_UNPLAYABLE, message, "make it shorter or coarser")
    ending = ending_of(content)
    if not ending or kind_of(ending) != one.kind:
        message = f"{one.file} is no {what} that every channel can use"
        return _of(one, Code.MEDIA_UNPLAYABLE, message, _SAVE_AS[one.kind])
    return FormFile(content=content, ending=ending)


def _missing(folder: Path, one: Named, what: str) -> Problem:
    """Where words say the same, they are said in its place, as ODK Collect shows them. Where there
    are none nobody would know what is asked."""
    beside = "" if one.said else ", and no words say the same"
    found = _of(
        one,
        Code.MEDIA_MISSING,
        f"the {what} {one.file} is not in {folder.name}{beside}",
        _spelled_otherwise(folder, one.file) or "put it there, and add the form again",
    )
    return replace(found, grave=not one.said)


def _spelled_otherwise(folder: Path, name: str) -> str:
    try:
        others = [path.name for path in folder.iterdir()]
    except OSError:
        return ""
    alike = [other for other in others if other.lower() == name.lower()]
    return f"capitals count: the file there is called {alike[0]}" if alike else ""


def _unshown(one: Named) -> Problem:
    message = f"the {one.kind} {one.file} is shown on no channel"
    return replace(_of(one, Code.NOTICE, message, "nothing, if it can be missed"), grave=False)


def _of(one: Named, code: Code, message: str, remedy: str) -> Problem:
    """With the leaf and its groups for a name, as its place in the workbook is told; of a choice
    its list and number."""
    path, label, _ = one.key.partition(":label")
    language = f"::{one.language}" if one.language else ""
    return replace(
        _problem(code, message, remedy),
        name=path.split("/", 2)[-1] if label else one.key,
        column=f"media::{one.kind}{language}",
    )


def _problem(code: Code, message: str, remedy: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy)


def _in_their_rows(problems: Sequence[Problem], workbook: Path) -> Iterator[Problem]:
    if not problems:
        return
    sheets = opened(workbook)
    seen: set[Problem] = set()
    for problem in problems:
        there = placed(problem, sheets)
        there = there if there.row else _among_choices(problem, sheets)
        if there not in seen:
            yield there
        seen.add(there)


def _among_choices(problem: Problem, sheets: Workbook) -> Problem:
    listed, _, number = problem.name.rpartition("-")
    rows = [
        (at, row)
        for at, row in enumerate(sheets.rows("choices"), start=2)
        if heading.cell(row, "list_name") == listed
    ]
    if not number.isdecimal() or int(number) >= len(rows):
        return replace(problem, column="")
    at, row = rows[int(number)]
    there = problem.at("choices", at, heading.found(row, problem.column))
    return replace(there, name=heading.cell(row, "name"))
