"""Linking an account: invite code, then the person's own shared contact, then the rules, once.

Whoever guesses learns nothing: a code that never was, is used, has expired or was closed gets the
same words, and after many wrong ones none at all.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.account import end_account
from fieldwork.alerts import alert
from fieldwork.book import Book, Chat, Invite, PersonKind
from fieldwork.correspondence import language_of, message
from fieldwork.ports import Numbering
from fieldwork.responsible import tell, vouchers
from fieldwork.rules import Rules, policy_day
from inspection import account, welcome
from inspection.chat import ContactShared, Letter, Said, Started
from inspection.code import looks_like_code, plain
from inspection.incident import IncidentKind
from inspection.number import NumberRefused
from inspection.policy import values_of
from inspection.wording import EVERY

MOST_TRIES = 5
"""Wrong contacts for one invitation; then it is closed and an inspector must give a new one."""
LATE_TRIES_TOLD = 3
"""So often a code that no longer holds is tried before the person's inspector hears of it."""
MOST_WRONG_CODES = 20
"""Wrong codes of one chat that are answered. A right one is taken at any time."""


def holds(invite: Invite, now: datetime) -> bool:
    return not invite.used and invite.expires_at > now and invite.tries < MOST_TRIES


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where accounts are linked."""

    book: Book
    numbering: Numbering
    now: datetime

    def start(self, chat: Chat, event: Started, key: str) -> None:
        if chat.state in ("linked", "blocked"):
            # Whoever starts the bot has taken the block away, even if that news was lost.
            self.book.chats.set_blocked(chat.id, False)
            self._write(chat, welcome.already_linked(self._language(chat)), key)
            self.tell_who_was_not(self.book.chats.get(chat.id), key)
            return
        code = plain(event.code)
        invite = self.book.chats.invite_of(code) if code else None
        if invite is None or not holds(invite, self.now):
            self._refuse(chat, code, key)
            return
        pending = replace(chat, kind=invite.kind, person=invite.person, state="pending")
        self.book.chats.save(pending)
        self._write(pending, welcome.share_contact(self._language(pending)), key)

    def say(self, chat: Chat, event: Said, key: str) -> None:
        """Words in a chat that is not linked: perhaps the code, copied from paper."""
        if looks_like_code(event.text):
            self.start(chat, Started(chat=event.chat, user=event.user, code=event.text), key)
        elif chat.state == "pending":
            self._write(chat, welcome.share_contact(self._language(chat)), key)
        else:
            self._write(chat, welcome.stranger(EVERY), key)

    def share(self, chat: Chat, event: ContactShared, key: str) -> None:
        """Only one's own contact counts, and only with the number that is registered."""
        if chat.state == "linked":
            self._write(chat, welcome.already_linked(self._language(chat)), key)
            return
        if chat.state != "pending" or chat.kind is None:
            self._write(chat, welcome.stranger(EVERY), key)
            return
        language = self._language(chat)
        invite = self.book.chats.open_invite(chat.kind, chat.person)
        if invite is None or not holds(invite, self.now):
            # Closed by tries in another chat, used or expired meanwhile.
            closed = invite is not None and invite.tries >= MOST_TRIES
            self._forget(chat)
            letter = welcome.too_many_tries if closed else welcome.code_refused
            self._write(chat, letter(language), key)
        elif self._is_theirs(chat, event):
            self._link(chat, key)
        else:
            self._wrong_contact(chat, invite, language, key)

    def _refuse(self, chat: Chat, code: str, key: str) -> None:
        if not code:
            self._write(chat, welcome.stranger(EVERY), key)
            return
        spent = self.book.chats.tried_late(code)
        if spent is not None and spent.late_tries == LATE_TRIES_TOLD:
            self._tell_vouchers(spent, account.code_tried, LATE_TRIES_TOLD, "code tried")
        wrong = self.book.chats.wrong_code(chat.id)
        if wrong <= MOST_WRONG_CODES:
            self._write(chat, welcome.code_refused(EVERY), key)
        elif wrong == MOST_WRONG_CODES + 1:
            same = f"chat {chat.id}"
            alert(self.book, IncidentKind.GUESSING, str(wrong), self.now, key=same)

    def _wrong_contact(self, chat: Chat, invite: Invite, language: str, key: str) -> None:
        self.book.chats.invite_tried(invite.kind, invite.person)
        if invite.tries + 1 < MOST_TRIES:
            self._write(chat, welcome.wrong_contact(language), key)
            return
        self._forget(chat)
        self.book.audit.note(self.now, "bot", "invitation closed", invite.person)
        self._tell_vouchers(invite, account.closed, MOST_TRIES, "closed")
        self._write(chat, welcome.too_many_tries(language), key)

    def _tell_vouchers(
        self, invite: Invite, letter: account.AboutCode, tries: int, what: str
    ) -> None:
        """The one who is nearest to the person: the first with a linked chat."""
        able = vouchers(self.book, invite.kind, invite.person, self.now)
        listening = (
            one
            for one in able
            if any(c.state == "linked" for c in self.book.chats.of_person("inspector", one.id))
        )
        for one in list(listening)[:1]:
            name = _name(self.book, invite.kind, invite.person)
            told = letter(one.language, name=name, person=invite.person, tries=tries)
            tell(self.book, one, told, "notice", f"{what}:{invite.id}", self.now)

    def _forget(self, chat: Chat) -> None:
        self.book.chats.save(replace(chat, kind=None, person="", state="unknown"))

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
        for former in self.book.chats.of_person(chat.kind, chat.person):
            # Never two accounts in charge: the new one has proved itself just now.
            end_account(self.book, former, key=key, now=self.now)
        linked = replace(chat, state="linked")
        self.book.chats.save(linked)
        self.book.chats.invite_used(chat.kind, chat.person)
        language = self._language(chat)
        if chat.kind == "official":
            self._welcome(linked, language, "official", key)
            self._announce(linked, language)
            return
        role = next(one.role for one in self.book.roster.supervisors() if one.id == chat.person)
        self._welcome(linked, language, role, key)

    def _welcome(self, chat: Chat, language: str, role: welcome.LinkedRole, key: str) -> None:
        self.book.audit.note(self.now, "bot", f"{role} linked", chat.person)
        self._write(chat, welcome.linked(language, role), key)

    def tell_who_was_not(self, chat: Chat, key: str) -> None:
        """The rules once more, where the message with them was given up: nobody is drawn before
        they were told."""
        if chat.kind != "official" or chat.state != "linked":
            return
        if chat.person in self.book.messages.telling():
            return
        today = policy_day(self.book, self.now)
        told = self.book.announcements.latest(today, [chat.person]).get(chat.person)
        if told is None or told.how == "failed":
            self._announce(chat, self._language(chat), f":{key}")

    def _announce(self, chat: Chat, language: str, again: str = "") -> None:
        """The rules, with the version that is in force where the person is posted. The message is
        written once for each version and each `again`."""
        rules = Rules.at(self.book, self.now, self.book.roster.region_of(chat.person, self.now))
        self.book.announcements.keep(rules.version, values_of(rules.policy))
        self.book.messages.post(
            replace(
                message(chat, welcome.rules(language, policy=rules.policy, version=rules.version)),
                kind="rules",
                key=f"rules:{chat.person}:{rules.version}{again}",
                next_at=self.now,
                official=chat.person,
                policy_version=rules.version,
                from_day=policy_day(self.book, self.now),
            )
        )

    def _language(self, chat: Chat) -> str:
        return language_of(self.book, chat.kind, chat.person)

    def _write(self, chat: Chat, letter: Letter, key: str) -> None:
        self.book.messages.post(replace(message(chat, letter), key=key, next_at=self.now))


def _name(book: Book, kind: PersonKind, person: str) -> str:
    if kind == "official":
        return book.roster.official(person).name
    return next(one.name for one in book.roster.supervisors() if one.id == person)
