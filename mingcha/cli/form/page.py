"""Forms and their problems, as tables."""

from collections.abc import Iterator, Sequence
from typing import get_args

from rich.markup import escape
from rich.table import Table

from inspection.questionnaire.carrying import kind_of_answer
from inspection.questionnaire.form import Form
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
