"""Who is responsible for a place, and whose word counts for a person's account."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book, Inspector, MessageKind, PersonKind
from fieldwork.correspondence import message
from inspection.chat import Letter
from inspection.region import contains, county_of


def responsible(book: Book, village: str) -> Inspector | None:
    """The inspector with the narrowest region holding the village; of several the first by id."""
    holding = [one for one in book.roster.inspectors() if contains(one.region, village)]
    return min(holding, key=lambda one: (-len(one.region), one.id), default=None)


def vouchers(book: Book, kind: PersonKind, person: str, now: datetime) -> Sequence[Inspector]:
    """Who may vouch for a new account of the person, the narrowest region first: for an official
    every inspector whose region holds the village, and the administrators where there is none; for
    inspectors and administrators the administrators. Nobody vouches for oneself."""
    if kind == "official":
        village = book.roster.region_of(person, now)
        holding = [one for one in book.roster.inspectors() if contains(one.region, village)]
        found = holding if village else []
        if found:
            return sorted(found, key=lambda one: (-len(one.region), one.id))
    return [one for one in book.roster.administrators() if one.id != person]


def tell(
    book: Book, supervisor: Inspector, letter: Letter, kind: MessageKind, key: str, now: datetime
) -> None:
    """To every linked chat of an inspector or administrator. The same key again tells nothing."""
    for chat in book.chats.of_person("inspector", supervisor.id):
        if chat.state == "linked":
            post = message(chat, letter, kind)
            region = county_of(supervisor.region)
            book.messages.post(replace(post, key=f"{key}:{chat.id}", next_at=now, region=region))
