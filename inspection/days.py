"""Days and moments as people name them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import reduce

from inspection.phrase import phrase
from inspection.wording import worded

_WEEKDAYS = (
    phrase("weekday", "Monday"),
    phrase("weekday", "Tuesday"),
    phrase("weekday", "Wednesday"),
    phrase("weekday", "Thursday"),
    phrase("weekday", "Friday"),
    phrase("weekday", "Saturday"),
    phrase("weekday", "Sunday"),
)
_MONTHS = (
    phrase("month", "January"),
    phrase("month", "February"),
    phrase("month", "March"),
    phrase("month", "April"),
    phrase("month", "May"),
    phrase("month", "June"),
    phrase("month", "July"),
    phrase("month", "August"),
    phrase("month", "September"),
    phrase("month", "October"),
    phrase("month", "November"),
    phrase("month", "December"),
)
# Not strftime: its names follow the locale of the machine.
_TODAY = phrase("day", "today")
_YESTERDAY = phrase("day", "yesterday")
_EITHER = phrase("day: two that are asked about", "{one} or {other}")
_ON = phrase("day: asked about by date", "on {days}")
_DATED = phrase("day: with its weekday", "{weekday} {day} {month}")
_MOMENT = phrase("day: with its weekday and the time", "{day}, {time}")
_SHORT = phrase("day: short, with the time", "{day} {month} {time}")


def spoken_days(days: Sequence[date], today: date, language: str) -> str:
    """Alternatives, the later day first: "today or yesterday" if they are these, dates if not.

    Raises ValueError without days or for a language that has no catalogue.
    """
    if not days:
        raise ValueError("0 days; expected at least one that is asked about")
    latest_first = sorted(set(days), reverse=True)
    near = {today: _TODAY, today - timedelta(days=1): _YESTERDAY}
    if all(day in near for day in latest_first):
        return _either([worded(near[day], language, {}) for day in latest_first], language)
    return worded(_ON, language, {"days": alternatives(days, language)})


def alternatives(days: Sequence[date], language: str) -> str:
    """The dates, the later day first: `Monday 2 March or Sunday 1 March`."""
    return _either([dated(day, language) for day in sorted(set(days), reverse=True)], language)


def dated(day: date, language: str) -> str:
    """`Monday 2 March`, `3月2日星期一`."""
    return worded(_DATED, language, {**_parts(day, language), "weekday": _weekday(day, language)})


def moment(at: datetime, language: str) -> str:
    """A local time: `Monday 2 March, 12:05`, `3月2日星期一 12:05`."""
    return worded(_MOMENT, language, {"day": dated(at.date(), language), "time": f"{at:%H:%M}"})


def short_moment(at: datetime, language: str) -> str:
    """A local time: `2 March 12:05`, `3月2日 12:05`."""
    return worded(_SHORT, language, {**_parts(at.date(), language), "time": f"{at:%H:%M}"})


def _either(days: list[str], language: str) -> str:
    return reduce(lambda one, other: worded(_EITHER, language, {"one": one, "other": other}), days)


def _parts(day: date, language: str) -> dict[str, str]:
    return {"day": str(day.day), "month": worded(_MONTHS[day.month - 1], language, {})}


def _weekday(day: date, language: str) -> str:
    return worded(_WEEKDAYS[day.weekday()], language, {})
