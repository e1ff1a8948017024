"""`mingcha relink`: somebody's account is changed, on an inspector's word."""

from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console

from fieldwork.book import Book
from fieldwork.invitees import Invitee, invitees
from fieldwork.relink import Relink
from fieldwork.relink import relink as change_account
from inspection.code import grouped
from mingcha.bot_names import BotNames
from mingcha.cli.invite import selection_of
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused
from mingcha.environment import read_settings
from mingcha.inviting import Selection, link_of, new_code


def relink(
    person: Annotated[str, typer.Argument(help="Id of the official, inspector or administrator.")],
    by: Annotated[
        str,
        typer.Option(
            help="Id of the inspector who gives the word: one whose region holds the official; for"
            " an inspector or administrator, another administrator."
        ),
    ],
    reason: Annotated[str, typer.Option(help="Why, in words; it is kept sealed.")],
    only: Annotated[
        str, typer.Option(help="officials, inspectors or administrators, if ids are shared.")
    ] = "",
    bot: Annotated[str, typer.Option(help="The bot's user name; else Telegram is asked.")] = "",
    days: Annotated[int, typer.Option(min=1, max=60, help="Days until the code expires.")] = 14,
) -> None:
    """End somebody's linked account and make a new invitation, on an inspector's word.

    The old chat is told, gets nothing more and can no longer answer. The word and its reason stand
    in the store for good; the log says who was relinked on whose word.

    Example: `mingcha relink O0017 --by I002 --reason "telephone lost"`
    """
    why = reason_given(reason)
    settings, selection = read_settings(), selection_of((person,), "", only)
    names = BotNames.of(settings, bot)
    with opened(settings) as foundation:
        now = foundation.clock.now()
        code, expires_at = new_code(foundation.chance), now + timedelta(days=days)
        with foundation.ledger.write() as book:
            to = _invitee(book, selection, person, now)
            link = link_of(names.serving(to.region), code)
            wish = Relink(kind=to.kind, person=person, by=by, reason=why)
            change_account(book, wish, code=code, expires_at=expires_at, now=now)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{person}: the account is ended. New invitation code:", markup=False)
    console.print(f"  {grouped(code)}", markup=False)
    if link:
        console.print(f"  {link}", markup=False)
    console.print(
        f"It holds for {days} days, for an account with the registered number.", markup=False
    )


def _invitee(book: Book, selection: Selection, person: str, now: datetime) -> Invitee:
    found = [one for one in invitees(book, now) if selection.holds(one)]
    if not found:
        raise Refused(f"{person}: nobody of that id is in the register")
    if len({one.kind for one in found}) > 1:
        raise Refused(f"{person}: an official and an inspector have this id; say which with --only")
    return found[0]
