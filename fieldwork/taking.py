"""An official's answer is taken, in whatever way it came in writing."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from fieldwork.book import Book, Reply
from fieldwork.brief import pass_on_late_answer
from fieldwork.lateness import is_late
from inspection.contact import Contact
from inspection.interview import Interview


def take_answer(
    book: Book,
    contact: Contact,
    after: Interview,
    raw: str,
    channel: Literal["chat", "sms"],
    *,
    key: str,
    now: datetime,
    written_at: datetime | None = None,
) -> Contact:
    """The contact after an act of the person: where the dialogue stands and, if a question was
    answered, its reply, marked if it is late; the inspector hears of a late one once for a `key`.
    `raw`: what the person wrote or pressed."""
    changed = replace(contact, dialogue=after.dialogue)
    if after.taken is not None:
        late = is_late(book, contact, now, written_at)
        question, value = after.taken
        reply = Reply(
            contact=contact.id,
            attempt=None,
            question=question,
            value=value,
            raw=raw,
            channel=channel,
            at=now,
            late=late,
        )
        book.contacts.add_reply(reply)
        pass_on_late_answer(book, contact, reply, key=key)
        changed = replace(changed, late=contact.late or late)
    book.contacts.save(changed)
    return changed
