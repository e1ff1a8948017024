"""The dossier of one inspection: all that is known of it, in one place, with no number in it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from inspection.absence import Absence
from inspection.contact import Attempt, Channel, Contact
from inspection.passing import Passed


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: str
    value: str
    channel: Channel
    at: datetime
    late: bool


@dataclass(frozen=True, kw_only=True)
class ContactFile:
    contact: Contact
    name: str
    """The official's name; "" for a household, whose name nobody needs to read here."""
    attempts: tuple[Attempt, ...]
    answers: tuple[Answer, ...]

    def said(self, question: str) -> str:
        """The answer given in time or late; "" if there was none."""
        return next((a.value for a in self.answers if a.question == question), "")

    def answer(self, question: str) -> Answer | None:
        return next((a for a in self.answers if a.question == question), None)


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
