"""The dossier of one inspection: all that is known of it, in one place, with no number in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from inspection.absence import Absence
from inspection.contact import Attempt, Channel, Contact, ContactKind
from inspection.media import SentFile
from inspection.passing import Passed
from inspection.questionnaire.form import Form


def opening(kind: ContactKind, form: Form) -> tuple[str, ...]:
    """The questions that find out whether the right household is there, and willing: language,
    consent, which household. They are asked anew in each call, and say nothing about the team."""
    if kind != "household":
        return ()
    return tuple(one.name for one in form.questions if one.speaks or one.needed)


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: str
    value: str
    channel: Channel
    at: datetime
    late: bool
    file: SentFile | None = None
    """Where the answer is the name of a file that was sent."""


@dataclass(frozen=True, kw_only=True)
class ContactFile:
    contact: Contact
    name: str
    """The official's name; "" for a household, whose name nobody needs to read here."""
    attempts: tuple[Attempt, ...]
    answers: tuple[Answer, ...]
    """Everything that was answered, in the order in which it came."""
    form: Form
    sheet: Mapping[str, str]
    """What counts in the end: the answer sheet, by name. An answer that was changed, or to a
    question that should not have been asked, is in `answers` alone."""
    no_texts: bool = False
    """The official asked for no text messages. It is no refusal of the check."""

    def said(self, question: str) -> str:
        """The answer that counts, given in time or late; "" if there is none."""
        answer = self.answer(question)
        return answer.value if answer is not None else ""

    def answer(self, question: str) -> Answer | None:
        """The one that stands in the sheet, with its moment and its channel."""
        given = next((a for a in reversed(self.answers) if a.question == question), None)
        if given is None or all(one.name != question for one in self.form.questions):
            return given
        return given if given.value and self.sheet.get(question) == given.value else None

    @property
    def opening(self) -> tuple[str, ...]:
        return opening(self.contact.kind, self.form)


@dataclass(frozen=True, kw_only=True)
class AbsenceOnFile:
    """Of the official who is asked. `in_time`: it was on file when the draw was committed."""

    absence: Absence
    in_time: bool
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Dossier:
    inspection: int
    team: str
    village: str
    township: str
    slot_label: str
    picked_for: datetime
    pi_ppb: int
    officials: int
    """Candidates of the unit, among whom the official was drawn."""
    households: int
    asked_days: tuple[date, ...]
    """Earliest first."""
    degraded: str
    policy_version: str
    zone: ZoneInfo
    contacts: tuple[ContactFile, ...]
    telephone: bool = True
    """Whether anybody could be called; without it no household was asked."""
    paused: tuple[tuple[datetime, datetime | None], ...] = ()
    """From when to when nobody was asked because the place was paused; None: it still is."""
    passed: tuple[Passed, ...] = ()
    """Who came earlier in the drawn orders and was not asked, and why."""
    absences: tuple[AbsenceOnFile, ...] = ()

    @property
    def official(self) -> ContactFile:
        return next(file for file in self.contacts if file.contact.kind == "official")

    @property
    def household_files(self) -> tuple[ContactFile, ...]:
        return tuple(file for file in self.contacts if file.contact.kind == "household")
