"""Dates and times of an expression, always in the zone of the dialogue."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from inspection.questionnaire.fault import NotEvaluable

BLANKS = "".join(chr(code) for code in range(33))
_EPOCH = date(1970, 1, 1)
_MILLISECOND = timedelta(milliseconds=1)
_DAY = 86_400_000
"""Milliseconds."""
_WHOLE = re.compile(r"[+-]?[0-9]+")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def midnight(at: datetime) -> datetime:
    return datetime(at.year, at.month, at.day, tzinfo=at.tzinfo)


def days(at: datetime) -> int:
    """Whole days since 1970-01-01, by the calendar of the zone."""
    return at.date().toordinal() - _EPOCH.toordinal()


def local_fraction(at: datetime) -> float:
    """Days since 1970-01-01 00:00 in the zone of `at`, with the time of day as a fraction."""
    return (_milliseconds(at) - _milliseconds(datetime(1970, 1, 1, tzinfo=at.tzinfo))) / _DAY


def fraction(at: datetime) -> float:
    """Days since 1970-01-01 00:00 UTC, with the time of day as a fraction."""
    return _milliseconds(at) / _DAY


def time_of_day(at: datetime) -> float:
    """The part of the day that has passed in the zone, 0 to 1."""
    passed = (_milliseconds(at) + (at.utcoffset() or timedelta()) // _MILLISECOND) / _DAY
    return passed - math.floor(passed)


def _milliseconds(at: datetime) -> int:
    """Since 1970-01-01 00:00 UTC."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // _MILLISECOND


def day(number: int, zone: tzinfo) -> datetime:
    """Raises NotEvaluable beyond the calendar."""
    try:
        that = date.fromordinal(_EPOCH.toordinal() + number)
    except (ValueError, OverflowError):
        raise NotEvaluable(f"day {number} is beyond the calendar") from None
    return datetime(that.year, that.month, that.day, tzinfo=zone)


def from_days(number: float, zone: tzinfo) -> datetime:
    try:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(number * _DAY))
        return at.astimezone(zone)
    except (ValueError, OverflowError):
        raise NotEvaluable(f"day {number} is beyond the calendar") from None


def parse(words: str, zone: tzinfo) -> datetime:
    """2026-03-04, or 2026-03-04T08:00:00.000+08:00. Raises NotEvaluable for anything else."""
    day_words, separator, time_words = words.partition("T")
    at = _parse_day(day_words, zone)
    return parse_time(time_words, at) if separator else at


def parse_time(words: str, on: datetime) -> datetime:
    """08:00, 08:00:00.000 or 08:00+08:00 on the day of `on`, in its zone."""
    clock, offset = _offset(words)
    pieces = clock.split(":")
    try:
        hour, minute = int(pieces[0]), int(pieces[1])
        seconds = float(pieces[2] or "0") if len(pieces) == 3 else 0.0
        at = on.replace(hour=hour, minute=minute, second=int(seconds), microsecond=0)
        at += timedelta(milliseconds=int(1000 * seconds - 1000 * int(seconds)))
        if offset is not None:
            at = (at.replace(tzinfo=UTC) - offset).astimezone(on.tzinfo)
    except (ValueError, IndexError, OverflowError):
        raise NotEvaluable("words that are no time") from None
    if len(pieces) > 3:
        raise NotEvaluable("words that are no time")
    return at


def iso_date(at: datetime) -> str:
    return f"{at.year:04}-{at.month:02}-{at.day:02}"


def iso_time(at: datetime) -> str:
    """08:00:00.000+08:00, or with Z where the zone is that of Greenwich."""
    clock = f"{at.hour:02}:{at.minute:02}:{at.second:02}.{at.microsecond // 1000:03}"
    offset = at.utcoffset() or timedelta()
    if not offset:
        return f"{clock}Z"
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{clock}{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"


def iso(at: datetime) -> str:
    return f"{iso_date(at)}T{iso_time(at)}"


TOKENS: dict[str, Callable[[datetime], str]] = {
    "%": lambda at: "%",
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year:04}"[2:],
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "a": lambda at: _WEEKDAYS[at.weekday()],
}
"""Letter after % -> what it writes."""


def written(at: datetime, pattern: str) -> str:
    """`at` by a pattern such as %Y-%m-%d. Raises NotEvaluable for a letter that means nothing."""
    pieces: list[str] = []
    letters = iter(pattern)
    for letter in letters:
        if letter != "%":
            pieces.append(letter)
            continue
        token = next(letters, "")
        if token not in TOKENS:
            raise NotEvaluable(f"%{token} in a pattern of a date")
        pieces.append(TOKENS[token](at))
    return "".join(pieces)


def _parse_day(words: str, zone: tzinfo) -> datetime:
    pieces = words.split("-")
    if not all(_WHOLE.fullmatch(piece) for piece in pieces):
        raise NotEvaluable("words that are no date")
    try:
        year, month, number = (int(piece) for piece in pieces)
        return datetime(year, month, number, tzinfo=zone)
    except (ValueError, OverflowError):
        raise NotEvaluable("words that are no date") from None


def _offset(words: str) -> tuple[str, timedelta | None]:
    if words.endswith("Z"):
        return words[:-1], timedelta()
    for sign in ("+", "-"):
        clock, found, offset = words.partition(sign)
        if found:
            hours, _, minutes = offset.partition(":")
            try:
                ahead = timedelta(hours=int(hours), minutes=int(minutes or "0"))
            except (ValueError, OverflowError):
                raise NotEvaluable("words that are no time") from None
            return clock, ahead if sign == "+" else -ahead
    return words, None
