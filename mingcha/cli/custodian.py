"""`mingcha custodian`: a custodian on its own machine, which knows nothing of an installation."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mingcha.cli.refusal import Refused
from mingcha.clock import SystemChance, SystemClock
from mingcha.listening import listening, server_of
from mingcha.logs import configure_logging
from mingcha.stopping import Stop
from witness.local import LocalCustodian
from witness.web import app_of

app = typer.Typer(
    help="A custodian: a small service on a machine of its own that makes draws provable."
)
_log = logging.getLogger(__name__)
_SECRET_BYTES = 32
File = Annotated[Path, typer.Argument(help="The custodian's file; what it has seen lies beside.")]


@app.command("new")
def new(
    file: File,
    name: Annotated[str, typer.Option(help="Who keeps it, such as provincial-office.")],
    start: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="First day (UTC) of its 366 days of codes; today if it is left out. All"
            " custodians of an installation need the same one.",
        ),
    ] = None,
) -> None:
    """Make a custodian: a secret, a chain of one-time codes, a key to sign with.

    The file holds the secret and is readable by its owner only. Publish what `mingcha custodian
    anchor` prints before the first draw, and escrow the file: see docs/custodians.md.

    Example: `mingcha custodian new custodian.json --name provincial-office`
    """
    first = start or SystemClock().now()
    try:
        custodian = LocalCustodian.create(
            file,
            secret=SystemChance().token(_SECRET_BYTES),
            start=first.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC),
            name=name,
        )
    except (FileExistsError, ValueError) as refusal:
        raise Refused(str(refusal)) from None
    except OSError as error:
        raise Refused(f"{file}: it cannot be written ({error.strerror})") from None
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{file} holds the secret of {custodian.name!r}.", markup=False)
    console.print("Publish this before its first use:")
    _print_published(custodian)


@app.command("restore")
def restore(
    file: File,
    published: Annotated[
        Path, typer.Option(help="What `mingcha custodian anchor` printed, in a file.")
    ],
) -> None:
    """Write a lost custodian's file again from its escrowed secret, which is asked for.

    What it has seen (the file whose name ends in .seen) must lie there already: a custodian that
    has forgotten what it witnessed is replaced by a new one instead.

    Example: `mingcha custodian restore custodian.json --published anchor.json`
    """
    try:
        known = json.loads(published.read_bytes())
        secret = bytes.fromhex(typer.prompt("The secret, 64 hex digits", hide_input=True))
        if not isinstance(known, dict):
            raise ValueError("what was published is no JSON object")
        custodian = LocalCustodian.restore(file, secret=secret, published=known)
    except OSError as error:
        raise Refused(str(error)) from None
    except ValueError as fault:
        # Its cause is left out: it may quote the secret.
        told = str(fault) if str(fault).startswith(("this secret", "what was")) else ""
        raise Refused(told or "the secret or the published file cannot be read") from None
    Console(highlight=False, soft_wrap=True).print(
        f"{file} holds {custodian.name!r} again.", markup=False
    )


@app.command("anchor")
def anchor(file: File) -> None:
    """Print what everybody may know: name, length, start, anchor and public key, as JSON.

    Example: `mingcha custodian anchor custodian.json > anchor.json`
    """
    _print_published(_opened(file))


@app.command("token")
def token(file: File) -> None:
    """Print the token with which the installation asks this custodian.

    It goes into the installation's file MINGCHA_CUSTODIANS, and to nobody else: whoever has it can
    ask for codes as soon as a slot has opened.

    Example: `mingcha custodian token custodian.json`
    """
    typer.echo(_opened(file).token)


@app.command("serve")
def serve(
    file: File,
    host: Annotated[str, typer.Option(help="Address that it listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port that it listens on.")] = 8090,
) -> None:
    """Serve until it is stopped: witness commitments, and give codes from each slot's opening on.

    It goes by this machine's clock, which must be right. Put a server with TLS before it; the
    installation only talks to https, except on one machine.

    Example: `mingcha custodian serve custodian.json --port 8090`
    """
    custodian = _opened(file)
    configure_logging()
    try:
        door = listening(host, port)
    except OSError as error:
        raise Refused(
            f"--host {host} --port {port}: cannot listen there ({error.strerror}); is it running"
            " already?"
        ) from None
    server = server_of(app_of(custodian, now=SystemClock().now))
    with door, Stop().listening() as stop:
        stop.then(server.finish)
        _log.info("custodian %s serves at port %s", custodian.name, door.getsockname()[1])
        server.run(sockets=[door])
    _log.info("custodian %s has stopped", custodian.name)


def _opened(file: Path) -> LocalCustodian:
    try:
        return LocalCustodian(file)
    except FileNotFoundError:
        raise Refused(f"{file} is not there; `mingcha custodian new` makes one") from None
    except OSError as error:
        raise Refused(f"{file} cannot be read ({error.strerror})") from None


def _print_published(custodian: LocalCustodian) -> None:
    typer.echo(json.dumps(custodian.published, ensure_ascii=False, indent=1))
