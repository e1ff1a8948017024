"""`mingcha roster import`: the register comes in."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from documents.roster.delivery import read
from fieldwork.book import Stored
from inspection.admission import check
from inspection.difference import difference
from inspection.roster import Checked
from inspection.sheet import Sheets
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused
from mingcha.cli.roster_files import check_place, write_refusals
from mingcha.cli.roster_report import report_import, report_trial
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.settings import Settings
from telephony.numbering import PhoneNumbering


def import_roster(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A workbook (.xlsx), or a folder of CSV sheets: villages, teams, officials,"
            " postings, households and, if there are any, designations and inspectors.",
        ),
    ],
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Only say what would happen; the register stays as it is."),
    ] = False,
    refusals: Annotated[
        Path | None,
        typer.Option(
            help="Write the refused rows, to be corrected and imported again, with the reasons"
            " beside them: a workbook (.xlsx) or a folder. A .csv gets a plain list of reasons."
            " All hold what people gave: readable by you only."
        ),
    ] = None,
) -> None:
    """Import a roster: a workbook, or a folder of CSV sheets (UTF-8 or GB18030).

    Rows that are wrong are refused, each with sheet, row, column, reason and remedy; the rest goes
    in. A changed row closes the old version and opens a new one; a row that is missing is reported
    and never deleted. Importing the same roster again changes nothing. Rows may refer to what the
    register holds already, so a delivery may hold only the rows that changed.

    Example: `mingcha roster import roster.xlsx --dry-run --refusals refused.xlsx`

    Exit status: 0 all rows went in, 1 some were refused, 2 nothing was imported.
    """
    if refusals is not None and refusals.suffix.casefold() != ".csv":
        check_place(refusals)
    settings = read_settings()
    console = Console(highlight=False)
    with opened(settings) as foundation:
        delivered, checked, mark = _checked(path, foundation, settings, console)
        written = refusals is not None and write_refusals(
            refusals, delivered, checked.refusals, foundation.clock.now()
        )
        if dry_run:
            with foundation.ledger.read() as book:
                before = book.roster.at(foundation.clock.now())
            report_trial(console, delivered, checked, difference(before, checked.roster))
        else:
            stored = _store(foundation, checked, mark)
            report_import(console, delivered, checked, stored)
    for line in _where_refused(path, refusals, written=written, any_refused=bool(checked.refusals)):
        console.print(line, markup=False, soft_wrap=True)
    if checked.refusals:
        raise typer.Exit(1)


def _where_refused(
    path: Path, refusals: Path | None, *, written: bool, any_refused: bool
) -> Iterator[str]:
    if refusals is None and any_refused:
        yield "To get the refused rows as a workbook that you can correct and import by itself:"
        yield f"  mingcha roster import {shlex.quote(str(path))} --dry-run --refusals refused.xlsx"
    elif refusals is not None and written:
        yield f"The refused rows with their reasons are in {refusals}."
    elif refusals is not None:
        yield f"No row was refused: {refusals} was not written."


def _checked(
    path: Path, foundation: Foundation, settings: Settings, console: Console
) -> tuple[Sheets, Checked, str]:
    """With the mark of the register that it was checked against."""
    numbering = PhoneNumbering(settings.countries)
    with foundation.ledger.read() as book:
        mark, register = book.roster.mark(), book.roster.in_force()
    with _bar(console) as bar:
        tasks: dict[tuple[str, str], object] = {}

        def on_progress(stage: str, sheet: str, done: int, total: int) -> None:
            key = (stage, sheet)
            if key not in tasks:
                tasks[key] = bar.add_task(f"{stage} {sheet}", total=total)
            bar.update(tasks[key], completed=done)  # type: ignore[arg-type]

        delivered = read(path, on_progress=on_progress, register=register)
        checked = check(
            delivered,
            numbering=numbering,
            on_row=lambda *told: on_progress("checking", *told),
            register=register,
        )
    return delivered, checked, mark


def _store(foundation: Foundation, checked: Checked, mark: str) -> Stored:
    with foundation.ledger.write() as book:
        if book.roster.mark() != mark:
            raise Refused(
                "somebody else has imported a roster meanwhile, and this one was checked against"
                " the register before that; nothing was imported: give the same command again"
            )
        now = foundation.clock.now()
        stored = book.roster.store(checked.roster, now)
        book.audit.note(now, "operator", "roster imported", _totals(stored))
    return stored


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:24}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    )


def _totals(stored: Stored) -> str:
    return f"new={sum(stored.added.values())} changed={sum(stored.changed.values())}"
