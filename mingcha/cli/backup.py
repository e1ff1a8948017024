"""`mingcha backup`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused
from mingcha.environment import read_settings
from storage.backup import copy_of
from storage.look import looked_at


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; a new file.")],
) -> None:
    """Copy the SQLite database, also while `mingcha run` works on it, and check the copy.

    Keep store.key too, in another place than the copies: without it nothing in them can be read.
    What else belongs to a backup, and how to restore: docs/operations.md. With PostgreSQL use its
    own tools.

    Example: `mingcha backup /backup/mingcha-$(date +%F).db`
    """
    settings = read_settings()
    if settings.file is None:
        raise Refused(
            "the database is PostgreSQL: copy it with its own tools, pg_dump or an archive of its"
            " log; see docs/operations.md"
        )
    if file.exists():
        raise Refused(f"{file} is there already; expected a name for a new file")
    if not file.absolute().parent.is_dir():
        raise Refused(f"{file.absolute().parent} is not there; expected a folder")
    with opened(settings) as foundation:
        size = copy_of(settings.file, file)
        key, entropy = foundation.keys.store, foundation.chance.token
        with looked_at(f"sqlite:///{file.absolute()}", key=key, entropy=entropy) as look:
            assert look.ledger is not None, "it is a copy of a store that was just opened"
            with look.ledger.read() as book:
                broken, entries = book.audit.broken_at(), book.audit.newest().index
    if broken is not None:
        raise Refused(
            f"{file} was written, but the log in it breaks at entry {broken}, as in the database"
            " itself; `mingcha doctor` says more"
        )
    Console(highlight=False, soft_wrap=True).print(
        f"Copied to {file}: {size / 2**20:.1f} MiB, {entries} entries in its log, unbroken.",
        "It opens with this installation's store key alone: keep a copy of that too, elsewhere.",
        sep="\n",
    )
