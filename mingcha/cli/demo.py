"""`mingcha demo`."""

import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mingcha.cli.refusal import Refused
from mingcha.demo.results import show_where
from mingcha.demo.show import play, report
from mingcha.demo.week import DAYS, EVE, SEED, DemoWeek
from simulator import World

_MARK = ".mingcha-demo"
"""Stands in a folder that a demo made, and that the next one may therefore throw away."""


def demo(
    home: Annotated[
        Path, typer.Option(help="Folder for the demo's database and files; made anew each time.")
    ] = Path("mingcha-home/demo"),
    language: Annotated[str, typer.Option(help="Language of the demo's people: en or zh.")] = "en",
    full: Annotated[bool, typer.Option("--full", help="Show every word that is said.")] = False,
) -> None:
    """Run one working week of a simulated county, end to end, in about a minute.

    24 villages, 24 teams, some 80 officials and 330 households, all invented, live on simulated
    phones and chats that speak the providers' real protocols. The product (`mingcha run`, on
    SQLite) draws, asks, calls, compares and tells the inspectors. Nothing leaves this machine.
    """
    if language not in ("en", "zh"):
        raise Refused(f"--language {language!r}: expected en or zh")
    _clear(home)
    console = Console(highlight=False, soft_wrap=True)
    with World(start=EVE, seed=SEED) as world:
        week = DemoWeek(home=home, world=world, language=language)
        play(console, week, full=full)
        report(console, week)
    show_where(console, home, DAYS[2].isoformat())


def _clear(home: Path) -> None:
    """Only what an earlier demo made is thrown away."""
    if home.exists():
        if any(home.iterdir()) and not (home / _MARK).exists():
            raise Refused(f"--home {home}: not a folder of the demo; name one that is empty or new")
        shutil.rmtree(home)
    home.mkdir(parents=True)
    (home / _MARK).touch()
