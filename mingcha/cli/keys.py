"""`mingcha keys rotate`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mingcha.environment import read_settings
from mingcha.rotating import rotate_key

app = typer.Typer(help="The key that seals names, numbers and words.", no_args_is_help=True)


@app.command("rotate")
def rotate(
    new_key_file: Annotated[
        Path | None,
        typer.Option(
            help="A file with the new key, 64 hex digits: where the key comes from"
            " MINGCHA_STORE_KEY. Else a new one is made."
        ),
    ] = None,
) -> None:
    """Give the store another key: everything that is sealed is sealed anew.

    All processes must be stopped. It happens in one transaction: either all of it or nothing. The
    former key is kept beside (store.key.before), since copies from its time need it. Telegram's
    webhook secret follows from the key, unless MINGCHA_TELEGRAM_SECRET is set; the next start
    tells Telegram the new one.

    Example: `mingcha keys rotate`
    """
    settings = read_settings()
    done = rotate_key(settings, new_key_file)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"Sealed anew: {done.values} values. The store opens with the new key alone.")
    if done.former is not None:
        console.print(f"The former key is kept as {done.former}, for copies from its time.")
        console.print("Keep a copy of the new store.key now, apart from the database's.")
    else:
        console.print("Set MINGCHA_STORE_KEY to the new key before the next start.")
