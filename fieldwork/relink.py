"""A person's account is changed on somebody's word."""

from dataclasses import dataclass
from datetime import datetime

from fieldwork.account import end_account
from fieldwork.book import Book, Inspector, PersonKind
from fieldwork.responsible import vouchers

MOST_REASON = 500


class RelinkRefused(Exception):
    """The account stays as it is; the text says why, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class Relink:
    kind: PersonKind
    person: str
    by: str
    """Id of the inspector or administrator who vouches."""
    reason: str


def relink(book: Book, wish: Relink, *, code: str, expires_at: datetime, now: datetime) -> None:
    """Ends the person's present account and makes a new invitation. Raises RelinkRefused."""
    reason = wish.reason.strip()
    if not reason or len(reason) > MOST_REASON:
        raise RelinkRefused(f"the reason is empty or too long; expected 1 to {MOST_REASON} letters")
    voucher = _voucher(book, wish, now)
    accounts = book.chats.of_person(wish.kind, wish.person)
    if not accounts:
        raise RelinkRefused(
            f"{wish.person} has no linked account that could be changed; `mingcha invite"
            f" {wish.person}` makes a first invitation"
        )
    for chat in accounts:
        end_account(book, chat, key=f"relink:{now.isoformat()}", now=now)
    book.chats.invite(wish.kind, wish.person, code, expires_at, now)
    book.chats.relinked(wish.kind, wish.person, voucher.id, reason, now)
    about = f"{wish.kind} {wish.person} on the word of {voucher.id}"
    book.audit.note(now, "operator", "account relinked", about)


def _voucher(book: Book, wish: Relink, now: datetime) -> Inspector:
    able = vouchers(book, wish.kind, wish.person, now)
    found = next((one for one in able if one.id == wish.by), None)
    if found is not None:
        return found
    names = ", ".join(one.id for one in able)
    if not able:
        names = "another administrator, and the register has none: import one first"
    raise RelinkRefused(
        f"{wish.by} cannot vouch for {wish.person}; expected"
        f" {'one of ' if len(able) > 1 else ''}{names}"
    )
