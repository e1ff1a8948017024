"""`mingcha run` and `mingcha migrate`."""

from typing import Annotated

import typer
from rich.console import Console

from mingcha.crash import threads_told
from mingcha.environment import read_settings
from mingcha.logs import configure_logging
from mingcha.provision import bring_up_to_date
from mingcha.role import EVERY_ROLE, Role
from mingcha.serve import serve
from storage.migrate import head_revision


def run(
    role: Annotated[
        list[Role] | None,
        typer.Option(
            help="Do only this part: `web` takes what providers send, `worker` applies it and sends"
            " what is due, `scheduler` draws and assesses. May be given several times."
        ),
    ] = None,
) -> None:
    """Run the product: updates, draws, calls, messages and summaries, until it is stopped.

    Needs MINGCHA_TELEGRAM_TOKEN. Telegram delivers to MINGCHA_PUBLIC_URL; without it updates are
    fetched. Calls need MINGCHA_PUBLIC_URL, MINGCHA_TWILIO_ACCOUNT_SID, MINGCHA_TWILIO_AUTH_TOKEN
    and MINGCHA_CALLER_NUMBER; without them nobody is called and no household is asked.

    Without --role one process does everything. With PostgreSQL any number of processes can share
    the work; of several schedulers one works and the others wait to take over. Each needs a
    MINGCHA_PORT of its own on its machine, where it says whether it is healthy: see
    docs/operations.md.

    Ctrl-C or SIGTERM stops it gracefully: what is under way is finished, what is due later waits in
    the store. The second time it ends at once.

    Example: `MINGCHA_TELEGRAM_TOKEN_FILE=/run/secrets/telegram mingcha run`

    Example: `MINGCHA_PORT=8091 mingcha run --role worker`
    """
    settings = read_settings()
    configure_logging(level=settings.log_level, form=settings.log_format)
    with threads_told():
        serve(settings, frozenset(role) if role else EVERY_ROLE)


def migrate_store() -> None:
    """Bring the database to this version's tables. Running it again changes nothing.

    The embedded SQLite database is migrated by `mingcha run` itself; a shared PostgreSQL one
    (MINGCHA_DATABASE_URL) only by this command.

    Example: `mingcha migrate`, once and after each upgrade.
    """
    settings = read_settings()
    bring_up_to_date(settings)
    Console(highlight=False).print(f"The database is at {head_revision()}.")
