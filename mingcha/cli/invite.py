"""`mingcha invite`: one-time codes with which people link their chat account."""

import csv
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from typer.core import TyperGroup

from fieldwork.book import Book
from inspection.region import NotARegion, level_of
from mingcha.bot_names import BotNames, bots_that_are
from mingcha.cli import invite_status
from mingcha.cli.files import replacing
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused
from mingcha.environment import read_settings
from mingcha.inviting import Group, Invitation, Selection, Written
from mingcha.inviting import invite as make_invitations
from mingcha.slips import slips_of
from mingcha.texts import TextRun

GROUPS: tuple[Group, ...] = ("officials", "inspectors", "administrators")
_MANY = 50
"""More text messages than this are not sent without a word."""


class _PeopleFirst(TyperGroup):
    """What is no command is the person to be invited: `mingcha invite O001`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["people", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_PeopleFirst,
    help="Invite people to link their chat account: `mingcha invite` everybody who has none,"
    " `mingcha invite O001` one person (`people` may be left out), `mingcha invite status` how far"
    " they are.",
)
app.command("status")(invite_status.status)


@app.command("people")
def people(
    people: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PERSON]...",
            help="Ids of the register; without any everybody who has no account.",
        ),
    ] = None,
    region: Annotated[
        str, typer.Option(help="Only people of this region, a code of 2, 4, 6, 9 or 12 digits.")
    ] = "",
    only: Annotated[str, typer.Option(help="officials, inspectors or administrators.")] = "",
    bot: Annotated[
        str,
        typer.Option(
            help="The bot's user name; the links open a chat with it. Else Telegram is asked for"
            " that of each person's region, if MINGCHA_TELEGRAM_TOKEN is set."
        ),
    ] = "",
    days: Annotated[int, typer.Option(min=1, max=60, help="Days until the codes expire.")] = 14,
    out: Annotated[
        Path | None, typer.Option(help="Write the CSV to this file instead of the screen.")
    ] = None,
    slips: Annotated[
        Path | None, typer.Option(help="Write slips to print and cut (A4, HTML) to this file.")
    ] = None,
    sms: Annotated[
        bool, typer.Option("--sms", help="Send each person the link by text message.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help=f"Send more than {_MANY} text messages without asking.")
    ] = False,
) -> None:
    """Make an invite code for every official and inspector whose account is not linked yet.

    Writes CSV (kind, person, code, link), unless there are slips or text messages and no --out. A
    new code ends the person's former one. The account is linked only by somebody who shares the
    contact that is registered. Text messages leave while `mingcha run` is at work, in the hours in
    which officials may be asked.

    Example: `mingcha invite --slips slips.html --region 530128`
    """
    settings = read_settings()
    selection = selection_of(people or (), region, only, bots=bots_that_are(settings))
    names = BotNames.of(settings, bot)
    if not names.known and (sms or slips is not None):
        raise Refused(f"{'--sms' if sms else '--slips'}: the link needs --bot NAME, or the token")
    if out is not None and out == slips:
        raise Refused(f"--out and --slips are both {out}; expected two files")
    quiet = out is None and (sms or slips is not None)
    with (
        _sheet("--out", out, quiet=quiet) as sheet,
        _sheet("--slips", slips, quiet=True) as printed,
        opened(settings) as foundation,
    ):
        texts = TextRun.of(foundation, names, days) if sms else None
        if texts is not None:
            _agree(texts, selection, yes)
        invitations = make_invitations(
            foundation.ledger,
            foundation.chance,
            selection,
            now=foundation.clock.now(),
            lasts=timedelta(days=days),
            written=_written(names, texts),
        )
        _write(invitations, names, sheet)
        if slips is not None:
            printed.write(slips_of(foundation, invitations, names))
    _report(invitations, out, slips, texts)


def selection_of(
    people: Sequence[str], region: str, only: str, *, bots: Collection[str] | None = None
) -> Selection:
    try:
        if region:
            level_of(region)
    except NotARegion as wrong:
        raise Refused(f"--region {region}: {wrong}") from None
    group = next((one for one in GROUPS if one == only), None)
    if only and group is None:
        raise Refused(f"--only {only!r}: expected {', '.join(GROUPS[:-1])} or {GROUPS[-1]}")
    return Selection(people=frozenset(people), region=region, only=group or "", bots=bots)


def _written(names: BotNames, texts: TextRun | None) -> Written:
    """While nothing is committed yet: where a bot's name cannot be had, nobody is invited."""

    def written(book: Book, one: Invitation, number: int) -> None:
        names.serving(one.to.region)
        if texts is not None:
            texts.write(book, one, number)

    return written


def _agree(texts: TextRun, selection: Selection, yes: bool) -> None:
    """Says what will be billed before any code is made."""
    console = Console(highlight=False, soft_wrap=True, stderr=True)
    plan = texts.plan(selection)
    for one in plan.left_out:
        console.print(f"{one.person}: no text message, {one.why}", markup=False)
    console.print(
        f"{plan.messages} text messages, {plan.segments} segments will be billed.", markup=False
    )
    if plan.messages <= _MANY or yes:
        return
    if not sys.stdin.isatty():
        raise Refused(f"more than {_MANY} text messages: expected --yes; nobody was invited")
    if not typer.confirm("Send them?", err=True):
        raise Refused("nobody was invited")


@contextmanager
def _sheet(option: str, path: Path | None, *, quiet: bool) -> Iterator[TextIO]:
    """Opened before any code is made, since a new code ends the former one; for the owner only,
    since whoever holds a code can try to link with it. A run that is refused leaves the former
    file: the codes in it hold still, and stand nowhere else."""
    if path is not None:
        with replacing(option, path) as page:
            yield page
    elif quiet:
        with open(os.devnull, "w", encoding="utf-8") as nothing:
            yield nothing
    else:
        yield sys.stdout


def _write(invitations: tuple[Invitation, ...], bots: BotNames, file: TextIO) -> None:
    sheet = csv.writer(file, lineterminator="\n")
    sheet.writerow(("kind", "person", "code", "link"))
    for one in invitations:
        sheet.writerow((one.role, one.person, one.code, one.link(bots.serving(one.to.region))))


def _report(
    invitations: tuple[Invitation, ...],
    out: Path | None,
    slips: Path | None,
    texts: TextRun | None,
) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if out is not None:
        console.print(f"{len(invitations)} invitations are in {out}.", markup=False)
    if slips is not None:
        console.print(
            f"{len(invitations)} slips are in {slips}; print them from a browser, at 100 %, and"
            " hand each to its person.",
            markup=False,
        )
    if texts is not None:
        console.print(
            f"{texts.written} text messages wait to be sent; `mingcha invite status` says how far"
            " they are.",
            markup=False,
        )
