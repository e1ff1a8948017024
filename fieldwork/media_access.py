"""The one door for reading files that people sent.

That there is a file anybody at the desk may see, once its inspection is assessed; what is in it
needs a reason, which goes into the log: a voice gives its owner away, and so may a photo.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldwork.access import NotGranted, note_look, still_open
from fieldwork.book import Book
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from inspection.contact import ContactKind
from inspection.media import MediaFile, MediaState


@dataclass(frozen=True, kw_only=True)
class ListedFile:
    file: MediaFile
    inspection: int
    sent_by: ContactKind
    """Of whom; which household it was is shown to nobody."""
    sent_before: datetime | None
    zone: ZoneInfo


@dataclass(frozen=True, kw_only=True)
class MediaAccess:
    ledger: Ledger
    now: datetime
    reason: str = ""
    """Why somebody looks behind the curtain; "" for what anybody at the desk may see."""
    actor: str = "operator"

    def latest(self, limit: int, *, still_open: bool) -> Sequence[ListedFile]:
        """Newest first; `still_open`: of inspections, too, that are not assessed yet. Raises
        NotGranted."""
        if still_open and not self.reason:
            raise NotGranted(
                "a file of an inspection that is still open may warn those whom it is about;"
                ' expected a reason with it: --open --reveal "why you must see it now"'
            )
        with self.ledger.read() as book:
            found = book.media.latest(limit, assessed_only=not still_open)
            return [self._listed(book, file) for file in found]

    def of_inspection(self, inspection: int) -> Sequence[ListedFile]:
        """In the order in which they came. Raises NotGranted."""
        with self.ledger.read() as book:
            self._assessed(book, inspection)
            return [self._listed(book, file) for file in book.media.of_inspection(inspection)]

    def opened(self, number: int) -> tuple[ListedFile, bytes]:
        """What was sent, which is noted before it is shown. Raises NotGranted."""
        if not self.reason:
            raise NotGranted(
                f"what is in file {number} is shown for a reason only; expected one:"
                ' --reveal "why you must see it"'
            )
        with self.ledger.read() as book:
            listed = self._listed(book, _found(book, number))
            if listed.file.state is not MediaState.HERE:
                raise NotGranted(f"file {number} is not here: {_why_not(listed)}")
            content = book.media.content(number)
        self.note(f"file {number}")
        return listed, content

    def erase(self, number: int) -> None:
        """For good, with the reason in the log; that it was sent stays. Raises NotGranted."""
        with self.ledger.write() as book:
            file = _found(book, number)
            if not book.media.erase(number, self.now):
                raise NotGranted(f"file {number} was erased already; nothing was changed")
            book.audit.note(self.now, self.actor, "file erased", f"file {file.id}: {self.reason}")

    def note(self, what: str, numbers: Sequence[int] = ()) -> None:
        """As `note_look`."""
        note_look(self.ledger, what, numbers, reason=self.reason, actor=self.actor, now=self.now)

    def _assessed(self, book: Book, number: int) -> None:
        try:
            inspection = book.inspections.get(number)
        except LookupError:
            raise NotGranted(
                f"there is no inspection {number}; `mingcha inspections list` shows them"
            ) from None
        if inspection.assessed_at is None and not self.reason:
            raise NotGranted(still_open(number))

    def _listed(self, book: Book, file: MediaFile) -> ListedFile:
        contact = book.contacts.get(file.contact)
        village = book.inspections.get(contact.inspection).pick.village
        return ListedFile(
            file=file,
            inspection=contact.inspection,
            sent_by=contact.kind,
            sent_before=book.media.get(file.before).wanted_at if file.before else None,
            zone=Rules.at(book, self.now, village).zone,
        )


def _found(book: Book, number: int) -> MediaFile:
    try:
        return book.media.get(number)
    except LookupError:
        raise NotGranted(f"there is no file {number}; `mingcha media list` shows them") from None


def _why_not(listed: ListedFile) -> str:
    file = listed.file
    match file.state:
        case MediaState.ERASED:
            return "it was erased"
        case MediaState.LOST:
            return f"it could not be fetched ({file.problem})"
    since = f"{file.wanted_at.astimezone(listed.zone):%Y-%m-%d %H:%M}"
    trouble = f", last trouble: {file.problem}" if file.problem else ""
    return f"it is being fetched since {since}{trouble}; `mingcha run` does that"
