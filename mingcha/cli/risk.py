"""`mingcha risk`: teams that are drawn more or less often than their region."""

import json
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fieldwork.book import StoredRisk
from fieldwork.risk import RiskRefused, clear_share, set_share, shares_of
from fieldwork.rules import Rules
from inspection.risk import FactorRefused, plain
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused

app = typer.Typer(
    help="Risk shares: teams that are drawn more or less often than their region.",
    no_args_is_help=True,
)
_Team = Annotated[str, typer.Argument(help="Id of the team.")]
_Reason = Annotated[str, typer.Option(help="Why, in words; it is kept sealed.")]


@app.command("set")
def set_(
    team: _Team,
    factor: Annotated[str, typer.Argument(help="Times its region's rate, such as 1.5.")],
    reason: _Reason,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day of the share, e.g. 2026-07-10."),
    ] = None,
) -> None:
    """Give a team a share of its own: its rate is its region's, times the factor.

    It holds for slots that are not committed yet, stands in what is committed with each draw, and
    everybody who holds a bundle can see it. Without `--until` it lasts until `mingcha risk clear`.

    Example: `mingcha risk set T0001 1.5 --reason "two open cases" --until 2026-09-30`
    """
    why = reason_given(reason)
    last_day = None if until is None else until.date()
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        try:
            stored, new = set_share(book, team, factor, why, last_day, now)
        except FactorRefused as wrong:
            raise Refused(f"FACTOR: {wrong}") from None
        except RiskRefused as wrong:
            raise Refused(str(wrong)) from None
    how_long = f"up to and including {last_day}" if last_day else "until it is cleared"
    share = f"{team} is drawn at {plain(stored.factor_milli)} times its region's rate, {how_long}"
    if new:
        _say(f"{share}: in slots that are not committed yet.")
    else:
        _say(f"{share}, already. Nothing was changed.")


@app.command("clear")
def clear(team: _Team, reason: _Reason) -> None:
    """End a team's share: from the next commitment on it is drawn at its region's rate.

    Example: `mingcha risk clear T0001 --reason "both cases are closed"`
    """
    why = reason_given(reason)
    with opened() as foundation, foundation.ledger.write() as book:
        try:
            clear_share(book, team, why, foundation.clock.now())
        except RiskRefused as wrong:
            raise Refused(str(wrong)) from None
    _say(f"{team} is drawn at its region's rate again, in slots that are not committed yet.")


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the shares in force.

    Example: `mingcha risk list --json`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        rules = Rules.at(book, foundation.clock.now())
        factors = shares_of(book, rules)
        shown = [risk for risk in book.risks.all() if risk.in_force(rules.day)]
    if as_json:
        fields = [_fields(risk, factors[risk.team]) for risk in shown]
        typer.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    if not shown:
        _say("No team has a risk share: each is drawn at its region's rate.")
        return
    table = Table("team", "factor", "set on", "last day", "reason", box=None)
    for risk in shown:
        day = risk.set_at.astimezone(rules.zone).date()
        factor = plain(factors[risk.team])
        table.add_row(risk.team, factor, str(day), str(risk.last_day or ""), risk.reason)
    Console(highlight=False, soft_wrap=True).print(table)


def _fields(risk: StoredRisk, factor_milli: int) -> dict[str, str | int | None]:
    return {
        "team": risk.team,
        "factor_milli": factor_milli,
        "set_at": risk.set_at.isoformat(),
        "last_day": str(risk.last_day) if risk.last_day else None,
        "reason": risk.reason,
    }


def _say(*lines: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line, markup=False)
