"""Regions are paused and resumed; the inspectors of the region are told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fieldwork.book import Book, Inspector, StoredPause
from fieldwork.correspondence import message
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.ports import Ledger
from fieldwork.rules import Rules
from inspection import pause_words
from inspection.chat import Letter
from inspection.pause import paused
from inspection.pause_words import PausedRegion
from inspection.region import contains


@dataclass(kw_only=True)
class Pausing:
    """Notices that the last day of a pause is over. Everything else looks at the hours itself:
    the pause ends on time even while nobody is there to notice."""

    ledger: Ledger
    reached: Reached = go_on

    def work(self, now: datetime) -> int:
        with self.ledger.read() as book:
            over = [pause for pause in book.pauses.all() if _is_over(pause, now)]
        for pause in over:
            with self.ledger.write() as book:
                end(book, pause, "", now, actor="scheduler")
                self.reached(CrashPoint.PAUSE_WRITTEN)
            self.reached(CrashPoint.PAUSE_COMMITTED)
        return len(over)

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            return not any(_is_over(pause, now) for pause in book.pauses.all())

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            ends = [p.until for p in book.pauses.all() if p.until and p.ended_at is None]
        return min(ends, default=None)


def begin(
    book: Book, region: str, reason: str, last_day: date | None, now: datetime
) -> tuple[StoredPause, bool]:
    """The pause of exactly this region, and whether it is new: the same again changes nothing, one
    with another last day takes the place of the former."""
    until = None if last_day is None else _after(last_day, zone_of(book, region, now))
    former = in_force(book, region, now)
    if former and former[-1].until == until:
        return former[-1], False
    for one in former:
        book.pauses.end(one.id, now, reason)
    stored = book.pauses.begin(
        StoredPause(id=0, region=region, reason=reason, began_at=now, until=until)
    )
    about = f"pause {stored.id} {region or 'everywhere'}"
    book.audit.note(now, "operator", "region paused", f"{about} until {last_day or 'resumed'}")
    _tell(book, stored, "began", now)
    return stored, True


def in_force(book: Book, region: str, now: datetime) -> Sequence[StoredPause]:
    """The pauses of exactly this region."""
    return [p for p in book.pauses.all() if p.region == region and p.in_force(now)]


def end(
    book: Book, pause: StoredPause, why: str, now: datetime, *, actor: str = "operator"
) -> None:
    """`why` is "" where the last day is over."""
    moment = min(now, pause.until) if pause.until is not None else now
    if not book.pauses.end(pause.id, moment, why):
        return  # another process was quicker
    about = f"pause {pause.id} {pause.region or 'everywhere'}"
    book.audit.note(now, actor, "region resumed", about)
    _tell(book, replace(pause, ended_at=moment, ended_why=why), "ended", now)


def paused_regions(
    book: Book, inspector: Inspector | None, start: datetime, end: datetime
) -> tuple[PausedRegion, ...]:
    """What of the inspector's region (of everything without an inspector) was paused at some time
    from start to end."""
    return tuple(
        as_told(book, one, start)
        for one in book.pauses.all()
        if one.began_at < end
        and (one.pause.ends_at is None or one.pause.ends_at > start)
        and (inspector is None or _touches(one.region, inspector))
    )


def as_told(book: Book, pause: StoredPause, now: datetime) -> PausedRegion:
    zone = zone_of(book, pause.region, now)
    last = None
    if pause.until is not None:
        last = pause_words.last_day_of(pause.until.astimezone(zone).date())
    return PausedRegion(
        region=pause.region,
        name=book.roster.region_name(pause.region),
        reason=pause.reason,
        since=pause.began_at.astimezone(zone).date(),
        last_day=last,
    )


def waiting(book: Book, region: str) -> int:
    """How many contacts of the region are open."""
    return book.contacts.open_in(region)


def zone_of(book: Book, region: str, now: datetime) -> ZoneInfo:
    return Rules.at(book, now, region).zone


def _tell(book: Book, pause: StoredPause, what: str, now: datetime) -> None:
    for inspector in book.roster.inspectors():
        if not _touches(pause.region, inspector):
            continue
        told, language = as_told(book, pause, now), inspector.language
        if what == "began":
            text = pause_words.began(told, language=language)
        else:
            still = paused(book.pauses.known(), pause.region, now)
            text = pause_words.ended(told, pause.ended_why, still_paused=still, language=language)
        for chat in book.chats.of_person("inspector", inspector.id):
            if chat.state == "linked":
                post = message(chat, Letter(text=text))
                key = f"pause {what}:{pause.id}:{chat.id}"
                book.messages.post(replace(post, key=key, next_at=now))


def _touches(region: str, inspector: Inspector) -> bool:
    return contains(region, inspector.region) or contains(inspector.region, region)


def _is_over(pause: StoredPause, now: datetime) -> bool:
    return pause.ended_at is None and pause.until is not None and pause.until <= now


def _after(last_day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(last_day + timedelta(days=1), time(0), tzinfo=zone)
