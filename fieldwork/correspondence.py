"""Messages to one chat, before they have their key and time."""

from fieldwork.book import Book, Chat, Message, MessageKind, PersonKind
from inspection.chat import Letter
from inspection.wording import EVERY


def message(chat: Chat, letter: Letter, kind: MessageKind = "notice") -> Message:
    """A message to be completed with its key and time."""
    return Message(
        id=0,
        chat=chat.id,
        kind=kind,
        letter=letter,
        key="",
        state="DUE",
        next_at=None,
        tries=0,
        repeated=False,
    )


def language_of(book: Book, kind: PersonKind | None, person: str) -> str:
    if kind == "official":
        return book.roster.official(person).language
    if kind == "inspector":
        return next(one.language for one in book.roster.supervisors() if one.id == person)
    return EVERY
