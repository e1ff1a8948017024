"""Options that all commands that read have in common."""

from datetime import datetime
from typing import Annotated

import typer

from fieldwork.access import Wanted, days_before
from inspection.region import NotARegion, level_of
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused

DAYS = 30
_DAY = ["%Y-%m-%d"]

Region = Annotated[
    str, typer.Option(help="Only villages whose code begins so: 2, 4, 6, 9 or 12 digits.")
]
Team = Annotated[str, typer.Option(help="Only this team, e.g. T0000000007.")]
From = Annotated[
    datetime | None,
    typer.Option("--from", formats=_DAY, help=f"First local day; {DAYS} days ago if left out."),
]
To = Annotated[datetime | None, typer.Option(formats=_DAY, help="Last local day; today if not.")]
Open = Annotated[
    bool, typer.Option("--open", help="Also what is not assessed yet; needs --reveal.")
]
Reveal = Annotated[
    str,
    typer.Option(
        metavar="REASON",
        help="Show names and numbers, or what is open. The reason goes into the log for good.",
    ),
]
Limit = Annotated[int, typer.Option(min=1, max=100_000, help="At most so many, newest first.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Language = Annotated[str, typer.Option(help="en or zh, for everything in words.")]


def wanted(
    now: datetime,
    region: str,
    team: str,
    first: datetime | None,
    last: datetime | None,
    still_open: bool,
) -> Wanted:
    """Raises Refused."""
    if region:
        try:
            level_of(region)
        except NotARegion as wrong:
            raise Refused(f"--region {region!r}: {wrong.reason}; {wrong.remedy}") from None
    default = days_before(last or now, DAYS)
    begin, end = (first.date() if first else default[0]), (last.date() if last else default[1])
    if begin > end:
        raise Refused(f"--from {begin} lies after --to {end}; expected the earlier day first")
    return Wanted(first=begin, last=end, region=region, team=team, open=still_open)


def reason_of(reveal: str | None) -> str:
    """Raises Refused."""
    return reason_given(reveal, "--reveal") if reveal else ""
