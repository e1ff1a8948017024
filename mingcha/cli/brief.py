"""`mingcha brief`: a day's digest and summaries, as the inspectors got them."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from fieldwork.book import Book
from fieldwork.brief import day_for
from inspection.day_digest import of_day
from inspection.dossier import Dossier
from inspection.summary import afterwards
from inspection.wording import LANGUAGES
from mingcha.cli.language import language_of
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused


def brief(
    day: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The local day, e.g. 2026-03-04.")
    ],
    inspector: Annotated[
        str, typer.Option(help="Only what this inspector is responsible for, e.g. I001.")
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            help=f"{' or '.join(LANGUAGES)}, for the digest and what was said after a summary;"
            " summaries are shown as they were sent."
        ),
    ] = "en",
) -> None:
    """Print the digest of a day, and the call summary of every inspection drawn on it.

    Example: `mingcha brief --day 2026-03-04 --inspector I001`
    """
    language_of(language)
    console = Console(highlight=False, soft_wrap=True)
    with opened() as foundation:
        now = foundation.clock.now()
        with foundation.ledger.read() as book:
            inspectors = {one.id: one for one in book.roster.inspectors()}
            if inspector and inspector not in inspectors:
                known = ", ".join(sorted(inspectors)) or "none is registered"
                raise Refused(f"--inspector {inspector!r}: expected one of {known}")
            chosen = inspectors.get(inspector)
            report = day_for(book, chosen, day.date(), now)
            console.print(of_day(report, language=language), markup=False)
            for dossier in report.drawn:
                console.rule(style="dim")
                console.print(_summary(book, dossier, language), markup=False)
        with foundation.ledger.write() as book:
            about = f"day {day.date().isoformat()} inspections {len(report.drawn)}"
            book.audit.note(now, "operator", "brief read", about)


def _summary(book: Book, dossier: Dossier, language: str) -> str:
    """As it was sent, and below it what the official said since."""
    summaries = book.summaries.of_inspection(dossier.inspection)
    if not summaries:
        return f"Inspection {dossier.inspection}: still open."
    latest = summaries[-1]
    since = afterwards(dossier, latest.made_at, language=language)
    return f"{latest.text}\n\n{since}" if since else latest.text
