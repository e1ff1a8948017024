"""What inspectors read about pauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from inspection.days import dated
from inspection.form import Labels
from inspection.wording import worded

TEXTS: Mapping[str, Labels] = {
    "everywhere": {"zh": "全部地区", "en": "All regions"},
    "began": {
        "zh": "{place}：抽查已暂停{until}。原因：“{reason}”\n"
        "暂停期间不抽签、不打电话、不发提醒；尚未答完的期限顺延，期间联系不上或答复迟，均不计入。",
        "en": "{place}: the checks are paused{until}. Reason: “{reason}”\n"
        "Meanwhile nobody is drawn, called or reminded. For checks that are not answered yet time"
        " stands still: nobody counts as late or unreachable because of it.",
    },
    "until": {"zh": "，至{day}（含当日）", "en": ", up to and including {day}"},
    "ended": {
        "zh": "{place}：抽查恢复。{why}\n暂停前未完成的联系会在今后几小时内陆续继续。",
        "en": "{place}: the checks go on.{why}\n"
        "What was not finished before the pause is taken up again little by little.",
    },
    "why": {"zh": "原因：“{reason}”", "en": " Reason: “{reason}”"},
    "last day over": {"zh": "暂停期已满。", "en": " The last day of the pause is over."},
    "wider": {
        "zh": "{place}仍在另一项更大范围的暂停之内。",
        "en": "{place} stays paused: another pause holds it too.",
    },
    "digest": {
        "zh": "暂停：{place}，自{since}起{until}。“{reason}”",
        "en": "Paused: {place}, since {since}{until}. “{reason}”",
    },
    "still": {
        "zh": "自{since}起本地暂停抽查：其间不联系任何人，也不计时。",
        "en": "The place has been paused since {since}: nobody is asked meanwhile, and the time"
        " does not count.",
    },
    "inspection": {
        "zh": "{since}至{until}本地暂停抽查：其间没有联系任何人，也不计时。",
        "en": "The place was paused from {since} to {until}: nobody was asked meanwhile, and the"
        " time does not count.",
    },
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
    since = f"{start.astimezone(zone):%m-%d %H:%M}"
    if end is None:
        return _text("still", language, since=since)
    return _text("inspection", language, since=since, until=f"{end.astimezone(zone):%m-%d %H:%M}")


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
