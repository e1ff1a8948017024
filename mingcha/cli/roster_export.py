"""`mingcha roster export` and `template`: the register goes out, and an empty workbook."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from documents.roster.template import template as template_of
from fieldwork.rules import Rules
from inspection.region import NotARegion, level_of
from inspection.roster import Roster
from inspection.roster_part import kinds_of, part_of
from inspection.roster_sheets import sheets_of
from mingcha.cli.files import write_file
from mingcha.cli.language import language_of
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused
from mingcha.cli.roster_files import check_place, write_sheets
from mingcha.clock import SystemClock
from mingcha.foundation import Foundation

_Language = Annotated[
    str, typer.Option(help="`zh` or `en`: which comes first; headings stand in both.")
]


def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write.")],
    language: _Language = "zh",
) -> None:
    """Write an empty workbook that explains itself: notes on every heading, lists to choose from,

    Example: `mingcha roster template roster.xlsx --language en`
    codes and numbers that stay text."""
    if out.suffix.casefold() != ".xlsx":
        raise Refused(f"{out}: a template is a workbook; give a name that ends in .xlsx")
    check_place(out)
    write_file(out, template_of(language_of(language), SystemClock().now()))
    typer.echo(f"{out}: fill it in, then see what would happen with")
    typer.echo(f"  mingcha roster import {out} --dry-run")


def export(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A workbook (.xlsx), or a new folder for CSV.")
    ],
    reason: Annotated[
        str, typer.Option(help="Why: it goes into the audit log. No names, no numbers.")
    ],
    region: Annotated[
        str, typer.Option(help="Only what belongs to this region: 2, 4, 6, 9 or 12 digits.")
    ] = "",
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="As it stood at the end of that day; now if left."),
    ] = None,
    language: _Language = "zh",
) -> None:
    """Write the register with all names and numbers, in the shape in which it is imported.

    Importing it again changes nothing. The file is readable by you only; who exports, and why, is
    noted in the audit log before anything is read.

    Example: `mingcha roster export copy.xlsx --region 530128 --reason "handover"`
    """
    words = language_of(language)
    why = reason_given(reason)
    _check_region(region)
    check_place(out)
    with opened() as foundation:
        moment = _moment(foundation, day)
        about = f"region={region or 'all'} day={_told(day)} reason={why}"
        with foundation.ledger.write() as book:
            book.audit.note(foundation.clock.now(), "operator", "roster exported", about)
        with foundation.ledger.read() as book:
            roster = part_of(book.roster.at(moment), region)
        _check_whole(roster, region)
        sheets = sheets_of(roster, words if out.suffix else "en")
        write_sheets(out, sheets, words, foundation.clock.now())
    console = Console(highlight=False)
    for name, sheet in sheets.sheets.items():
        console.print(f"{name}: {len(sheet.rows)} rows")
    kind = "Everybody in it is invented, and marked so. " if roster.synthetic else ""
    console.print(
        f"{kind}{out} holds names and numbers: delete it when you are done.", markup=False
    )


def _check_region(region: str) -> None:
    try:
        level_of(region or "00")
    except NotARegion as wrong:
        raise Refused(f"--region: {wrong}") from None


def _check_whole(roster: Roster, region: str) -> None:
    if not roster.villages:
        where = f"in region {region}" if region else "in the register"
        raise Refused(f"there was no village {where} then; nothing was written")
    if len(kinds_of(roster)) > 1:
        raise Refused(
            "the register holds both real and invented people, and one file can't be marked as"
            " both; export region by region with --region"
        )


def _moment(foundation: Foundation, day: datetime | None) -> datetime:
    now = foundation.clock.now()
    if day is None:
        return now
    with foundation.ledger.read() as book:
        zone = Rules.at(book, now).policy.zone
    begins = datetime.combine(day.date(), time(0), tzinfo=zone)
    if begins > now:
        raise Refused(f"--day {day.date()}: that day has not come; give today or an earlier one")
    ends = datetime.combine(day.date() + timedelta(days=1), time(0), tzinfo=zone)
    return min(now, ends.astimezone(UTC) - timedelta(microseconds=1))


def _told(day: datetime | None) -> str:
    return day.date().isoformat() if day else "now"
