"""What is recorded in a call: whether the person agreed to it in this call, and what was spoken.

Nothing is recorded but the answer to a question that wants one, and nothing before the person was
asked. Whoever is called again is asked again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fieldwork.book import Book
from fieldwork.rules import Rules
from inspection.call import Heard
from inspection.contact import Attempt, Contact
from inspection.lane.lane import TELEPHONE
from inspection.media import MediaFile, media_name
from inspection.questionnaire.carrying import RECORDED
from inspection.questionnaire.question import Kind
from inspection.recording import AGREED, LEFT_OUT, READY_IN, UNCLAIMED_FOR, RecordingNews

Agreement = Literal["off", "open", "yes", "no"]
"""Off: nothing is recorded in this region. Open: nobody has asked yet in this call."""
_WAV = "audio/wav"


def agreement(book: Book, attempt: Attempt, rules: Rules) -> Agreement:
    if not rules.policy.call_recordings:
        return "off"
    said = {
        reply.question
        for reply in book.contacts.replies(attempt.contact)
        if reply.attempt == attempt.id
    }
    if LEFT_OUT in said:
        return "no"
    return "yes" if AGREED in said else "open"


def passed_over(agreed: Agreement) -> frozenset[Kind]:
    """Kinds of questions that are not asked in the call."""
    return RECORDED if agreed in ("off", "no") else frozenset()


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One recording of one call, before it is known what becomes of it."""

    book: Book
    contact: Contact
    attempt: Attempt
    heard: Heard
    now: datetime

    def name(self, question: str) -> str:
        """Of the file, which is what stands in the answer; "" where nobody said anything."""
        if not self.heard.recording or not self.heard.spoken_seconds:
            return ""
        return media_name(question, self.contact.token, self.heard.recording, _WAV)

    def kept(self, question: str) -> None:
        """It is an answer: to be fetched, and then deleted at the carrier."""
        file = self.book.media.want(
            MediaFile(
                id=0,
                contact=self.contact.id,
                attempt=self.attempt.id,
                question=question,
                kind="audio",
                provider="carrier",
                lane=self._lane,
                provider_id=self.heard.recording,
                unique_id=self.heard.recording,
                media_type=_WAV,
                name=self.name(question),
                wanted_at=self.now,
                next_at=self.now + READY_IN,
            )
        )
        self._note(file.id)

    def dropped(self) -> None:
        """It is none: to be deleted there unheard."""
        if self.heard.recording:
            self._note(None)

    def _note(self, file: int | None) -> None:
        self.book.recordings.note(
            self._lane, self.heard.recording, self.now, file=file, due=self.now + READY_IN
        )

    @property
    def _lane(self) -> str:
        return self.book.lanes.lane_of(self.attempt.token) or TELEPHONE


def note_recording(book: Book, news: RecordingNews, now: datetime) -> bool:
    """One that no answer has named: it may still come, else it is deleted unheard. False for a call
    that is none of ours."""
    attempt = book.contacts.attempt_by_token(news.token)
    if attempt is None:
        return False
    lane = book.lanes.lane_of(attempt.token) or TELEPHONE
    book.recordings.note(lane, news.recording, now, file=None, due=now + UNCLAIMED_FOR)
    return True
