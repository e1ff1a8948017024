"""Days as people name them."""

from collections.abc import Sequence
from datetime import date, timedelta

_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Not strftime: its names follow the locale of the machine.


def spoken_days(days: Sequence[date], today: date, language: str) -> str:
    """Alternatives, the later day first: "today or yesterday" if they are these, dates if not.

    Raises ValueError without days or for a language other than zh and en.
    """
    if not days or language not in _WEEKDAYS:
        raise ValueError(f"{len(days)} days in language {language!r}; expected days in zh or en")
    latest_first = sorted(set(days), reverse=True)
    near = {
        today: {"zh": "今天", "en": "today"},
        today - timedelta(days=1): {"zh": "昨天", "en": "yesterday"},
    }
    joint = "或" if language == "zh" else " or "
    if all(day in near for day in latest_first):
        return joint.join(near[day][language] for day in latest_first)
    dates = joint.join(dated(day, language) for day in latest_first)
    return dates if language == "zh" else f"on {dates}"


def dated(day: date, language: str) -> str:
    """`Monday 2 March`, `3月2日星期一`."""
    weekday = _WEEKDAYS[language][day.weekday()]
    if language == "zh":
        return f"{day.month}月{day.day}日{weekday}"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]}"
