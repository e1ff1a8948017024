"""A check by text message: it leaves as a text, and what comes back is the answer."""

from dataclasses import dataclass, replace
from datetime import datetime

from fieldwork.book import Book, Text
from fieldwork.closing import close_contact
from fieldwork.lateness import READ_IN
from fieldwork.ports import Chance
from fieldwork.pursuing import rules_of
from fieldwork.questioning import interview_of
from fieldwork.taking import take_answer
from inspection import writing
from inspection.contact import Attempt, AttemptState, Contact
from inspection.disposition import Disposition
from inspection.questionnaire import sms
from inspection.questionnaire.act import WantsAgain
from inspection.region import county_of
from inspection.sms import segments

_ARRIVED = ("SENT", "DELIVERED")
_ENDED = {"FAILED": Disposition.CARRIER_FAULT, "CANCELLED": Disposition.NOT_ATTEMPTED}


def queue_check(book: Book, contact: Contact, attempt: Attempt, body: str, now: datetime) -> None:
    """Under the attempt's token, so that what becomes of the one is known of the other."""
    book.texts.add(
        Text(
            id=0,
            purpose="check",
            kind="official",
            person=contact.person,
            address=attempt.address,
            body=body,
            segments=segments(body).count,
            token=attempt.token,
            state="DUE",
            made_at=now,
            next_at=now,
            priority=attempt.priority,
            region=county_of(book.inspections.get(contact.inspection).pick.village),
        )
    )


def settle(book: Book, contact: Contact) -> None:
    """What became of its texts stands in its attempts from here on."""
    for attempt in book.contacts.attempts(contact.id):
        if attempt.channel != "sms" or attempt.confirmed_at or attempt.ended_at:
            continue
        text = book.texts.by_token(attempt.token)
        if text is None or (text.sent_at is None and text.ended_at is None):
            continue
        if text.state in _ARRIVED:
            arrived = text.ended_at or text.sent_at
            sent = replace(attempt, state=AttemptState.SENT, confirmed_at=arrived)
            book.contacts.save_attempt(sent)
        elif text.state in _ENDED:
            over = replace(attempt, state=AttemptState.FINAL, ended_at=text.ended_at)
            book.contacts.save_attempt(replace(over, disposition=_ENDED[text.state]))


@dataclass(frozen=True, kw_only=True)
class TextCheck:
    """The dialogue of whoever was asked by text."""

    chance: Chance

    def heard(self, book: Book, contact: Contact, words: str, now: datetime) -> str | None:
        """As TextDialogue wants it."""
        if not _asked(book, contact, now):
            return None
        rules = rules_of(book, contact, now)
        interview = interview_of(book, contact, rules, now, "sms").reopened()
        if interview.prompt is None:
            return None
        answers = book.contacts.replies(contact.id)
        if answers and now < answers[-1].at + READ_IN:
            return ""  # sent twice: it was not meant for a question that was not there yet
        act = sms.said(interview.prompt, words, interview.translations())
        if isinstance(act, WantsAgain):
            return sms.asked(interview.turn, contact.language)
        after = interview.heard(act)
        key = f"text:{contact.id}:{now.isoformat()}"
        changed = take_answer(book, contact, after, words, "sms", key=key, now=now)
        said = sms.asked(after.turn, contact.language)
        if after.prompt is not None:
            return said
        close_contact(
            book,
            changed,
            Disposition(after.state.ended),
            reason="the questions are answered",
            now=now,
            chance=self.chance,
        )
        thanks = writing.thanks(contact.language, late=changed.late).text
        return "\n".join(part for part in (said, thanks) if part)


def _asked(book: Book, contact: Contact, now: datetime) -> bool:
    """Whether a text with the question has left. Whoever answers it has received it, whatever the
    carrier has told of it so far."""
    settle(book, contact)
    asked = [a for a in book.contacts.attempts(contact.id) if a.channel == "sms"]
    if not asked:
        return False
    if all(attempt.confirmed_at is None for attempt in asked):
        text = book.texts.by_token(asked[-1].token)
        if text is None or text.sent_at is None:
            return False
        arrived = replace(asked[-1], state=AttemptState.SENT, confirmed_at=now)
        book.contacts.save_attempt(replace(arrived, ended_at=None, disposition=None))
    return True
