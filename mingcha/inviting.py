"""Invitations in bulk."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from fieldwork.book import Book, PersonKind
from fieldwork.invitees import Invitee, InviteeRole, invitees
from fieldwork.ports import Chance, Ledger
from inspection.region import contains

_CODE_BYTES = 10
"""80 bits, as 20 letters and digits: more than anybody can guess within five tries."""

Group = Literal["", "officials", "inspectors", "administrators"]


class NobodyInvited(Exception):
    """Somebody named cannot be invited; nobody was. The text says why, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Who is to be invited; without anything everybody who has no account."""

    people: Collection[str] = ()
    region: str = ""
    only: Group = ""
    bots: Collection[str] | None = None
    """Those that there are: whose account is at another one has none. None: any counts."""

    def holds(self, one: Invitee) -> bool:
        return (
            (not self.people or one.person in self.people)
            and contains(self.region, one.region)
            and self.only in ("", f"{one.role}s")
        )


@dataclass(frozen=True, kw_only=True)
class Invitation:
    to: Invitee
    code: str = field(repr=False)
    expires_at: datetime

    @property
    def kind(self) -> PersonKind:
        return self.to.kind

    @property
    def role(self) -> InviteeRole:
        return self.to.role

    @property
    def person(self) -> str:
        return self.to.person

    def link(self, bot: str) -> str:
        return link_of(bot, self.code)


Written = Callable[[Book, Invitation, int], None]
"""Of an invitation and its number in the store."""


def link_of(bot: str, code: str) -> str:
    """ "" without the bot's name."""
    return f"https://t.me/{bot.lstrip('@')}?start={code}" if bot else ""


def new_code(chance: Chance) -> str:
    return chance.token(_CODE_BYTES).hex()


def selected(everybody: Sequence[Invitee], selection: Selection) -> Sequence[Invitee]:
    """Those of the selection without an account, in their order. Raises NobodyInvited for a person
    who is named and has one, or is not there."""
    chosen = [one for one in everybody if selection.holds(one)]
    unknown = sorted(set(selection.people) - {one.person for one in chosen})
    if unknown:
        raise NobodyInvited(
            f"{', '.join(unknown)}: nobody of that id is in the register, or not in the region and"
            " group that were asked for; nobody was invited"
        )
    taken = [one.person for one in chosen if one.has_account] if selection.people else []
    if taken:
        raise NobodyInvited(
            f"{', '.join(taken)}: linked already. An account is changed on an inspector's word:"
            f" `mingcha relink {taken[0]} --by INSPECTOR --reason TEXT`; nobody was invited"
        )
    return [one for one in chosen if not one.has_account]


def invite(
    ledger: Ledger,
    chance: Chance,
    selection: Selection,
    *,
    now: datetime,
    lasts: timedelta,
    written: Written | None = None,
) -> tuple[Invitation, ...]:
    """A new code for everybody selected; it ends the person's former one. `written` is told of each
    within the same transaction. Raises NobodyInvited."""
    with ledger.write() as book:
        invitations = tuple(
            Invitation(to=one, code=new_code(chance), expires_at=now + lasts)
            for one in selected(invitees(book, now, selection.bots), selection)
        )
        for one in invitations:
            number = book.chats.invite(one.kind, one.person, one.code, one.expires_at, now)
            if written is not None:
                written(book, one, number)
        book.audit.note(now, "operator", "invited", f"{len(invitations)} people")
    return invitations


def invite_unlinked(
    ledger: Ledger, chance: Chance, *, now: datetime, lasts: timedelta
) -> tuple[Invitation, ...]:
    """A new code for everybody without an account; officials first, by id."""
    return invite(ledger, chance, Selection(), now=now, lasts=lasts)
