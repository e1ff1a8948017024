"""`mingcha visits`: which teams were visited, and what came of it."""

from typing import Annotated, Any

import typer

from fieldwork.visit_access import VisitAccess
from inspection.visit_file import VisitFile
from inspection.visit_summary import of_visit
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
from mingcha.cli.reading.words import iso, more, print_json, rows, screen, table

app = typer.Typer(help="Which teams were visited, and what came of it.", no_args_is_help=True)


@app.command("list")
def list_visits(
    region: Region = "",
    team: Team = "",
    first: From = None,
    to: To = None,
    open_: Open = False,
    reveal: Reveal = "",
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List visits, newest first: where, who was told in the drawn order, how it ended.

    A visit that is not over stays hidden: whoever learns the place could warn those it is about.

    Example: `mingcha visits list --region 530128`
    """
    reason = reason_of(reveal)
    with opened() as foundation:
        now = foundation.clock.now()
        access = VisitAccess(ledger=foundation.ledger, now=now, reason=reason)
        look = wanted(now, region, team, first, to, open_)
        found = access.visits(look)
        shown = found[:limit]
        if reason:
            access.note("visits", [file.aim.number for file in shown])
    if as_json:
        print_json([_json(file) for file in shown])
        return
    console = screen()
    columns = ("no.", "day", "team", "village", "outcome", "inspectors")
    console.print(rows(table(*columns), [_line(file) for file in shown]))
    if not shown:
        console.print(
            f"No visit ended from {look.first} to {look.last}. --from and --to name other days."
        )
    more(console, len(found) > limit, limit)


@app.command("show")
def show_visit(
    number: Annotated[int, typer.Argument(metavar="NO.", help="Its number in the list.")],
    language: Language = "en",
    reveal: Reveal = "",
    as_json: Json = False,
) -> None:
    """Show one visit as the responsible inspector reads it: who was told, and the report.

    A visit that is not over needs --reveal REASON. Every look is noted.

    Example: `mingcha visits show 3`
    """
    words, reason = language_of(language), reason_of(reveal)
    with opened() as foundation:
        now = foundation.clock.now()
        access = VisitAccess(ledger=foundation.ledger, now=now, reason=reason)
        file = access.visit(number)
        access.note(f"visit {number}")
    if as_json:
        print_json(_json(file))
        return
    screen().print(of_visit(file, language=words), markup=False)


def _line(file: VisitFile) -> tuple[str, ...]:
    told = ", ".join(
        f"{one.assignment.inspector} {_end(one.assignment.outcome)}" for one in file.accounts
    )
    outcome = file.outcome or "open"
    why = f" ({_end(file.unvisited)})" if file.unvisited else ""
    aim = file.aim
    return str(aim.number), f"{aim.day:%Y-%m-%d}", aim.team, aim.village, outcome + why, told


def _end(word: str) -> str:
    return word.replace("_", " ")


def _json(file: VisitFile) -> dict[str, Any]:
    aim = file.aim
    return {
        "visit": aim.number,
        "day": aim.day.date().isoformat(),
        "team": aim.team,
        "village": aim.village,
        "outcome": file.outcome,
        "unvisited": file.unvisited,
        "assignments": [
            {
                "inspector": one.assignment.inspector,
                "rank": one.assignment.rank,
                "state": one.assignment.state,
                "why": one.assignment.why,
                "words": one.assignment.words or None,
                "told_at": iso(one.assignment.told_at),
                "ended_at": iso(one.assignment.ended_at),
                "report": list(one.notes),
            }
            for one in file.accounts
        ],
    }
