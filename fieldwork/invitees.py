"""Everybody who may be invited, with what an invitation needs to know of the person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from fieldwork.book import Book, Chat, ChatState, Invite, PersonKind

InviteeRole = Literal["official", "inspector", "administrator"]


@dataclass(frozen=True, kw_only=True)
class Invitee:
    kind: PersonKind
    role: InviteeRole
    person: str
    name: str = field(repr=False)
    language: str
    region: str
    """Where the person is posted or responsible; "" for an official without a posting."""
    team: str
    """Name of the official's team, else ""."""
    account: ChatState
    invite: Invite | None
    """The present one."""
    lost: bool = False
    """There was an account, at a bot that there is no more."""

    @property
    def has_account(self) -> bool:
        """A blocked one too: the person may take the block away."""
        return self.account in ("linked", "blocked")


def invitees(book: Book, now: datetime, bots: Collection[str] | None = None) -> Sequence[Invitee]:
    """Officials first, then inspectors and administrators, each by id. `bots`: those that there
    are; None where that makes no difference."""
    chats = book.chats.accounts()
    known = [chat for chat in chats if bots is None or chat.bot in bots]
    accounts, lost = _by_person(known), _by_person(chats).keys() - _by_person(known).keys()
    invites = {(one.kind, one.person): one for one in book.chats.present_invites()}
    posted = book.roster.posted(now)
    found = [
        Invitee(
            kind="official",
            role="official",
            person=one.id,
            name=one.name,
            language=one.language,
            region=posted[one.id].village if one.id in posted else "",
            team=posted[one.id].team_name if one.id in posted else "",
            account=_state(accounts.get(("official", one.id))),
            invite=invites.get(("official", one.id)),
            lost=("official", one.id) in lost,
        )
        for one in book.roster.officials()
    ]
    found += [
        Invitee(
            kind="inspector",
            role=one.role,
            person=one.id,
            name=one.name,
            language=one.language,
            region=one.region,
            team="",
            account=_state(accounts.get(("inspector", one.id))),
            invite=invites.get(("inspector", one.id)),
            lost=("inspector", one.id) in lost,
        )
        for one in book.roster.supervisors()
    ]
    return found


def _by_person(chats: Sequence[Chat]) -> Mapping[tuple[PersonKind, str], Chat]:
    return {(chat.kind, chat.person): chat for chat in chats if chat.kind is not None}


def _state(chat: Chat | None) -> ChatState:
    return "unknown" if chat is None else chat.state
