"""What an official does in the chat during a check, and what we write back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, Chat, Reply
from fieldwork.brief import pass_on_statement
from fieldwork.closing import close_contact
from fieldwork.correspondence import language_of, message
from fieldwork.lateness import READ_IN
from fieldwork.ports import Chance
from fieldwork.pursuing import rules_of
from fieldwork.questioning import interview_of, media_of
from fieldwork.taking import take_answer
from inspection import writing
from inspection.button import read_press
from inspection.chat import Letter, Said, Tapped
from inspection.contact import AttemptState, Contact
from inspection.disposition import Disposition
from inspection.interview import Interview
from inspection.questionnaire import chat as in_chat
from inspection.questionnaire.act import Act, Mistaken

PRESSED = frozenset({"select_one", "select_multiple", "acknowledge"})
"""Kinds of questions whose answer is a button."""
_NOT_IN_WORDS = PRESSED | {"image", "audio", "geopoint"}
"""Whose answer is nothing that one writes."""
_KEPT_OPEN = timedelta(days=14)
"""So long after a check was opened, words and buttons still go to its unanswered question."""


@dataclass(frozen=True, kw_only=True)
class Answering:
    """One act of one person. `key` names the delivery: what is written back has it too, so that
    the same delivery applied twice writes once."""

    book: Book
    chance: Chance
    now: datetime
    key: str
    written_at: datetime | None = None
    """When the person wrote it, as the messenger has it; it may have come later."""

    def tap(self, chat: Chat, event: Tapped) -> None:
        """A button counts once, in the chat of the person who was asked."""
        press = read_press(event.data)
        contact = self.book.contacts.by_token(press.token) if press else None
        language = language_of(self.book, chat.kind, chat.person)
        if press is None or contact is None or not self._is_asked(contact, chat):
            self.write(chat, writing.expired(language, event.query), "tap")
            return
        self._arrived(contact)
        interview = self._open_question(contact)
        act = in_chat.pressed(interview.open, press) if interview else None
        if interview is None or act is None:
            self.write(chat, writing.expired(language, event.query), "tap")
            return
        self.write(chat, writing.noted(language, event.query), "tap")
        self.take(chat, contact, interview, act, raw=event.data)

    def say(self, chat: Chat, event: Said) -> None:
        """Words answer the question that waits for words, or press the button on which they stand;
        without one they are a statement on the person's latest check."""
        language = language_of(self.book, chat.kind, chat.person)
        contact, interview = self.waiting(chat)
        if contact is None:
            self.write(chat, writing.nothing_open(language), "words")
        elif event.forwarded:
            self.write(chat, writing.type_it(language), "words")
        elif interview is None or (
            contact.closed and interview.open.question.kind in _NOT_IN_WORDS
        ):
            self.state(chat, contact, event.text)
        else:
            self._answer(chat, contact, interview, event.text, language)

    def _answer(
        self, chat: Chat, contact: Contact, interview: Interview, words: str, language: str
    ) -> None:
        act = in_chat.said(interview.open, words, interview.translations())
        pressed = interview.open.question.kind in PRESSED
        if pressed and (isinstance(act, Mistaken) or self._in_one_breath(contact)):
            question = in_chat.letters(interview.turn, contact.token, language)
            self.write(chat, writing.press_a_button(language, question), "words")
        else:
            self.take(chat, contact, interview, act, raw=words)

    def _in_one_breath(self, contact: Contact) -> bool:
        """Whether they were written with the answer before, such as a "yes" sent twice: then they
        were not meant for a question that was not there yet."""
        answers = self.book.contacts.replies(contact.id)
        return bool(answers) and (self.written_at or self.now) < answers[-1].at + READ_IN

    def waiting(self, chat: Chat) -> tuple[Contact | None, Interview | None]:
        """The person's open check, or the latest that was closed with a question still open (a
        late answer is kept and marked), or else the latest one, whose questions are answered."""
        if chat.kind != "official":
            return None, None
        recent = self.book.contacts.of_person("official", chat.person, self.now - _KEPT_OPEN)
        waiting = [contact for contact in recent if not contact.closed]
        for contact in (*waiting, *(c for c in reversed(recent) if c.closed)):
            interview = self._open_question(contact)
            if interview is not None:
                return contact, interview
        asked = (c for c in reversed(recent) if self._was_asked(c))
        return next(asked, None), None

    def _arrived(self, contact: Contact) -> None:
        """A button that was pressed arrived, whatever became of the request that brought it: the
        person may be faster than the messenger's answer to us, and that answer may be lost."""
        asked = [a for a in self.book.contacts.attempts(contact.id) if a.channel == "chat"]
        if not asked or any(attempt.confirmed_at is not None for attempt in asked):
            return
        self.book.contacts.save_attempt(
            replace(
                asked[0],
                state=AttemptState.SENT,
                confirmed_at=self.now,
                ended_at=None,
                disposition=None,
            )
        )

    def _open_question(self, contact: Contact) -> Interview | None:
        """What the person was asked and has not answered. Not before our first message went out:
        an open contact may still lie ahead, and nobody may learn of it. Nor after a call that
        answered all: the question in words was never put then."""
        if contact.disposition is Disposition.COMPLETE or not self._was_asked(contact):
            return None
        rules = rules_of(self.book, contact, self.now)
        interview = interview_of(self.book, contact, rules, self.now, "chat")
        reopened = interview.reopened()
        return None if reopened.prompt is None else reopened

    def _is_asked(self, contact: Contact, chat: Chat) -> bool:
        """Whether this person's buttons are those of this check, and it is not long over: a message
        stays in a chat for years."""
        if contact.kind != "official" or chat.state != "linked" or contact.person != chat.person:
            return False
        return not contact.closed or self.now - contact.opened_at <= _KEPT_OPEN

    def _was_asked(self, contact: Contact) -> bool:
        attempts = self.book.contacts.attempts(contact.id)
        return any(attempt.confirmed_at is not None for attempt in attempts)

    def state(self, chat: Chat, contact: Contact, text: str) -> None:
        """Kept with the check, word for word, and shown to the inspector who has it."""
        statement = Reply(
            contact=contact.id,
            attempt=None,
            question="statement",
            value=text,
            raw=text,
            channel="chat",
            at=self.now,
            late=False,
        )
        self.book.contacts.add_reply(statement)
        day = self.book.inspections.get(contact.inspection).asked_days[-1]
        self.write(chat, writing.statement_kept(contact.language, day), "words")
        pass_on_statement(self.book, contact, text, key=self.key, now=self.now)

    def take(
        self, chat: Chat, contact: Contact, interview: Interview, act: Act, *, raw: str
    ) -> None:
        after = interview.heard(act)
        changed = take_answer(
            self.book,
            contact,
            after,
            raw,
            "chat",
            key=self.key,
            now=self.now,
            written_at=self.written_at,
        )
        media = media_of(self.book, after.form)
        letters = in_chat.letters(after.turn, contact.token, contact.language, media)
        for number, letter in enumerate(letters):
            self.write(chat, letter, "next" if number == 0 else f"next {number}")
        if after.prompt is None:
            self.write(chat, writing.thanks(contact.language, late=changed.late), "thanks")
            close_contact(
                self.book,
                changed,
                Disposition(after.state.ended),
                reason="the questions are answered",
                now=self.now,
                chance=self.chance,
            )

    def write(self, chat: Chat, letter: Letter, what: str) -> None:
        post = message(chat, letter, "tap" if letter.acknowledges else "prompt")
        self.book.messages.post(replace(post, key=f"{self.key}:{what}", next_at=self.now))
