"""The commands of `mingcha policy`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from documents.lines import SheetRefused
from documents.policy_sheet import read, written
from fieldwork.amend import amend
from fieldwork.book import Book
from fieldwork.rules import policy_day
from inspection.calendar import unconfirmed_years
from inspection.explanation import explained
from inspection.lane.affordable import MONEY
from inspection.policy import PolicyRow
from inspection.rulebook import RULES, rule_of
from mingcha.cli.files import read_file, write_file
from mingcha.cli.opening import opened
from mingcha.cli.policy import outcome, shown
from mingcha.cli.policy.options import By, DryRun, Reason, Region, read_id, read_region
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused
from mingcha.foundation import Foundation
from mingcha.telephones import reaching_of

app = typer.Typer(help="The numbers that decide about people: by region and by day.")
_DAY = ["%Y-%m-%d"]


@app.command("show")
def show(
    keys: Annotated[
        list[str] | None, typer.Argument(help="Rules, or their beginning such as `draw`.")
    ] = None,
    region: Region = "",
    day: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="A day; without it today.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="With the rules that nothing acts on yet.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show the policy of a region on a day, and where each value comes from.

    A rule's value is that of the narrowest region with a row for it, else the default. With KEYS
    each is explained, with all its rows and who set them.

    Example: `mingcha policy show draw --region 530128`
    """
    code = read_region(region)
    chosen = _chosen(keys or [])
    console = Console(highlight=False, soft_wrap=True)
    with opened() as foundation, foundation.ledger.read() as book:
        today = policy_day(book, foundation.clock.now())
        on, rows = day.date() if day else today, book.policy.rows()
        wanted = [
            one
            for one in explained(rows, code, on)
            if (one.rule.key in chosen if keys else every or one.rule.applied)
        ]
        if as_json:
            typer.echo(shown.as_json(wanted))
            return
        console.print(f"The policy {f'of region {code}' if code else 'everywhere'} on {on}")
        if keys:
            for one in wanted:
                own = [row for row in rows if row.key == one.rule.key]
                changes = book.policy.changes(one.rule.key)
                for part in shown.in_detail(one, own, changes):
                    console.print(part)
        else:
            console.print(shown.as_table(wanted))
        _say_unconfirmed(console, book, today)


@app.command("set")
def set_value(
    key: Annotated[str, typer.Argument(help="The rule, such as draw.rate_milli.")],
    value: Annotated[str, typer.Argument(help="Its value, as `mingcha policy show KEY` allows.")],
    reason: Reason,
    region: Region = "",
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=_DAY, help="The first day; without it tomorrow."),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=_DAY, help="The last day; what it interrupts then goes on."),
    ] = None,
    by: By = "operator",
    dry_run: DryRun = False,
) -> None:
    """Give a rule a value from a day on, and say what that means.

    It begins tomorrow by default: slots that are committed keep the policy they were committed
    with. It takes the place of what held in this region; narrower regions keep their own. To end a
    row, set it again with its own first day and a last day. For numbers on which it depends how
    many people are asked, the load of a working day and the chance of finding an absence are shown.

    Example: `mingcha policy set draw.rate_milli 4000 --region 53 --reason "Decision 12" --dry-run`
    """
    why, who = reason_given(reason), read_id(by)
    rule_of(key)
    with opened() as foundation:
        now = foundation.clock.now()
        with foundation.ledger.read() as book:
            tomorrow = policy_day(book, now) + timedelta(days=1)
        row = PolicyRow(
            region=read_region(region),
            key=key,
            value=value.strip(),
            valid_from=first.date() if first else tomorrow,
            valid_to=last.date() if last else None,
        )
        _amend(foundation, [row], who, why, now, dry_run)


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
) -> None:
    """Write all rows to a CSV file: region,key,value,from,to.

    `mingcha policy import` takes it back, here or in another installation.

    Example: `mingcha policy export policy.csv`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        rows = book.policy.rows()
    write_file(file, written(rows))
    typer.echo(f"Rows written to {file}: {len(rows)}.")


@app.command("import")
def import_rows(
    file: Annotated[Path, typer.Argument(help="A CSV file: region,key,value,from,to.")],
    reason: Reason,
    by: By = "operator",
    dry_run: DryRun = False,
) -> None:
    """Put all rows of a CSV file in force, or none.

    Everything that is wrong is named at once, with line and column. Rows that the file does not
    hold stay as they are; the same file again changes nothing.

    Example: `mingcha policy import policy.csv --reason "Yearly revision" --dry-run`
    """
    why, who = reason_given(reason), read_id(by)
    try:
        rows = read(read_file("FILE", file))
    except SheetRefused as error:
        raise Refused(f"{file} was not imported:\n{error}") from None
    with opened() as foundation:
        _amend(foundation, rows, who, why, foundation.clock.now(), dry_run)


def _amend(
    foundation: Foundation,
    rows: Sequence[PolicyRow],
    by: str,
    reason: str,
    now: datetime,
    dry_run: bool,
) -> None:
    console = Console(highlight=False, soft_wrap=True)
    ledger = foundation.ledger
    # Of no other row does it matter what the file of lanes says, or whether it can be read.
    priced = any(row.key in MONEY for row in rows)
    lanes = reaching_of(foundation.settings).lanes if priced else ()
    amendment = amend(ledger, rows, by=by, reason=reason, now=now, keep=not dry_run, lanes=lanes)
    for one in amendment.changed:
        for line in outcome.told(one):
            console.print(line, markup=False)
    with ledger.read() as book:
        for part in outcome.what_it_means(book, amendment):
            console.print(part)
        _say_unconfirmed(console, book, policy_day(book, now))
    same = len(rows) - len(amendment.changed)
    if same:
        console.print(f"Rows that stand already and were not changed: {same}.")
    if dry_run:
        console.print("Tried only: nothing was changed.")


def _say_unconfirmed(console: Console, book: Book, today: date) -> None:
    years = unconfirmed_years(book.policy.calendar(), today)
    if years:
        console.print(
            f"The calendar of {', '.join(map(str, years))} is not confirmed: holidays that are not"
            " announced yet may be missing. See `mingcha calendar show`."
        )


def _chosen(keys: Sequence[str]) -> set[str]:
    """The rules that are named, or begin with what is."""
    chosen: set[str] = set()
    for key in keys:
        named = {one for one in RULES if one == key or one.startswith(f"{key}.")}
        chosen |= named or {rule_of(key).key}
    return chosen
