"""Forms and their problems, as tables."""

from collections.abc import Iterator, Sequence
from typing import get_args

from rich.markup import escape
from rich.table import Table

from fieldwork.book import StoredMedia
from inspection.questionnaire.carrying import kind_of_answer
from inspection.questionnaire.form import Form
from inspection.questionnaire.media import TYPES
from inspection.questionnaire.problem import Channel, Problem
from mingcha.cli.reading.words import table

CHANNELS: tuple[Channel, ...] = get_args(Channel)


def questions_table(form: Form, channels: Sequence[Channel]) -> Table:
    """What is asked, and how each channel takes the answer."""
    page = table("question", "type", *channels)
    for question in form.questions:
        ways = (kind_of_answer(form, question, channel) for channel in channels)
        page.add_row(escape(question.name), question.kind, *ways)
    return page


def media_table(kept: Sequence[StoredMedia]) -> Table:
    """The recordings and pictures of a revision."""
    page = table("file", "type", "size", "SHA-256", "added on")
    for one in kept:
        size = f"{max(1, round(one.size / 1000))} kB"
        day = f"{one.added_at:%Y-%m-%d}"
        page.add_row(escape(one.name), TYPES[one.ending], size, one.digest[:12], day)
    return page


def files_counted(count: int) -> str:
    return "1 recording or picture" if count == 1 else f"{count} recordings and pictures"


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Where, what, and what would be right: two lines a problem."""
    for problem in problems:
        where = [
            problem.sheet,
            f"row {problem.row}" if problem.row else "",
            f"column {problem.column}" if problem.column else "",
            problem.name,
            f"by {problem.channel}" if problem.channel else "",
        ]
        place = ", ".join(part for part in where if part)
        yield f"- {place + ': ' if place else ''}{problem.message} [{problem.code}]"
        yield f"  {problem.remedy[:1].upper()}{problem.remedy[1:]}."
