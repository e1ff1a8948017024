"""`mingcha simulator`: Telegram's stand-in, for trying an installation by hand."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from documents.roster.delivery import load
from mingcha.cli.refusal import Refused
from mingcha.demo.by_hand import HOW, ByHand, in_real_time, world_of_today
from mingcha.environment import read_settings
from telephony.numbering import PhoneNumbering


def simulator(
    roster: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="The roster whose officials and inspectors have chats: as for `mingcha roster"
            " import`.",
        ),
    ],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8081,
) -> None:
    """Stand in for Telegram on this machine, and let you play the people's chats by hand.

    It prints the two settings with which `mingcha run` in another window talks to it instead of
    Telegram. Nothing leaves this machine, time is real, and what was said is forgotten at the end.
    There is no telephone in it: `mingcha demo` has both.

    Example: `mingcha simulator roster.xlsx`, then type `O0001 /start CODE` with a code of `mingcha
    invite`.

    Exit status: 0 it was ended; 2 it was refused, and the reason is told.
    """
    countries = read_settings().countries
    people = load(roster, numbering=PhoneNumbering(countries)).roster
    numbers = {one.official: one.phone for one in people.officials}
    numbers |= {
        one.inspector: one.phone for one in people.inspectors if one.inspector not in numbers
    }
    try:
        world = world_of_today(port)
    except OSError as error:
        raise Refused(f"--port {port}: it cannot be used ({error.strerror})") from None
    with world, in_real_time(world):
        typer.echo("In another window, before `mingcha run` and without MINGCHA_PUBLIC_URL:")
        typer.echo(f"  export MINGCHA_TELEGRAM_API={world.telegram.base_url.removesuffix('/bot')}")
        typer.echo(f"  export MINGCHA_TELEGRAM_TOKEN={world.telegram.token}")
        typer.echo(HOW)
        played = ByHand(world, numbers, typer.echo)
        for line in sys.stdin:
            if line.strip() == "quit":
                break
            played.act(line)
