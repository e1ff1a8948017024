"""`mingcha invite status`: how far everybody is with linking."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from fieldwork.invitation_status import STAGES, Standing, by_region, standings
from fieldwork.rules import Rules
from inspection.region import contains
from mingcha.bot_names import bots_that_are
from mingcha.cli.opening import opened
from mingcha.environment import read_settings

_ELSEWHERE = "without a posting"


def status(
    region: Annotated[str, typer.Option(help="Only people of this region.")] = "",
    open_only: Annotated[
        bool, typer.Option("--open", help="Leave out those who are linked.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs, as JSON.")] = False,
) -> None:
    """Show who is invited, was sent a text message, has linked, or whose code has expired.

    `sent`: the carrier has the message; `delivered`: the telephone has it; `failed` and `unclear`
    say why; `closed`: too many foreign contacts were shared; `bot gone`: the account is at a bot
    that is no lane any more; `mingcha invite` invites them anew. Below it, the counts by county.

    Example: `mingcha invite status --open`
    """
    settings = read_settings()
    bots = bots_that_are(settings)
    with opened(settings) as foundation:
        now = foundation.clock.now()
        with foundation.ledger.read() as book:
            found = [one for one in standings(book, now, bots) if contains(region, one.to.region)]
            zone = Rules.at(book, now, region).zone
    shown = [one for one in found if not (open_only and one.stage == "linked")]
    if as_json:
        typer.echo(
            json.dumps({"people": [_fields(one) for one in shown], "regions": by_region(found)})
        )
        return
    console = Console(highlight=False)
    console.print(_people(shown, zone))
    console.print()
    console.print(_regions(found))


def _fields(one: Standing) -> dict[str, object]:
    return {
        "person": one.to.person,
        "role": one.to.role,
        "region": one.to.region,
        "stage": one.stage,
        "since": one.since.isoformat() if one.since else None,
        "why": one.why,
        "segments": one.segments,
        "repeated": one.repeated,
        "expires_at": one.to.invite.expires_at.isoformat() if one.to.invite else None,
    }


def _people(found: Sequence[Standing], zone: ZoneInfo) -> Table:
    table = Table("person", "role", "region", "stage", "since", "expires", "why", box=None)
    for one in found:
        expires = one.to.invite.expires_at if one.to.invite and one.stage != "linked" else None
        why = ", ".join(part for part in (one.why, "sent twice" if one.repeated else "") if part)
        table.add_row(
            *(one.to.person, one.to.role, one.to.region or _ELSEWHERE, one.stage),
            *(_moment(one.since, zone), _moment(expires, zone), why),
        )
    return table


def _regions(found: Sequence[Standing]) -> Table:
    counts = by_region(found)
    used = [stage for stage in STAGES if any(row.get(stage) for row in counts.values())]
    table = Table("county", box=None)
    for stage in (*used, "all"):
        table.add_column(stage, justify="right")
    for region, row in counts.items():
        numbers = [row.get(stage, 0) for stage in used]
        table.add_row(region or _ELSEWHERE, *map(str, (*numbers, sum(row.values()))))
    return table


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""
