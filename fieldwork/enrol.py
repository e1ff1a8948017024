"""Linking an account: invite code, then the person's own shared contact, then the rules, once."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book, Chat, Message, MessageKind, PersonKind
from fieldwork.ports import Numbering
from fieldwork.rules import Rules
from inspection import welcome
from inspection.chat import ContactShared, Letter, Started
from inspection.number import NumberRefused
from inspection.wording import EVERY

MOST_TRIES = 5
"""Wrong contacts for one invitation; then it is closed and an inspector must give a new one."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where accounts are linked."""

    book: Book
    numbering: Numbering
    now: datetime

    def start(self, chat: Chat, event: Started, key: str) -> None:
        if chat.state == "linked":
            self._write(chat, welcome.already_linked(self._language(chat)), key)
            self.tell_who_was_not(chat, key)
            return
        invite = self.book.chats.invite_of(event.code) if event.code else None
        if invite is None or invite.used or invite.expires_at <= self.now:
            text = welcome.code_refused if event.code else welcome.stranger
            self._write(chat, text(EVERY), key)
            return
        if invite.tries >= MOST_TRIES:
            self._write(chat, welcome.too_many_tries(EVERY), key)
            return
        pending = replace(chat, kind=invite.kind, person=invite.person, state="pending")
        self.book.chats.save(pending)
        self._write(pending, welcome.share_contact(self._language(pending)), key)

    def share(self, chat: Chat, event: ContactShared, key: str) -> None:
        """Only one's own contact counts, and only with the number that is registered."""
        if chat.state == "linked":
            self._write(chat, welcome.already_linked(self._language(chat)), key)
            return
        if chat.state != "pending" or chat.kind is None:
            self._write(chat, welcome.stranger(EVERY), key)
            return
        language = self._language(chat)
        if self.book.chats.tries(chat.kind, chat.person) >= MOST_TRIES:
            # Closed meanwhile by tries in another chat.
            self._write(chat, welcome.too_many_tries(language), key)
            return
        if self._is_theirs(chat, event):
            self._link(chat, key)
            return
        self.book.chats.invite_tried(chat.kind, chat.person)
        tries = self.book.chats.tries(chat.kind, chat.person)
        if tries >= MOST_TRIES:
            self.book.chats.save(replace(chat, kind=None, person="", state="unknown"))
            self.book.audit.note(self.now, "bot", "invitation closed", chat.person)
            self._write(chat, welcome.too_many_tries(language), key)
            return
        self._write(chat, welcome.wrong_contact(language), key)

    def _is_theirs(self, chat: Chat, event: ContactShared) -> bool:
        if chat.kind is None or not event.owner:
            return False
        if not secrets.compare_digest(event.owner, event.user):
            return False
        number = self.numbering.read("+" + event.number.lstrip("+"))
        if isinstance(number, NumberRefused):
            return False
        return self.book.chats.number_is_of(number.e164, chat.kind, chat.person)

    def _link(self, chat: Chat, key: str) -> None:
        assert chat.kind is not None
        linked = replace(chat, state="linked")
        self.book.chats.save(linked)
        self.book.chats.invite_used(chat.kind, chat.person)
        self.book.audit.note(self.now, "bot", f"{chat.kind} linked", chat.person)
        language = self._language(chat)
        if chat.kind == "official":
            self._write(linked, welcome.linked(language, "official"), key)
            self._announce(linked, language)
        else:
            self._write(linked, welcome.linked(language, "inspector"), key)

    def tell_who_was_not(self, chat: Chat, key: str) -> None:
        """The rules once more, where the message with them was given up: nobody is drawn before
        they were told."""
        if chat.kind != "official" or chat.state != "linked":
            return
        under_way = any(one.kind == "rules" for one in self.book.messages.awaited(chat.id))
        if not under_way and not self.book.roster.told([chat.person]):
            self._announce(chat, self._language(chat), f":{key}")

    def _announce(self, chat: Chat, language: str, again: str = "") -> None:
        """The rules, with the version that is in force where the person is posted. The message is
        written once for each version and each `again`."""
        rules = Rules.at(self.book, self.now, self.book.roster.region_of(chat.person, self.now))
        self.book.messages.post(
            replace(
                message(chat, welcome.rules(language, policy=rules.policy, version=rules.version)),
                kind="rules",
                key=f"rules:{chat.person}:{rules.version}{again}",
                next_at=self.now,
                official=chat.person,
                policy_version=rules.version,
            )
        )

    def _language(self, chat: Chat) -> str:
        return language_of(self.book, chat.kind, chat.person)

    def _write(self, chat: Chat, letter: Letter, key: str) -> None:
        self.book.messages.post(replace(message(chat, letter), key=key, next_at=self.now))


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
        return next(i.language for i in book.roster.inspectors() if i.id == person)
    return EVERY
