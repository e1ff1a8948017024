"""`mingcha calendar`: which days are worked, and in which regions they are not."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from documents.calendar_sheet import read
from documents.lines import SheetRefused
from fieldwork.workdays import DaysRefused, confirm_year, set_days
from inspection.calendar import DayKind
from inspection.calendar_page import stretches, year_of
from mingcha.cli.calendar_picture import picture, told
from mingcha.cli.files import read_file
from mingcha.cli.opening import opened
from mingcha.cli.policy.options import By, DryRun, Region, read_id, read_region
from mingcha.cli.refusal import Refused

app = typer.Typer(help="Working days, holidays and make-up days, everywhere and by region.")
_Year = Annotated[int, typer.Argument(help="The year, e.g. 2027.", min=2000, max=2100)]


@app.command("show")
def show(year: _Year, region: Region = "") -> None:
    """Show a year month by month: working days, rest, holidays, make-up days.

    Example: `mingcha calendar show 2026 --region 53`
    """
    code = read_region(region)
    console = Console(highlight=False)
    with opened() as foundation, foundation.ledger.read() as book:
        calendar, own = book.policy.calendar(code), book.policy.own_days(code)
        others = [one for one in book.policy.regions_with_days() if one.startswith(code) and one]
    days = year_of(calendar, year)
    if not days:
        known = sorted({day.year for day in calendar.days})
        raise Refused(f"the calendar does not know {year}; it holds {known[0]} to {known[-1]}")
    console.print(f"{year}, {f'region {code}' if code else 'everywhere'}\n")
    for part in picture(days, own.days if code else {}):
        console.print(part)
    if others and others != [code]:
        console.print(f"Regions with days of their own: {', '.join(others)}.")


@app.command("import")
def import_days(
    file: Annotated[Path, typer.Argument(help="A CSV file: day,kind,name.")],
    region: Region = "",
    by: By = "operator",
    dry_run: DryRun = False,
) -> None:
    """Take days from a CSV file: a region's own holidays, or what was announced for everywhere.

    The kind is working, makeup, rest or holiday. A day that has begun keeps its kind, since cycles
    and deadlines were counted with it. The same file again changes nothing. Nobody of a region is
    drawn, written to or called about work on its days of rest; where a region works while the
    calendar everywhere rests, nothing is drawn all the same.

    Example: `mingcha calendar import holidays.csv --region 53 --dry-run`
    """
    code, who = read_region(region), read_id(by)
    try:
        days = read(read_file("FILE", file))
    except SheetRefused as error:
        raise Refused(f"{file} was not imported:\n{error}") from None
    with opened() as foundation:
        now = foundation.clock.now()
        try:
            done = set_days(foundation.ledger, days, region=code, by=who, now=now, keep=not dry_run)
        except DaysRefused as error:
            raise Refused(f"{file} was not imported: {error}") from None
    console = Console(highlight=False, soft_wrap=True)
    for day in sorted(done.changed):
        console.print(_told(day, done.changed[day]), markup=False)
    where = f"of region {code}" if code else "everywhere"
    console.print(f"Days {where}: changed {len(done.changed)}, the same already {done.same}.")
    if done.passed:
        console.print(f"Days that have begun and stay as they are: {done.passed}.")
    if dry_run:
        console.print("Tried only: nothing was changed.")


@app.command("confirm")
def confirm(year: _Year, by: By = "operator") -> None:
    """Say that the official notice of a year's holidays is out and the calendar agrees with it.

    Compare them first: this shows what the calendar holds.

    Example: `mingcha calendar confirm 2027`
    """
    who = read_id(by)
    console = Console(highlight=False, soft_wrap=True)
    with opened() as foundation:
        try:
            count = confirm_year(foundation.ledger, year, by=who, now=foundation.clock.now())
        except DaysRefused as error:
            raise Refused(str(error)) from None
        with foundation.ledger.read() as book:
            days = year_of(book.policy.calendar(), year)
    notable = list(stretches(days))
    for one in notable:
        console.print(f"  {told(one)}", markup=False)
    if not any(one.look == "makeup" for one in notable):
        console.print("No make-up working day is among them: is that what the notice says?")
    if count:
        console.print(f"{year} is confirmed: days that were not before: {count}.")
    else:
        console.print(f"{year} was confirmed already; nothing was changed.")


def _told(day: date, kind: DayKind) -> str:
    return f"  {day} {'working' if kind.working else 'free'} {kind.name}".rstrip()
