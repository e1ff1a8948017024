"""People whose accounts were linked long ago."""

from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book, PersonKind
from simulator.messenger.person import Person


def link(book: Book, person: Person, kind: PersonKind, at: datetime, version: str = "") -> None:
    """By the person's name; `version`: of the rules that an official was told then."""
    name = person.chat.user.name
    chat = book.chats.meet(str(person.chat.user.id), at)
    book.chats.save(replace(chat, kind=kind, person=name, state="linked"))
    if version:
        book.announcements.add(name, version, how="sent", from_day=at.date(), at=at)
