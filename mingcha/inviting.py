"""Invitations in bulk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldwork.book import Book, PersonKind
from fieldwork.ports import Chance, Ledger

_CODE_BYTES = 10
"""80 bits, as 20 letters and digits: more than anybody can guess within five tries."""


@dataclass(frozen=True, kw_only=True)
class Invitation:
    kind: PersonKind
    person: str
    code: str


def invite_unlinked(
    ledger: Ledger, chance: Chance, *, now: datetime, lasts: timedelta
) -> tuple[Invitation, ...]:
    """A new code for every official and inspector without a linked chat; officials first, by id."""
    with ledger.write() as book:
        people: list[tuple[PersonKind, str]] = [("official", o.id) for o in book.roster.officials()]
        people += [("inspector", i.id) for i in book.roster.inspectors()]
        invitations = tuple(
            Invitation(kind=kind, person=person, code=chance.token(_CODE_BYTES).hex())
            for kind, person in people
            if not _linked(book, kind, person)
        )
        for one in invitations:
            book.chats.invite(one.kind, one.person, one.code, now + lasts)
        book.audit.note(now, "operator", "invited", f"{len(invitations)} people")
    return invitations


def _linked(book: Book, kind: PersonKind, person: str) -> bool:
    return any(chat.state == "linked" for chat in book.chats.of_person(kind, person))
