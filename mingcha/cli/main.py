"""`mingcha`: the commands, and how their errors are told."""

import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version as version_of
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.messenger import MessengerRefused
from documents.absence_list import AbsenceListUnreadable
from documents.roster.unreadable import RosterUnreadable
from fieldwork.absences import AbsenceRefused
from fieldwork.access import NotGranted
from fieldwork.book import StoreDown
from fieldwork.export import NotShown
from fieldwork.falling_back import FallbackRefused
from fieldwork.ports import StoreBusy
from fieldwork.relink import RelinkRefused
from fieldwork.set_aside import DeliveryRefused
from inspection.calendar import UnknownDay
from inspection.rule import PolicyError
from mingcha.cli import (
    absence,
    backup,
    brief,
    calendar,
    custodian,
    demo,
    docs,
    doctor,
    draw,
    estimate,
    inbox,
    invite,
    keys,
    lanes,
    media,
    notice,
    opt_out,
    pause,
    relink,
    restore,
    risk,
    roster,
    run,
    simulator,
    visits,
)
from mingcha.cli.form import commands as form
from mingcha.cli.policy import commands as policy
from mingcha.cli.reading import contacts, findings, inspections
from mingcha.cli.refusal import Refused
from mingcha.crash import tell_crash
from mingcha.demo.child import ProductDied
from mingcha.demo.own import CountyRefused
from mingcha.inviting import NobodyInvited
from mingcha.restoring import RestoreRefused
from mingcha.rotating import RotationRefused
from mingcha.settings import SettingsRefused
from storage.failure import StoreRefused
from storage.seal import SealBroken
from storage.store import SchemaDiffers
from witness.log import CustodianDamaged

app = typer.Typer(
    name="mingcha",
    help="Unannounced inspection by chat and phone, drawn by a lottery that can be proved.\n\n"
    "Try it: `mingcha demo` runs one week of a simulated county. For real: `mingcha roster import"
    " PATH`, `mingcha invite`, `mingcha run`. Settings come from MINGCHA_* variables.\n\n"
    "Exit status, where a command does not say more: 0 it is done, 2 it was refused, and the"
    " reason is told. To begin: docs/quickstart.md.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.add_typer(roster.app, name="roster")
app.command("run")(run.run)
app.command("doctor")(doctor.doctor)
app.command("migrate")(run.migrate_store)
app.command("backup")(backup.backup)
app.add_typer(restore.app, name="restore")
app.add_typer(keys.app, name="keys")
app.add_typer(notice.app, name="notice")
app.add_typer(invite.app, name="invite")
app.command("pause")(pause.pause)
app.command("resume")(pause.resume)
app.command("pauses")(pause.pauses)
app.add_typer(lanes.app, name="lanes")
app.add_typer(absence.app, name="absence")
app.command("relink")(relink.relink)
app.add_typer(inbox.app, name="inbox")
app.command("brief")(brief.brief)
app.add_typer(inspections.app, name="inspections")
app.add_typer(contacts.app, name="contacts")
app.add_typer(findings.app, name="findings")
app.add_typer(visits.app, name="visits")
app.add_typer(media.app, name="media")
app.command("estimate")(estimate.estimate)
app.add_typer(custodian.app, name="custodian")
app.add_typer(policy.app, name="policy")
app.add_typer(calendar.app, name="calendar")
app.add_typer(risk.app, name="risk")
app.add_typer(opt_out.app, name="opt-out")
app.add_typer(draw.app, name="draw")
app.add_typer(form.app, name="form")
app.command("demo")(demo.demo)
app.command("simulator")(simulator.simulator)
app.command("docs", hidden=True)(docs.docs)

_TOLD = (
    AbsenceListUnreadable,
    AbsenceRefused,
    RestoreRefused,
    RotationRefused,
    Refused,
    NotGranted,
    NotShown,
    FallbackRefused,
    NobodyInvited,
    RelinkRefused,
    ProductDied,
    CountyRefused,
    SettingsRefused,
    MessengerRefused,
    RosterUnreadable,
    CustodianDamaged,
    DeliveryRefused,
    SchemaDiffers,
    PolicyError,
    UnknownDay,
    SealBroken,
    StoreBusy,
    StoreDown,
    StoreRefused,
)
"""Errors whose text is the message: what is wrong, where, and what would be right."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"mingcha {version_of('mingcha')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@cache
def _command() -> Any:
    """All of them, put together once a process."""
    return typer.main.get_command(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Ends with SystemExit. Without `arguments` those of the process are taken."""
    try:
        _command()(arguments)
    except _TOLD as error:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print("[bold red]mingcha:[/]", end=" ")
        console.print(str(error), markup=False)
        sys.exit(2)
    except Exception as error:
        tell_crash(error)
        sys.exit(1)
