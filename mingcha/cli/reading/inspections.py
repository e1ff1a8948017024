"""`mingcha inspections`: what was drawn, and what came of it."""

from typing import Annotated

import typer

from fieldwork.access import Access, Read, latest
from inspection.summary import of_inspection
from mingcha.cli.language import language_of
from mingcha.cli.opening import opened
from mingcha.cli.reading.options import (
    From,
    Json,
    Language,
    Limit,
    Open,
    Region,
    Reveal,
    Team,
    To,
    reason_of,
    wanted,
)
from mingcha.cli.reading.words import (
    inspection_json,
    local,
    more,
    print_json,
    rows,
    screen,
    table,
)

app = typer.Typer(help="What was drawn, and what came of it.", no_args_is_help=True)


@app.command("list")
def list_inspections(
    region: Region = "",
    team: Team = "",
    first: From = None,
    to: To = None,
    found: Annotated[
        bool, typer.Option("--found", help="Only those in which something was found.")
    ] = False,
    open_: Open = False,
    reveal: Reveal = "",
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List inspections, newest first: who was asked by id, how it ended, what was found.

    What is not assessed yet stays hidden, since it could warn those it is about. Names appear with
    --reveal REASON only.

    Example: `mingcha inspections list --region 530128 --found`
    """
    reason = reason_of(reveal)
    with opened() as foundation:
        now = foundation.clock.now()
        access = Access(ledger=foundation.ledger, now=now, reason=reason)
        look = wanted(now, region, team, first, to, open_)
        reads = access.inspections(look)
        chosen = (read for read in reads if read.findings or not found)
        shown, others = latest(chosen, limit)
        if reason:
            access.note("inspections", [read.dossier.inspection for read in shown])
    if as_json:
        print_json([inspection_json(read) for read in shown])
        return
    console = screen()
    columns = ("no.", "picked for", "team", "village", "official", "outcome", "homes", "found")
    console.print(rows(table(*columns), [_line(read) for read in shown]))
    if not shown:
        console.print(_nothing(look.first.isoformat(), look.last.isoformat(), found=found))
    more(console, others, limit)


@app.command("show")
def show_inspection(
    number: Annotated[int, typer.Argument(metavar="NO.", help="Its number in the list.")],
    language: Language = "en",
    reveal: Reveal = "",
    as_json: Json = False,
) -> None:
    """Show one inspection as its inspector reads it: attempts, answers, what disagrees.

    The official's name appears with --reveal REASON; households have numbers and no names. An open
    inspection needs a reason too. Every look is noted.

    Example: `mingcha inspections show 13`
    """
    words = language_of(language)
    reason = reason_of(reveal)
    with opened() as foundation:
        access = Access(ledger=foundation.ledger, now=foundation.clock.now(), reason=reason)
        read = access.inspection(number)
        access.note(f"inspection {number}")
    if as_json:
        print_json(inspection_json(read))
        return
    text = of_inspection(read.dossier, read.findings, language=words)
    screen().print(text, markup=False)


def _line(read: Read) -> tuple[str, ...]:
    dossier = read.dossier
    official = dossier.official
    late = ", late" if official.contact.late else ""
    return (
        str(dossier.inspection),
        local(dossier.picked_for, dossier.zone),
        dossier.team,
        dossier.village,
        official.name,
        (official.contact.disposition or "open") + late,
        f"{read.households_answered} of {len(dossier.household_files)}",
        _found(read),
    )


def _found(read: Read) -> str:
    if not read.assessed:
        return "not assessed yet"
    serious = sum(finding.severity == "serious" for finding in read.findings)
    notes = len(read.findings) - serious
    return ", ".join([f"{serious} serious"] * (serious > 0) + [f"{notes} to note"] * (notes > 0))


def _nothing(first: str, last: str, *, found: bool) -> str:
    what = "Nothing was found" if found else "Nothing was assessed"
    return f"{what} of what was drawn from {first} to {last}. --from and --to name other days."
