"""Absences are put on file, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from fieldwork.book import Book, Inspector, StoredAbsence
from fieldwork.rules import Rules
from inspection.absence import Absence
from inspection.absence_entry import AbsenceEntry
from inspection.region import contains


class AbsenceRefused(ValueError):
    """Nothing was put on file or taken back; says why, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    stored: StoredAbsence
    new: bool
    """False: it was on file already."""


def record(
    book: Book, entries: Sequence[AbsenceEntry], *, by: str, now: datetime
) -> Sequence[Recorded]:
    """All of them or none; one that is on file already changes nothing. Raises AbsenceRefused: see
    `objection` for which."""
    for entry in entries:
        wrong = objection(book, entry, by=by, now=now)
        if wrong is not None:
            raise AbsenceRefused(wrong)
    known = [_on_file(book, entry) for entry in entries]
    fresh = {entry for entry, old in zip(entries, known, strict=True) if old is None}
    for entry in sorted(fresh, key=lambda one: (one.official, one.first_day, one.last_day)):
        about = f"{entry.kind} of {entry.official} {entry.first_day} to {entry.last_day}"
        book.audit.note(now, by, "absence recorded", about)
    logged = book.audit.newest().index if fresh else 0
    made: dict[AbsenceEntry, StoredAbsence] = {}
    recorded = []
    for entry, old in zip(entries, known, strict=True):
        new = old is None and entry not in made
        if new:
            made[entry] = book.absences.add(_stored(entry, by, now, logged))
        recorded.append(Recorded(stored=old or made[entry], new=new))
    return recorded


def objection(book: Book, entry: AbsenceEntry, *, by: str, now: datetime) -> str | None:
    """Why this entry is not taken from that person."""
    try:
        book.roster.official(entry.official)
    except LookupError:
        return f"{entry.official}: no official of this id is in the register"
    return _not_entitled(book, entry.official, _moments(book, entry, now), by)


def cancel(book: Book, number: int, *, by: str, now: datetime) -> StoredAbsence:
    """Takes it back, from now on: draws that knew it keep to it. Raises AbsenceRefused."""
    try:
        stored = book.absences.get(number)
    except LookupError:
        raise AbsenceRefused(
            f"there is no absence {number}; `mingcha absence list` shows their numbers"
        ) from None
    if stored.cancelled_at is not None:
        raise AbsenceRefused(f"absence {number} was cancelled already")
    official = stored.absence.official
    wrong = _not_entitled(book, official, [now, stored.recorded_at], by)
    if wrong is not None:
        raise AbsenceRefused(wrong)
    book.audit.note(now, by, "absence cancelled", f"absence {number} of {official}")
    entry = book.audit.newest().index
    book.absences.cancel(number, at=now, by=by, entry=entry)
    absence = replace(stored.absence, cancelled=entry)
    return replace(stored, absence=absence, cancelled_at=now, cancelled_by=by)


def _on_file(book: Book, entry: AbsenceEntry) -> StoredAbsence | None:
    mine = (entry.kind, entry.first_day, entry.last_day, entry.hours)
    for one in book.absences.of_official(entry.official):
        theirs = one.absence
        if one.cancelled_at is None and mine == (
            theirs.kind,
            theirs.first_day,
            theirs.last_day,
            theirs.hours,
        ):
            return one
    return None


def _stored(entry: AbsenceEntry, by: str, now: datetime, logged: int) -> StoredAbsence:
    return StoredAbsence(
        id=0,
        absence=Absence(
            official=entry.official,
            kind=entry.kind,
            first_day=entry.first_day,
            last_day=entry.last_day,
            hours=entry.hours,
            logged=logged,
        ),
        note=entry.note,
        recorded_at=now,
        recorded_by=by,
    )


def _moments(book: Book, entry: AbsenceEntry, now: datetime) -> Sequence[datetime]:
    """Now, and the first day of the absence: a posting may begin until then, or have ended."""
    zone: ZoneInfo = Rules.at(book, now).zone
    return now, datetime.combine(entry.first_day, time(12), tzinfo=zone)


def _not_entitled(book: Book, official: str, moments: Sequence[datetime], by: str) -> str | None:
    supervisors = {one.id: one for one in book.roster.supervisors()}
    who = supervisors.get(by)
    if who is None:
        return f"{by}: no inspector or administrator of this id is in the register"
    villages = {book.roster.region_of(official, moment) for moment in moments} - {""}
    if who.role == "administrator" or any(contains(who.region, one) for one in villages):
        return None
    able = sorted(one.id for one in supervisors.values() if _may(one, villages))
    expected = f"expected one of {', '.join(able)}" if able else "expected an administrator"
    return f"{by}: {official} is not posted in their region; {expected}"


def _may(one: Inspector, villages: set[str]) -> bool:
    return one.role == "administrator" or any(contains(one.region, code) for code in villages)
