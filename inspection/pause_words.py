"""What inspectors read about pauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from inspection.days import dated, short_moment
from inspection.phrase import Phrase, phrase
from inspection.wording import worded

TEXTS: Mapping[str, Phrase] = {
    "everywhere": phrase("pause", "All regions"),
    "began": phrase(
        "pause",
        "{place}: the checks are paused{until}. Reason: “{reason}”\n"
        "Meanwhile nobody is drawn, called or reminded. For checks that are not answered yet time"
        " stands still: nobody counts as late or unreachable because of it.",
    ),
    "until": phrase("pause", ", up to and including {day}"),
    "ended": phrase(
        "pause",
        "{place}: the checks go on.{why}\n"
        "What was not finished before the pause is taken up again little by little.",
    ),
    "why": phrase("pause", " Reason: “{reason}”"),
    "last day over": phrase("pause", " The last day of the pause is over."),
    "wider": phrase("pause", "{place} stays paused: another pause holds it too."),
    "digest": phrase("pause", "Paused: {place}, since {since}{until}. “{reason}”"),
    "still": phrase(
        "pause",
        "The place has been paused since {since}: nobody is asked meanwhile, and the time"
        " does not count.",
    ),
    "inspection": phrase(
        "pause",
        "The place was paused from {since} to {until}: nobody was asked meanwhile, and the"
        " time does not count.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class PausedRegion:
    """A pause as it is told; days are local ones."""

    region: str
    name: str
    reason: str
    since: date
    last_day: date | None


def place(region: str, name: str, language: str) -> str:
    """`Luquan (530128)`."""
    return f"{name} ({region})" if region else worded(TEXTS["everywhere"], language, {})


def began(pause: PausedRegion, *, language: str) -> str:
    return _told("began", pause, language)


def ended(pause: PausedRegion, why: str, *, still_paused: bool, language: str) -> str:
    """`why` is "" where the last day is over; `still_paused`: by another pause."""
    said = _text("why", language, reason=why) if why else _text("last day over", language)
    where = place(pause.region, pause.name, language)
    told = _text("ended", language, place=where, why=said)
    if not still_paused:
        return told
    return f"{told.partition(chr(10))[0]}\n{_text('wider', language, place=where)}"


def in_digest(pause: PausedRegion, *, language: str) -> str:
    return _told("digest", pause, language)


def in_summary(start: datetime, end: datetime | None, *, zone: ZoneInfo, language: str) -> str:
    since = short_moment(start.astimezone(zone), language)
    if end is None:
        return _text("still", language, since=since)
    return _text(
        "inspection", language, since=since, until=short_moment(end.astimezone(zone), language)
    )


def last_day_of(until: date) -> date:
    """The last day of a pause that ends at the beginning of the day `until`."""
    return until - timedelta(days=1)


def _told(which: str, pause: PausedRegion, language: str) -> str:
    until = ""
    if pause.last_day is not None:
        until = _text("until", language, day=dated(pause.last_day, language))
    return _text(
        which,
        language,
        place=place(pause.region, pause.name, language),
        until=until,
        reason=pause.reason,
        since=dated(pause.since, language),
    )


def _text(which: str, language: str, **facts: str) -> str:
    return worded(TEXTS[which], language, facts)
