"""`mingcha absence`: leave, trips and rest on file."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from documents.absence_list import KINDS, ListedRow, read_list
from fieldwork import absences
from fieldwork.book import Book, StoredAbsence
from fieldwork.rules import Rules
from inspection.absence import ABSENCE_KINDS
from inspection.absence_entry import AbsenceEntry, read_entry
from inspection.cell import Unfit
from inspection.region import NotARegion, level_of
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused

app = typer.Typer(
    help="Leave, trips and rest on file: what is known before a draw is committed counts for it.",
    no_args_is_help=True,
)
_SHOWN = 50
_DAY = ["%Y-%m-%d"]
_By = Annotated[
    str,
    typer.Option(help="Id of the inspector whose region holds the official, or administrator."),
]


@app.command("add")
def add(
    official: Annotated[str, typer.Argument(help="Id of the official.")],
    kind: Annotated[str, typer.Argument(help=", ".join(ABSENCE_KINDS) + ".")],
    first: Annotated[str, typer.Argument(metavar="FROM", help="First day, e.g. 2026-03-02.")],
    last: Annotated[str, typer.Argument(metavar="TO", help="Last day, included.")],
    by: _By,
    hours: Annotated[
        str, typer.Option(help="Only in these hours of each day, e.g. 14:00-18:00.")
    ] = "",
    note: Annotated[str, typer.Option(help="In words; it is kept sealed.")] = "",
) -> None:
    """Put an absence on file.

    It counts for draws that are committed from now on: who is away is passed over, and a team of
    which everybody is away cannot be drawn. For draws that are committed already it is a late
    excuse: shown to the inspector, and changing nothing.

    Example: `mingcha absence add O0001 leave 2026-03-02 2026-03-04 --by I002`
    """
    cells = {
        "official": official, "kind": kind, "from": first, "to": last, "hours": hours, "note": note
    }  # fmt: skip
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        entry, wrong = read_entry(cells, KINDS, _today(book, now))
        if entry is None:
            raise Refused("\n".join(f"{_ARGUMENT[at]}: {_told(unfit)}" for at, unfit in wrong))
        (made,) = absences.record(book, [entry], by=by, now=now)
    what = f"absence {made.stored.id}, {_phrase(made.stored)}"
    _say(f"On file: {what}." if made.new else f"On file already: {what}. Nothing was changed.")


_ARGUMENT = {
    "official": "OFFICIAL", "kind": "KIND", "from": "FROM", "to": "TO", "hours": "--hours",
    "note": "--note",
}  # fmt: skip


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="A .csv or .xlsx: official, kind, from, to.")],
    by: _By,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try it and change nothing.")] = False,
) -> None:
    """Put a list of absences on file, all of it or nothing.

    One row an absence, with the columns official, kind, from, to and, if you like, hours and note
    (or their Chinese names). Everything that is wrong is named at once, with row and column. The
    same file again changes nothing.

    Example: `mingcha absence import march.xlsx --by I002 --dry-run`
    """
    rows = read_list(file)
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        entries = _entries(book, rows, by, now)
        if dry_run:
            _say(f"{len(entries)} rows, and nothing is wrong with them. Nothing was changed.")
            return
        recorded = absences.record(book, entries, by=by, now=now)
    new = sum(one.new for one in recorded)
    _say(f"Rows: {len(rows)}. Put on file: {new}. On file already: {len(rows) - new}.")


def _entries(book: Book, rows: Sequence[ListedRow], by: str, now: datetime) -> list[AbsenceEntry]:
    """Raises Refused, with all that is wrong."""
    wrong: list[str] = []
    entries = []
    today = _today(book, now)
    for row in rows:
        told = [(at, f"{why}; {remedy}") for at, (why, remedy) in row.wrong.items()]
        entry, unfit = read_entry(row.cells, KINDS, today)
        told += [(at, _told(one)) for at, one in unfit if at not in row.wrong]
        if entry is not None and not told:
            objection = absences.objection(book, entry, by=by, now=now)
            told += [("official", objection)] if objection else []
            entries.append(entry)
        wrong += [f"row {row.number}, {at}: {what}" for at, what in told]
    if wrong:
        more = f"\nand {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise Refused("nothing was put on file:\n" + "\n".join(wrong[:_SHOWN]) + more)
    return entries


@app.command("cancel")
def cancel(
    number: Annotated[int, typer.Argument(metavar="NO.", help="Its number in the list.")],
    by: _By,
) -> None:
    """Take an absence back. Draws that were committed while it was on file keep to it.

    Example: `mingcha absence cancel 12 --by I002`
    """
    with opened() as foundation, foundation.ledger.write() as book:
        stored = absences.cancel(book, number, by=by, now=foundation.clock.now())
    _say(f"Cancelled: absence {number}, {_phrase(stored)}.")


@app.command("list")
def list_absences(
    region: Annotated[str, typer.Option(help="Only officials posted there, by code.")] = "",
    day: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Only who is away on this day.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Those that are over or cancelled.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List absences that are not over, by id of the official. The log keeps that you did.

    Example: `mingcha absence list --region 530128 --day 2026-03-02`
    """
    _check_region(region)
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        today = _today(book, now)
        first = day.date() if day else (date.min if every else today)
        found = [
            one
            for one in book.absences.on(first, day.date() if day else date.max)
            if (every or one.cancelled_at is None) and _in_region(book, one, region, now)
        ]
        book.audit.note(now, "operator", "absences read", f"{region or 'everywhere'} {len(found)}")
        zone = Rules.at(book, now).zone
    if as_json:
        typer.echo(json.dumps([_fields(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        _say("Nothing is on file.")
        return
    table = Table(
        "absence", "official", "kind", "from", "to", "hours", "recorded", "by", "cancelled", "note",
        box=None,
    )  # fmt: skip
    for one in found:
        table.add_row(*_cells(one), f"{one.recorded_at.astimezone(zone):%Y-%m-%d %H:%M}",
                      one.recorded_by, one.cancelled_by, one.note)  # fmt: skip
    Console(highlight=False, soft_wrap=True).print(table)


def _in_region(book: Book, one: StoredAbsence, region: str, now: datetime) -> bool:
    if not region:
        return True
    return book.roster.region_of(one.absence.official, now).startswith(region)


def _check_region(region: str) -> None:
    if not region:
        return
    try:
        level_of(region)
    except NotARegion as wrong:
        raise Refused(f"--region {region!r}: {wrong}") from None


def _cells(one: StoredAbsence) -> tuple[str, ...]:
    of = one.absence
    return (
        str(one.id), of.official, of.kind, of.first_day.isoformat(), of.last_day.isoformat(),
        of.hours.text(),
    )  # fmt: skip


def _fields(one: StoredAbsence) -> dict[str, object]:
    names = ("absence", "official", "kind", "from", "to", "hours")
    return {
        **dict(zip(names, _cells(one), strict=True)),
        "absence": one.id,
        "recorded_at": one.recorded_at.isoformat(),
        "recorded_by": one.recorded_by,
        "cancelled_at": one.cancelled_at.isoformat() if one.cancelled_at else None,
        "cancelled_by": one.cancelled_by or None,
        "note": one.note,
    }


def _phrase(stored: StoredAbsence) -> str:
    of = stored.absence
    hours = f", {of.hours.text()} each day" if of.hours.spans else ""
    days = f"{of.first_day} to {of.last_day}{hours}"
    return f"{of.kind} of {of.official} from {days}"


def _told(unfit: Unfit) -> str:
    return f"{unfit}; {unfit.remedy}"


def _today(book: Book, now: datetime) -> date:
    return now.astimezone(Rules.at(book, now).zone).date()


def _say(text: str) -> None:
    Console(highlight=False, soft_wrap=True).print(text, markup=False)
