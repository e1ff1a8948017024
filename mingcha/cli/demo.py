"""`mingcha demo`."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from documents.lines import SheetRefused
from documents.policy_sheet import read
from inspection.policy import PolicyRow
from mingcha.cli.files import read_file
from mingcha.cli.policy.options import read_region
from mingcha.cli.refusal import Refused
from mingcha.clock import SystemClock
from mingcha.demo.own import own_county
from mingcha.demo.plan import SEED, WORKING_DAYS, Plan, invented
from mingcha.demo.results import show_where
from mingcha.demo.show import play, report
from mingcha.demo.week import DemoWeek
from mingcha.environment import read_settings
from simulator import World

_MARK = ".mingcha-demo"
"""Stands in a folder that a demo made, and that the next one may therefore throw away."""


def demo(
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Your own county: a workbook or a folder, as for `mingcha roster import`; without"
            " it an invented one.",
        ),
    ] = None,
    region: Annotated[str, typer.Option(help="Only this region of your roster, by its code.")] = "",
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Your own policy, as `mingcha policy export` writes it; what it does not say is as"
            " in the demo, which draws far more often than real life.",
        ),
    ] = None,
    days: Annotated[
        int, typer.Option(min=1, max=WORKING_DAYS, help="How many days, from Monday on.")
    ] = WORKING_DAYS,
    seed: Annotated[str, typer.Option(help="Another word gives other draws.")] = "demo",
    language: Annotated[
        str | None,
        typer.Option(
            help="Language of everybody: en or zh; without it English, and in a roster of yours"
            " everybody's own."
        ),
    ] = None,
    home: Annotated[
        Path, typer.Option(help="Folder for the demo's database and files; made anew each time.")
    ] = Path("mingcha-home/demo"),
    full: Annotated[bool, typer.Option("--full", help="Show every word that is said.")] = False,
) -> None:
    """Run one working week of a simulated county, end to end, in a minute or two.

    24 villages, 24 teams, some 80 officials and 330 households, all invented, live on simulated
    phones and chats that speak the providers' real protocols. The product (`mingcha run`, on
    SQLite) draws, asks, calls, compares and tells the inspectors. Nothing leaves this machine.

    With --roster the people are those of your roster, and what they do is invented: who is absent,
    what a household says. The week is the next one without a holiday. All addresses are on this
    machine, the demo's database marks everybody as invented, so no carrier would ever dial them,
    and your installation is not touched. A roster with refused rows is not played.

    Example: `mingcha demo --roster county.xlsx --region 530128 --days 2`

    Exit status: 0 it went through; 2 it was refused or broke off, and the reason is told.
    """
    if language not in (None, "en", "zh"):
        raise Refused(f"--language {language!r}: expected en or zh")
    plan = _plan(roster, region, policy, days, language)
    _clear(home)
    console = Console(highlight=False, soft_wrap=True)
    if roster is not None:
        _say_whose(console, plan)
    with World(start=plan.eve, seed=SEED) as world:
        week = DemoWeek(home=home, world=world, plan=plan, language=language or "en", seed=seed)
        play(console, week, full=full)
        report(console, week)
    show_where(console, home, plan.dates[len(plan.dates) // 2].isoformat())


def _plan(
    roster: Path | None, region: str, policy: Path | None, days: int, language: str | None
) -> Plan:
    if roster is None:
        for option, given in (("--region", region), ("--policy", policy)):
            if given:
                raise Refused(f"{option}: is for a county of your own; expected --roster too")
        return invented(language or "en", days=days)
    settings = read_settings()
    return own_county(
        roster,
        countries=settings.countries,
        after=SystemClock().now().date(),
        rows=_rows(policy) if policy else (),
        region=read_region(region),
        language=language,
        days=days,
    )


def _rows(file: Path) -> Sequence[PolicyRow]:
    try:
        return read(read_file("--policy", file))
    except SheetRefused as error:
        raise Refused(f"--policy {file}: it cannot be used:\n{error}") from None


def _say_whose(console: Console, plan: Plan) -> None:
    console.print(
        "Your roster in a simulated county: what its people do is invented and says nothing about"
        " them. Nothing leaves this machine, and nobody is called."
    )
    console.print(f"The week begins on Monday {plan.monday}.")
    if "draw.rate_milli" in plan.policy:
        picks = int(plan.policy["draw.rate_milli"]) / 1000
        console.print(
            f"The lottery draws each team {picks:g} times a cycle, so that a week shows something;"
            " with your own policy: --policy FILE."
        )
    if plan.rows:
        late = sum(not row.holds(row.region, plan.monday) for row in plan.rows)
        idle = f"; {late} of them do not hold on that day" if late else ""
        console.print(f"Policy: {len(plan.rows)} rows of yours{idle}.")


def _clear(home: Path) -> None:
    """Only what an earlier demo made is thrown away."""
    if home.exists():
        if any(home.iterdir()) and not (home / _MARK).exists():
            raise Refused(f"--home {home}: not a folder of the demo; name one that is empty or new")
        shutil.rmtree(home)
    home.mkdir(parents=True)
    (home / _MARK).touch()
