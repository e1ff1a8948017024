"""What somebody writes to us by text message, and what we write back.

A sender's number proves nothing: anybody may show another one. So what is written back is the same
for every number; it goes to the number itself, and tells nothing about it. Words become answers
only in a dialogue that we began by text, on a number that nobody else has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from fieldwork.book import Book, TextPurpose
from fieldwork.burden import YEAR
from fieldwork.opting_out import opt_in, opt_out
from fieldwork.ports import Chance, Numbering
from fieldwork.rules import Rules
from fieldwork.text_queue import queue_answer
from inspection.contact import Contact
from inspection.incoming_text import IncomingText
from inspection.number import NumberRefused
from inspection.text_answer import text_answer
from inspection.text_word import TextWord, text_word

ANSWERS_AN_HOUR = 6
"""To one number. A machine that answers our answers costs no more than this."""
ANSWERS_A_MINUTE = 60
"""To all numbers together: senders that are made up cost money, too."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


class TextDialogue(Protocol):
    """A check that asks by text message."""

    def heard(self, book: Book, contact: Contact, words: str, now: datetime) -> str | None:
        """Takes `words` as an answer to the open question of the contact, within the unit of work
        of `book`; returns the next text ("" where nothing is left to say). None where this contact
        was not asked by text, or has no open question: then nothing was changed."""
        ...


class NoTextDialogue:
    """Where nobody is asked by text."""

    def heard(self, book: Book, contact: Contact, words: str, now: datetime) -> str | None:
        return None


@dataclass(frozen=True, kw_only=True)
class TextConversation:
    chance: Chance
    numbering: Numbering
    lanes: Mapping[str, str] = field(repr=False)
    """Number of ours (E.164) -> the lane that has it."""
    dialogue: TextDialogue = field(default_factory=NoTextDialogue)

    def heard(self, book: Book, text: IncomingText, now: datetime) -> str:
        """ "" if it had its effect; else why it was passed over, in a word of ours."""
        lane = self.lanes.get(text.ours)
        if lane is None:
            return "to no number of ours"
        number = self.numbering.read(text.sender)
        if isinstance(number, NumberRefused):
            return "from no number that we write to"
        said = _Said(
            book=book, chance=self.chance, number=number.e164, lane=lane, text=text, now=now
        )
        word = text_word(text.words)
        if word is not None:
            said.word(word)
        elif not book.opt_outs.holds(number.e164):
            said.answered_by(self.dialogue)
        return ""


@dataclass(frozen=True, kw_only=True)
class _Said:
    """One text, within one unit of work."""

    book: Book
    chance: Chance
    number: str = field(repr=False)
    lane: str
    text: IncomingText
    now: datetime

    def word(self, word: TextWord) -> None:
        """What is so already is not confirmed again."""
        match word:
            case TextWord.STOP:
                if opt_out(self.book, self.number, "text", self.now):
                    self._tell("stopped", "word")
            case TextWord.START:
                if opt_in(self.book, self.number, "text", self.now):
                    self._tell("started", "word")
            case TextWord.HELP:
                self._tell("help", "word")

    def answered_by(self, dialogue: TextDialogue) -> None:
        contact = self._only_contact()
        reply = None
        if contact is not None:
            reply = dialogue.heard(self.book, contact, self.text.words, self.now)
        if reply is None:
            self._tell("nothing open", "answer")
        elif reply:
            self._queue(reply, "question")

    def _only_contact(self) -> Contact | None:
        """The open check of the number's one owner. Where several people have it nobody knows who
        wrote: a household is asked which it is, an official has a telephone of their own."""
        owners = {(one.kind, one.person) for one in self.book.roster.holders(self.number)}
        if len(owners) > 1 and any(kind != "household" for kind, _ in owners):
            return None
        found = [
            contact
            for kind, person in sorted(owners)
            for contact in self.book.contacts.of_person(kind, person, self.now - YEAR)
            if not contact.closed
        ]
        return found[0] if len(found) == 1 else None

    def _tell(self, which: str, purpose: TextPurpose) -> None:
        if self.text.answered:
            return
        public_number = Rules.at(self.book, self.now).policy.public_number
        self._write(text_answer(which, self.text.words, public_number=public_number), purpose)

    def _write(self, body: str, purpose: TextPurpose) -> None:
        texts = self.book.texts
        if texts.answers_since(self.now - _HOUR, self.number) >= ANSWERS_AN_HOUR:
            return
        if texts.answers_since(self.now - _MINUTE) >= ANSWERS_A_MINUTE:
            return
        self._queue(body, purpose)

    def _queue(self, body: str, purpose: TextPurpose) -> None:
        queue_answer(
            self.book,
            self.chance,
            self.number,
            body,
            purpose=purpose,
            lane=self.lane,
            now=self.now,
        )
