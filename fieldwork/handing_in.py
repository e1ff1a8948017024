"""What an official sends beside words during a check: a photo, a recording, a place."""

from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.answering import PRESSED, Answering
from fieldwork.book import Chat
from fieldwork.correspondence import language_of
from inspection import file_letter, writing
from inspection.chat import FileSent, Letter, PlaceSent
from inspection.contact import Contact
from inspection.interview import Interview
from inspection.media import MOST_BYTES, MediaFile, media_name
from inspection.questionnaire import chat as in_chat
from inspection.questionnaire.act import Act, Mistaken

_ANSWERS = ("next", "thanks", "file")
"""What is written back to a file, one of them at least."""


@dataclass(frozen=True, kw_only=True)
class HandingIn:
    """One act of one person, like those of `answering`."""

    answering: Answering

    def take(self, chat: Chat, event: FileSent | PlaceSent) -> None:
        """Nothing is kept but what answers the question that is open."""
        if isinstance(event, FileSent) and event.album:
            self._album(chat, event)
        else:
            self._take(chat, event)

    def _album(self, chat: Chat, event: FileSent) -> None:
        """Each file of it comes by itself: the first counts, and of the others is written once."""
        album = f"album:{chat.id}:{event.album}"
        messages = self.answering.book.messages
        if any(messages.has(f"{album}:{what}") for what in _ANSWERS):
            rest = replace(self, answering=replace(self.answering, key=f"{album}:rest"))
            rest._write(chat, file_letter.first_of_several(rest._language(chat)))
        else:
            replace(self, answering=replace(self.answering, key=album))._take(chat, event)

    def _take(self, chat: Chat, event: FileSent | PlaceSent) -> None:
        contact, interview = self.answering.waiting(chat)
        language = self._language(chat)
        if contact is None or interview is None or _is_over(contact, interview):
            self._write(chat, file_letter.not_asked_for(language))
        elif interview.open.question.kind in PRESSED:
            question = in_chat.letters(interview.turn, contact.token, language)
            self._write(chat, writing.press_a_button(language, question))
        elif isinstance(event, PlaceSent):
            self._place(chat, contact, interview, event)
        else:
            self._file(chat, contact, interview, event)
        if contact is not None and isinstance(event, FileSent) and not event.second_hand:
            self._words(chat, contact, event.caption)

    def _words(self, chat: Chat, contact: Contact, caption: str) -> None:
        """What stands under a file is kept as a statement, whether or not the file is."""
        if caption:
            self.answering.state(chat, contact, caption)

    def _place(self, chat: Chat, contact: Contact, interview: Interview, event: PlaceSent) -> None:
        act = in_chat.located(interview.open, event.latitude, event.longitude, event.accuracy)
        if event.second_hand and not isinstance(act, Mistaken):
            self._write(chat, file_letter.afresh(contact.language, place=True))
        else:
            self.answering.take(chat, contact, interview, act, raw="")

    def _file(self, chat: Chat, contact: Contact, interview: Interview, event: FileSent) -> None:
        question = interview.open.question
        name = media_name(question.name, contact.token, event.unique_id, event.media_type)
        act = in_chat.sent(interview.open, event.kind, name)
        if isinstance(act, Mistaken):
            self.answering.take(chat, contact, interview, act, raw="")
        elif event.second_hand:
            self._write(chat, file_letter.afresh(contact.language, place=False))
        elif event.size is not None and event.size > MOST_BYTES:
            self._write(chat, file_letter.too_large(contact.language))
        else:
            self._keep(chat, contact, interview, act, event, name)

    def _keep(
        self,
        chat: Chat,
        contact: Contact,
        interview: Interview,
        act: Act,
        event: FileSent,
        name: str,
    ) -> None:
        """The wish to have the file, and the answer that names it."""
        if interview.heard(act).taken is not None:
            file = _wanted(contact, interview, event, name, chat.bot, self.answering.now)
            self.answering.book.media.want(file)
        self.answering.take(chat, contact, interview, act, raw=event.caption)

    def _language(self, chat: Chat) -> str:
        return language_of(self.answering.book, chat.kind, chat.person)

    def _write(self, chat: Chat, letter: Letter) -> None:
        self.answering.write(chat, letter, "file")


def _is_over(contact: Contact, interview: Interview) -> bool:
    """After closing a late answer is taken where it can be one; anything else would only ask
    somebody again who need not answer any more."""
    if not contact.closed:
        return False
    return interview.open.question.kind not in ("image", "audio", "geopoint")


def _wanted(
    contact: Contact, interview: Interview, event: FileSent, name: str, lane: str, now: datetime
) -> MediaFile:
    assert event.kind != "other", "no question wants one"
    return MediaFile(
        id=0,
        contact=contact.id,
        question=interview.open.question.name,
        kind=event.kind,
        provider="telegram",
        lane=lane,
        provider_id=event.file_id,
        unique_id=event.unique_id,
        stated_size=event.size,
        media_type=event.media_type,
        name=name,
        wanted_at=now,
        next_at=now,
    )
