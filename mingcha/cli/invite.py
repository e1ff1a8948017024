"""`mingcha invite`: one-time codes with which people link their chat account."""

import csv
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.console import Console

from inspection.region import NotARegion, level_of
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused
from mingcha.inviting import Group, Invitation, Selection
from mingcha.inviting import invite as make_invitations

GROUPS: tuple[Group, ...] = ("officials", "inspectors", "administrators")


def invite(
    people: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PERSON]...", help="Ids of the register; without any everybody."),
    ] = None,
    region: Annotated[
        str, typer.Option(help="Only people of this region, a code of 2, 4, 6, 9 or 12 digits.")
    ] = "",
    only: Annotated[str, typer.Option(help="officials, inspectors or administrators.")] = "",
    bot: Annotated[
        str, typer.Option(help="The bot's user name; the links open a chat with it.")
    ] = "",
    days: Annotated[int, typer.Option(min=1, max=60, help="Days until the codes expire.")] = 14,
    out: Annotated[
        Path | None, typer.Option(help="Write the CSV to this file instead of the screen.")
    ] = None,
) -> None:
    """Make an invite code for every official and inspector whose account is not linked yet.

    Writes CSV: kind, person, code, link. A new code ends the person's former one. Give each person
    their own; the account is linked only by somebody who shares the contact that is registered.
    """
    selection = selection_of(people or (), region, only)
    with _sheet(out) as sheet, opened() as foundation:
        invitations = make_invitations(
            foundation.ledger,
            foundation.chance,
            selection,
            now=foundation.clock.now(),
            lasts=timedelta(days=days),
        )
        _write(invitations, bot, sheet)
    if out is not None:
        Console(highlight=False, soft_wrap=True).print(
            f"{len(invitations)} invitations are in {out}.", markup=False
        )


def selection_of(people: Sequence[str], region: str, only: str) -> Selection:
    try:
        if region:
            level_of(region)
    except NotARegion as wrong:
        raise Refused(f"--region {region}: {wrong}") from None
    group = next((one for one in GROUPS if one == only), None)
    if only and group is None:
        raise Refused(f"--only {only!r}: expected {', '.join(GROUPS[:-1])} or {GROUPS[-1]}")
    return Selection(people=frozenset(people), region=region, only=group or "")


@contextmanager
def _sheet(out: Path | None) -> Iterator[TextIO]:
    """Opened before any code is made, since a new code ends the former one; for the owner only,
    since whoever holds a code can try to link with it."""
    if out is None:
        yield sys.stdout
        return
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Refused(f"--out {out}: it cannot be written ({error.strerror})") from None
    with open(handle, "w", encoding="utf-8", newline="") as file:
        yield file


def _write(invitations: tuple[Invitation, ...], bot: str, file: TextIO) -> None:
    sheet = csv.writer(file, lineterminator="\n")
    sheet.writerow(("kind", "person", "code", "link"))
    for one in invitations:
        sheet.writerow((one.role, one.person, one.code, link_of(bot, one.code)))


def link_of(bot: str, code: str) -> str:
    return f"https://t.me/{bot.lstrip('@')}?start={code}" if bot else ""
