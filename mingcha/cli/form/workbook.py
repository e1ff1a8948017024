"""A workbook as commands read it: with the recordings and pictures that it names, or all that is
wrong with it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspection.questionnaire.problem import Problem
from inspection.questionnaire.problem import Refused as FormBad
from mingcha.cli.form.page import problem_lines
from mingcha.cli.reading.words import screen
from mingcha.cli.refusal import Refused

if TYPE_CHECKING:
    from documents.xlsform import Conversion, Gathered

MediaFolder = Annotated[
    Path | None,
    typer.Option(
        help="Folder of its recordings and pictures, if not the one beside it.", show_default=False
    ),
]


def converted(file: Path, media: Path | None) -> tuple["Conversion", "Gathered"]:
    """With the files that it names. Raises Refused of the form."""
    from documents.xlsform import convert, gathered  # pyxform is loaded only by who needs it

    if media is not None and not media.is_dir():
        raise Refused(f"--media {media}: there is no such folder")
    conversion = convert(file)
    found = gathered(conversion.form, file, media)
    if found.refused:
        raise FormBad(found.refused)
    return conversion, found


def tell(file: Path, problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        print_json(problems)
        return
    count = "1 thing is" if len(problems) == 1 else f"{len(problems)} things are"
    head = f"{file.name}: {count} wrong. Nothing was stored."
    screen().print(head, *problem_lines(problems), sep="\n", markup=False)


def print_json(problems: Sequence[Problem]) -> None:
    fields = [
        {
            "code": problem.code.value,
            "sheet": problem.sheet,
            "row": problem.row or None,
            "column": problem.column,
            "name": problem.name,
            "channel": problem.channel,
            "message": problem.message,
            "remedy": problem.remedy,
            "grave": problem.grave,
        }
        for problem in problems
    ]
    typer.echo(json.dumps(fields, ensure_ascii=False, indent=2))


def to_look_at(problems: Sequence[Problem]) -> None:
    if problems:
        head = f"\n{len(problems)} to look at:"
        screen().print(head, *problem_lines(problems), sep="\n", markup=False)
