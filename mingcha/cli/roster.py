"""`mingcha roster`: the register comes in, and a synthetic one can be made."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from documents.generator.county import generate as generate_sheets
from documents.places import LUQUAN
from documents.roster.correction import write_refusals
from documents.roster.folder import load, write_folder
from fieldwork.book import Stored
from inspection.roster import Checked
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused
from mingcha.settings import read_settings
from telephony.numbering import PhoneNumbering

app = typer.Typer(help="The register: villages, teams, officials, households, inspectors.")
_SHOWN = 20


@app.command("import")
def import_folder(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Folder with villages.csv, teams.csv, officials.csv, postings.csv,"
            " households.csv and, if there are any, designations.csv and inspectors.csv."
        ),
    ],
    refusals: Annotated[
        Path | None,
        typer.Option(help="Write all refused rows with their reasons to this CSV file."),
    ] = None,
) -> None:
    """Import a roster of CSV sheets (UTF-8 or GB18030).

    Rows that are wrong are refused, each with sheet, row, column, reason and remedy; the rest goes
    in. A changed row closes the old version and opens a new one; a row that is missing is reported
    and never deleted. Importing the same folder again changes nothing.

    Exit status: 0 all rows went in, 1 some were refused, 2 nothing was imported.
    """
    settings = read_settings()
    console = Console(highlight=False)
    numbering = PhoneNumbering(settings.countries, settings.countries[0])
    with _bar(console) as bar:
        tasks: dict[tuple[str, str], object] = {}

        def on_progress(stage: str, sheet: str, done: int, total: int) -> None:
            key = (stage, sheet)
            if key not in tasks:
                tasks[key] = bar.add_task(f"{stage} {sheet}", total=total)
            bar.update(tasks[key], completed=done)  # type: ignore[arg-type]

        checked = load(folder, numbering=numbering, on_progress=on_progress)
    if refusals is not None:
        _write_refusals(refusals, checked)
    with opened(settings) as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        stored = book.roster.store(checked.roster, now)
        book.audit.note(now, "operator", "roster imported", _totals(stored))
    _report(console, checked, stored)
    if refusals is not None:
        console.print(f"The refused rows with their reasons are in {refusals}.", markup=False)
    if checked.refusals:
        raise typer.Exit(1)


@app.command("generate")
def generate(
    out: Annotated[Path, typer.Option("--out", help="Folder to write the sheets to.")],
    teams: Annotated[int, typer.Option(min=1, help="How many teams, one a village.")] = 24,
    seed: Annotated[int, typer.Option(help="The same seed gives the same roster.")] = 1,
    places: Annotated[
        str, typer.Option(help="`invented`, or `luquan`: 24 real places, for up to 24 teams.")
    ] = "invented",
) -> None:
    """Write a realistic synthetic roster, marked as such: no real carrier will dial its numbers."""
    if places not in ("invented", "luquan"):
        raise Refused(f"--places {places!r}: expected invented or luquan")
    if places == "luquan" and teams > len(LUQUAN):
        raise Refused(f"--teams {teams}: Luquan has {len(LUQUAN)} places; use --places invented")
    chosen = LUQUAN[:teams] if places == "luquan" else None
    sheets = generate_sheets(teams=teams, seed=seed, places=chosen)
    try:
        write_folder(sheets, out)
    except OSError as error:
        why = error.strerror or error
        raise Refused(f"{out}: the sheets cannot be written there ({why})") from None
    console = Console(highlight=False)
    for name, sheet in sheets.sheets.items():
        console.print(f"{out / (name + '.csv')}: {len(sheet.rows)} rows")
    console.print("All people and numbers in it are invented. Import it with:")
    console.print(f"  mingcha roster import {out}", soft_wrap=True)


def _write_refusals(path: Path, checked: Checked) -> None:
    """Before anything is imported, so that a command that fails has done nothing."""
    try:
        write_refusals(path, checked.refusals)
    except OSError as error:
        raise Refused(f"--refusals {path}: it cannot be written ({error.strerror})") from None


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:24}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    )


def _report(console: Console, checked: Checked, stored: Stored) -> None:
    table = Table("sheet", box=None)
    for heading in ("read", "refused", "accepted", "new", "changed", "unchanged", "missing"):
        table.add_column(heading, justify="right")
    for sheet, counts in checked.counts.items():
        table.add_row(
            sheet,
            *(str(n) for n in (counts.read, counts.refused, counts.accepted)),
            *(str(_of(part, sheet)) for part in (stored.added, stored.changed)),
            *(str(_of(part, sheet)) for part in (stored.unchanged, stored.missing)),
        )
    console.print(table)
    for sheet, columns in checked.ignored.items():
        console.print(f"{sheet}: columns ignored: {', '.join(columns)}", markup=False)
    for refusal in checked.refusals[:_SHOWN]:
        console.print(str(refusal), markup=False, soft_wrap=True)
    if len(checked.refusals) > _SHOWN:
        console.print(
            f"... and {len(checked.refusals) - _SHOWN} more; --refusals FILE writes all of them."
        )


def _of(counts: Mapping[str, int], sheet: str) -> int:
    return counts.get(sheet, 0)


def _totals(stored: Stored) -> str:
    return f"new={sum(stored.added.values())} changed={sum(stored.changed.values())}"
