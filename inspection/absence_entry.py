"""An absence as somebody enters it, before anything is believed of it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inspection import cell
from inspection.absence import ABSENCE_KINDS, AbsenceKind
from inspection.cell import Unfit
from inspection.hours import Hours, HoursUnreadable

MOST_DAYS = 366
LONGEST_NOTE = 500
_FAR = timedelta(days=731)


@dataclass(frozen=True, kw_only=True)
class AbsenceEntry:
    official: str
    kind: AbsenceKind
    first_day: date
    last_day: date
    hours: Hours
    note: str


def read_entry(
    cells: Mapping[str, str], kinds: Mapping[str, AbsenceKind], today: date
) -> tuple[AbsenceEntry | None, list[tuple[str, Unfit]]]:
    """From the cells official, kind, from, to, hours and note: the entry, or all that is wrong with
    which cell. `kinds`: how kinds may be written."""
    wrong: list[tuple[str, Unfit]] = []
    official, kind, first, last, hours, note = "", ABSENCE_KINDS[0], today, today, Hours(), ""
    for column in ("official", "kind", "from", "to", "hours", "note"):
        text = cells.get(column, "")
        try:
            if column == "official":
                official = cell.identifier(text)
            elif column == "kind":
                kind = _kind(text, kinds)
            elif column == "from":
                first = _day(text, today)
            elif column == "to":
                last = _day(text, today)
            elif column == "hours":
                hours = _hours(text)
            else:
                note = _note(text)
        except Unfit as unfit:
            wrong.append((column, unfit))
    if not wrong:
        wrong = [("to", unfit) for unfit in _length(first, last)]
    if wrong:
        return None, wrong
    return AbsenceEntry(
        official=official, kind=kind, first_day=first, last_day=last, hours=hours, note=note
    ), []


def _kind(text: str, kinds: Mapping[str, AbsenceKind]) -> AbsenceKind:
    found = kinds.get(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None:
        raise Unfit("this is no kind of absence", f"write {', '.join(ABSENCE_KINDS)}")
    return found


def _day(text: str, today: date) -> date:
    day = cell.day(text)
    if abs(day - today) > _FAR:
        raise Unfit("this day is more than two years away", "look whether the year is right")
    return day


def _hours(text: str) -> Hours:
    try:
        return Hours.parse(unicodedata.normalize("NFKC", text))
    except HoursUnreadable as unreadable:
        raise Unfit(str(unreadable), "leave it empty for whole days") from None


def _note(text: str) -> str:
    note = " ".join(text.split())
    if len(note) > LONGEST_NOTE:
        raise Unfit(
            f"a note has at most {LONGEST_NOTE} characters, this has {len(note)}", "shorten it"
        )
    return note


def _length(first: date, last: date) -> list[Unfit]:
    if last < first:
        return [
            Unfit(
                f"the last day, {last}, comes before the first, {first}",
                "write the days in their order",
            )
        ]
    if (last - first).days >= MOST_DAYS:
        return [
            Unfit(
                f"this is an absence of {(last - first).days + 1} days",
                f"expected at most {MOST_DAYS}: end the posting of who stays away for longer",
            )
        ]
    return []
