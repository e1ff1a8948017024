"""A person's account comes to its end: the chat belongs to nobody from then on."""

from dataclasses import replace
from datetime import datetime

from fieldwork.book import Book, Chat
from fieldwork.correspondence import language_of, message
from fieldwork.receipt import withdraw
from fieldwork.rules import Rules
from inspection import account


def end_account(book: Book, chat: Chat, *, key: str, now: datetime) -> None:
    """What waited for the chat is withdrawn, and it is told that it gets nothing more."""
    language = language_of(book, chat.kind, chat.person)
    region = book.roster.region_of(chat.person, now) if chat.kind == "official" else ""
    policy = Rules.at(book, now, region).policy
    for one in book.messages.awaited(chat.id):
        withdraw(book, one, now)
    book.chats.save(replace(chat, kind=None, person="", state="unknown"))
    letter = account.ended(language, public_number=policy.public_number)
    post = replace(message(chat, letter), key=f"{key}:ended:{chat.id}", next_at=now)
    book.messages.post(post)
