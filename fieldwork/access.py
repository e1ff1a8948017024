"""The one door for reading what was inspected.

Behind it stay, unless somebody gives a reason that goes into the log: names, numbers, and whatever
is still open, since who learns of an open inspection could warn those it is about. Which household
it was that said something is shown to nobody, whatever the reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from fieldwork.book import Book, Inspection
from fieldwork.dossiers import dossier_of
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.disposition import MEANINGS
from inspection.dossier import ContactFile, Dossier
from inspection.finding import Finding

_DAY = timedelta(days=1)


class NotGranted(ValueError):
    """It may not be read so; the text says what would be right."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for: inspections picked for local days from `first` to `last`, newest first.

    `region` is a code's beginning; `team` "" means all; `open` includes what is not assessed."""

    first: date
    last: date
    region: str = ""
    team: str = ""
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Read:
    """One inspection as it was read, with the names that may be shown in its dossier."""

    inspection: Inspection
    dossier: Dossier
    findings: tuple[Finding, ...]

    @property
    def assessed(self) -> bool:
        return self.inspection.assessed_at is not None

    @property
    def households_answered(self) -> int:
        return sum(_answered(file.contact) for file in self.dossier.household_files)


@dataclass(frozen=True, kw_only=True)
class ReadContact:
    """A contact. Of a household that said something, or still may, nobody learns which it is."""

    read: Read
    file: ContactFile
    person: str
    """The official's id; of a household "household n", or its id where that may be shown."""
    numbers: tuple[str, ...]
    """As they would be dialled; empty unless they may be shown."""
    addresses: int
    """How many numbers and chats there are."""


@dataclass(frozen=True, kw_only=True)
class Access:
    ledger: Ledger
    now: datetime
    reason: str = ""
    """Why somebody looks behind the curtain; "" for what anybody at the desk may see."""
    actor: str = "operator"

    def inspections(self, wanted: Wanted) -> Iterator[Read]:
        """Lazily, so that whoever wants the latest few does not read a year. Raises NotGranted."""
        if wanted.open and not self.reason:
            raise NotGranted(
                "what is still open may warn those whom it is about; expected a reason with it:"
                ' --open --reveal "why you must see it now"'
            )
        with self.ledger.read() as book:
            zone = Rules.at(book, self.now).policy.zone
            day = wanted.last
            while day >= wanted.first:
                start = datetime.combine(day, time(0), tzinfo=zone)
                found = book.inspections.between(start, start + _DAY)
                for inspection in reversed(found):
                    if _matches(inspection, wanted):
                        yield self._read(book, inspection)
                day -= _DAY

    def inspection(self, number: int) -> Read:
        """Raises NotGranted where there is none, or where it is open and no reason was given."""
        with self.ledger.read() as book:
            try:
                inspection = book.inspections.get(number)
            except LookupError:
                raise NotGranted(
                    f"there is no inspection {number}; `mingcha inspections list` shows them"
                ) from None
            if inspection.assessed_at is None and not self.reason:
                raise NotGranted(still_open(number))
            return self._read(book, inspection)

    def contact(self, number: int) -> ReadContact:
        """Raises NotGranted as `inspection` does."""
        with self.ledger.read() as book:
            try:
                contact = book.contacts.get(number)
            except LookupError:
                raise NotGranted(
                    f"there is no contact {number}; `mingcha contacts list` shows them"
                ) from None
        read = self.inspection(contact.inspection)
        file = next(one for one in read.dossier.contacts if one.contact.id == number)
        return self.contact_of(read, file)

    def contact_of(self, read: Read, file: ContactFile) -> ReadContact:
        with self.ledger.read() as book:
            kind, person = file.contact.kind, file.contact.person
            addresses = book.roster.voice_addresses(kind, person)
            known = bool(self.reason) and (kind == "official" or _said_nothing(file))
            numbers = tuple(book.roster.number(a.id) for a in addresses) if known else ()
        shown = person
        if kind == "household" and not known:
            shown = household_name(read.dossier, file)
        return ReadContact(
            read=read, file=file, person=shown, numbers=numbers, addresses=len(addresses)
        )

    def note(self, what: str, numbers: Sequence[int] = ()) -> None:
        """As `note_look`."""
        note_look(self.ledger, what, numbers, reason=self.reason, actor=self.actor, now=self.now)

    def _read(self, book: Book, inspection: Inspection) -> Read:
        dossier = dossier_of(book, inspection.id, self.now)
        if not self.reason:
            contacts = tuple(_nameless(file) for file in dossier.contacts)
            dossier = replace(dossier, contacts=contacts)
        findings = tuple(book.inspections.findings(inspection.id))
        return Read(inspection=inspection, dossier=dossier, findings=findings)


def note_look(
    ledger: Ledger,
    what: str,
    numbers: Sequence[int] = (),
    *,
    reason: str,
    actor: str,
    now: datetime,
) -> None:
    """Into the log: what was read, with the numbers of a list, and why. To be called before it is
    shown."""
    if numbers:
        what = f"{what} {','.join(str(number) for number in numbers)}"
    about = f"{what}: {reason}" if reason else what
    with ledger.write() as book:
        book.audit.note(now, actor, "revealed" if reason else "read", about)


def household_name(dossier: Dossier, file: ContactFile) -> str:
    """Which of the inspection's households it is, and nothing that leads to it."""
    return f"household {dossier.household_files.index(file) + 1}"


def latest(found: Iterator[Read], most: int) -> tuple[tuple[Read, ...], bool]:
    """The first `most`, and whether there are more."""
    taken = tuple(islice(found, most + 1))
    return taken[:most], len(taken) > most


def days_before(now: datetime, days: int) -> tuple[date, date]:
    """The days that are looked at where none were named; a day later than UTC's, for zones east."""
    today = now.astimezone(UTC).date() + _DAY
    return today - timedelta(days=days), today


def _matches(inspection: Inspection, wanted: Wanted) -> bool:
    if inspection.assessed_at is None and not wanted.open:
        return False
    if wanted.team and inspection.pick.unit != wanted.team:
        return False
    return inspection.pick.village.startswith(wanted.region)


def _said_nothing(file: ContactFile) -> bool:
    """Nothing but the opening, and nothing more will come: a wrong number, one who moved."""
    said = (answer.question not in file.opening for answer in file.answers)
    return file.contact.closed and not any(said)


def _answered(contact: Contact) -> bool:
    return contact.disposition is not None and MEANINGS[contact.disposition].answered


def _nameless(file: ContactFile) -> ContactFile:
    return replace(file, name=file.contact.person) if file.contact.kind == "official" else file


def still_open(number: int) -> str:
    return (
        f"inspection {number} is still open, and who learns of it could warn those whom it is"
        ' about; expected a reason with it: --reveal "why you must see it now"'
    )
