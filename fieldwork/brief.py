"""Summaries for inspectors: one per inspection when it is assessed, a digest at the day's end."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from fieldwork.book import (
    Book,
    Inspection,
    Inspector,
    Reply,
    StoreBusy,
    StoreDown,
    StoredSummary,
    StoredVisit,
)
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.dossiers import answers_of, dossier_of
from fieldwork.pausing import paused_regions
from fieldwork.ports import Ledger
from fieldwork.responsible import responsible, tell
from fieldwork.rules import Rules
from fieldwork.visit_files import file_of
from inspection.chat import Letter
from inspection.contact import Contact
from inspection.day_digest import Day, of_day
from inspection.dossier import Dossier
from inspection.summary import late_answer, of_inspection, statement
from inspection.writing import shortened

_log = logging.getLogger(__name__)
BROKEN_WAITS = timedelta(minutes=5)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(kw_only=True)
class Brief:
    ledger: Ledger
    reached: Reached = go_on
    _broken: dict[int, datetime] = field(default_factory=dict, init=False)
    """Inspections that could not be summarised, and when each is tried again."""

    def work(self, now: datetime) -> int:
        return self._summaries(now) + self._digests(now)

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            return not book.summaries.missing() and _day_over(book, now) is None

    def next_due(self, now: datetime) -> datetime | None:
        """When the next digest is due, once there is anything to digest."""
        with self.ledger.read() as book:
            if not book.roster.inspectors() or book.policy.calendar().days == {}:
                return None
            return _digest_at(Rules.at(book, now), _next_day(book, now))

    def _summaries(self, now: datetime) -> int:
        with self.ledger.read() as book:
            missing = book.summaries.missing()
        return sum(self._summarised(i, now) for i in missing if self._broken.get(i, now) <= now)

    def _summarised(self, inspection: int, now: datetime) -> bool:
        """One broken inspection does not stop the others: it is left alone for some minutes, and
        health tells of it."""
        try:
            with self.ledger.write() as book:
                self._summarise(book, inspection, now)
                self.reached(CrashPoint.SUMMARY_WRITTEN)
            self.reached(CrashPoint.SUMMARY_COMMITTED)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote what is stored.
            kind = type(error).__name__
            _log.error("inspection %d could not be summarised: %s", inspection, kind)
            self._broken[inspection] = now + BROKEN_WAITS
            return False
        self._broken.pop(inspection, None)
        return True

    def _summarise(self, book: Book, inspection_id: int, now: datetime) -> None:
        inspection = book.inspections.get(inspection_id)
        inspector = responsible(book, inspection.pick.village)
        text = of_inspection(
            dossier_of(book, inspection_id, now),
            book.inspections.findings(inspection_id),
            language=inspector.language if inspector else "zh",
        )
        book.summaries.add(
            StoredSummary(
                inspection=inspection_id,
                inspector=inspector.id if inspector else "",
                text=text,
                made_at=now,
            )
        )
        if inspector is not None:
            _tell(book, inspector, text, "summary", f"summary:{inspection_id}", now)

    def _digests(self, now: datetime) -> int:
        with self.ledger.read() as book:
            day = _day_over(book, now)
        if day is None:
            return 0
        with self.ledger.write() as book:
            for inspector in book.roster.inspectors():
                report = day_for(book, inspector, day, now, until=now)
                text = of_day(report, language=inspector.language)
                if book.summaries.add_digest(inspector.id, day, text, now):
                    _tell(book, inspector, text, "digest", f"digest:{inspector.id}:{day}", now)
            self.reached(CrashPoint.DIGEST_WRITTEN)
        self.reached(CrashPoint.DIGEST_COMMITTED)
        return 1


def pass_on_statement(book: Book, contact: Contact, text: str, *, key: str, now: datetime) -> None:
    """What the person says about a check goes to the inspector who has it, without delay."""
    inspection = book.inspections.get(contact.inspection)
    inspector = responsible(book, inspection.pick.village)
    if inspector is None:
        return
    name = book.roster.official(contact.person).name
    told = statement(inspection.id, name, text, language=inspector.language)
    _tell(book, inspector, told, "summary", f"{key}:statement", now)


def pass_on_late_answer(book: Book, contact: Contact, reply: Reply, *, key: str) -> None:
    """An answer that the summary can no longer hold goes to the inspector by itself."""
    inspection = book.inspections.get(contact.inspection)
    inspector = responsible(book, inspection.pick.village)
    if inspection.assessed_at is None or inspector is None:
        return
    (answer,) = answers_of(book, contact.id, [reply])
    dossier = dossier_of(book, inspection.id, reply.at)
    told = late_answer(dossier, answer, language=inspector.language)
    _tell(book, inspector, told, "summary", f"{key}:late answer", reply.at)


def day_for(
    book: Book,
    inspector: Inspector | None,
    day: date,
    now: datetime,
    *,
    until: datetime | None = None,
) -> Day:
    """One local day of the inspector's region, or of everything without an inspector: what was
    drawn on it, and what its digest says was assessed: all since the digest before, up to `until`
    or else to when the day's own digest was made."""
    rules = Rules.at(book, now, inspector.region if inspector else "")
    zone = rules.policy.zone
    start = datetime.combine(day, time(0), tzinfo=zone)
    end = datetime.combine(day + timedelta(days=1), time(0), tzinfo=zone)

    def mine(one: Inspection | StoredVisit) -> bool:
        return inspector is None or responsible(book, one.pick.village) == inspector

    drawn = [i for i in book.inspections.between(start, end) if mine(i)]
    since = book.summaries.latest_digest_at(before=day)
    made = book.summaries.latest_digest_at(before=day + timedelta(days=1))
    own = until or (made if made != since else None)
    begin = since or (_BEGINNING if own else start)
    assessed = [i for i in book.inspections.assessed_between(begin, own or end) if mine(i)]
    ended = book.visits.closed_between(begin, own or end)
    return Day(
        day=day,
        drawn=tuple(dossier for _, dossier in _dossiers(book, drawn, now)),
        assessed=tuple(
            (dossier, tuple(book.inspections.findings(number)))
            for number, dossier in _dossiers(book, assessed, now)
        ),
        paused=paused_regions(book, inspector, start, min(end, until or end)),
        visits=[file_of(book, visit) for visit in ended if mine(visit)],
    )


