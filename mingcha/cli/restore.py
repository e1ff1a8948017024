"""`mingcha restore from|mark|resume`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from fieldwork import restoring
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused
from mingcha.environment import read_settings
from mingcha.foundation import clock_of
from mingcha.restoring import restore

app = typer.Typer(
    help="Take a copy of the database into use: nothing is sent twice.",
    no_args_is_help=True,
)
_Reason = Annotated[str, typer.Option(help="Why; it is kept with the restore.")]
_NEXT = (
    "Nothing is drawn or sent until `mingcha restore resume --reason ...`. Start `mingcha run`"
    " (answers are taken in), look with `mingcha doctor`, then resume."
)


@app.command("from")
def from_copy(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `backup` wrote.")],
    reason: _Reason,
) -> None:
    """Put a copy in the place of the SQLite database, which is kept beside.

    The copy is checked first: it must open with the store key at hand, and its log must be
    unbroken. Stop `mingcha run` before.

    Example: `mingcha restore from /backup/mingcha-2026-03-04.db --reason "the disk failed"`
    """
    why = reason_given(reason)
    settings = read_settings()
    done = restore(settings, file, why, clock_of(settings))
    lines = [
        f"Restored: {file}, {done.entries} entries in its log; what happened after"
        f" {done.hold.lost_from:%Y-%m-%d %H:%M} UTC is not known here.",
    ]
    if done.kept is not None:
        lines.append(f"The former database is kept as {done.kept}.")
    _say(*lines, _NEXT)


@app.command("mark")
def mark(reason: _Reason) -> None:
    """Say that this database was restored with other tools, such as PostgreSQL's.

    Run it before any other command and before `mingcha run`.

    Example: `mingcha restore mark --reason "point in time before the failure"`
    """
    why = reason_given(reason)
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        held = restoring.hold(book, why, now)
    if held.since != now:
        _say(f"Marked already, at {held.since:%Y-%m-%d %H:%M} UTC. Nothing was changed.", _NEXT)
        return
    known = f"{held.lost_from:%Y-%m-%d %H:%M} UTC"
    _say(f"Marked: what happened after {known} is not known here.", _NEXT)


@app.command("resume")
def resume(reason: _Reason) -> None:
    """Take a restored database into use again.

    What it still had to send may have been sent by the one that was lost: it is given up. Checks
    that were open are closed as our fault, and count against nobody: whoever was asked may have
    answered. Slots of the time between are MISSED, and the log says what custodians know of them.

    Example: `mingcha restore resume --reason "looked at, told the inspectors"`
    """
    why = reason_given(reason)
    with opened() as foundation, foundation.ledger.write() as book:
        settled = restoring.settle(book, why, foundation.clock.now())
    if settled is None:
        raise Refused("nothing is held: no copy was restored, or it was resumed already")
    _say(
        "Taken into use. Given up, since it may have happened already:",
        f"  contacts {settled.contacts}, messages {settled.messages},"
        f" text messages {settled.texts}, attempts under way {settled.attempts}",
        "Rules that had to be told are told again rather than not at all.",
    )


def _say(*lines: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line, markup=False)