def _dossiers(
    book: Book, inspections: Iterable[Inspection], now: datetime
) -> Iterator[tuple[int, Dossier]]:
    """One that cannot be read is left out: the day is told without it, and not untold for it."""
    for one in inspections:
        try:
            yield one.id, dossier_of(book, one.id, now)
        except (StoreBusy, StoreDown):
            raise
        except Exception as error:
            kind = type(error).__name__
            _log.error("inspection %d was left out of a digest: %s", one.id, kind)


def _day_over(book: Book, now: datetime) -> date | None:
    """The day whose digest is due; None if none is."""
    if not book.roster.inspectors() or not book.policy.calendar().days:
        return None
    day = _next_day(book, now)
    return day if _digest_at(Rules.at(book, now), day) <= now else None


def _next_day(book: Book, now: datetime) -> date:
    """The first local day that has no digest yet: the day after the last one, else today; days
    that passed while nobody was there are not made up for."""
    rules = Rules.at(book, now)
    today = now.astimezone(rules.policy.zone).date()
    latest = book.summaries.latest_digest()
    day = max(today, latest + timedelta(days=1)) if latest else today
    return rules.calendar.next_working(day)


def _digest_at(rules: Rules, day: date) -> datetime:
    return datetime.combine(day, rules.policy.digest_at, tzinfo=rules.policy.zone)


def _tell(
    book: Book, inspector: Inspector, text: str, kind: "str", key: str, now: datetime
) -> None:
    """Without a linked chat it stays to be read with `brief`."""
    letter = Letter(text=shortened(text))
    tell(book, inspector, letter, "digest" if kind == "digest" else "summary", key, now)
