"""A year as twelve months on the screen."""

from calendar import monthcalendar
from collections.abc import Iterator, Mapping
from datetime import date

from rich.columns import Columns
from rich.console import RenderableType
from rich.markup import escape
from rich.text import Text

from inspection.calendar import DayKind
from inspection.calendar_page import Look, Stretch, look, stretches

_MARKS: Mapping[Look, tuple[str, str]] = {
    "working": (" ", ""),
    "rest": (".", "dim"),
    "makeup": ("+", "bold green"),
    "holiday": ("*", "bold red"),
}
"""Every look has a sign besides its colour: not everybody sees colours, nor does every screen."""
_LEGEND = "  7 working    7. day of rest    7* holiday    7+ make-up working day"


def picture(days: Mapping[date, DayKind], own: Mapping[date, DayKind]) -> Iterator[RenderableType]:
    """`own`: the days in which the region differs."""
    year = min(days).year
    yield Columns((_month(days, year, month) for month in range(1, 13)), padding=(0, 3))
    yield _LEGEND
    for one in stretches(days):
        yield f"  {escape(told(one))}"
    if any(day.year == year for day in own):
        yield "Of this region only:"
        for day in sorted(day for day in own if day.year == year):
            kind = own[day]
            yield f"  {day} {'working' if kind.working else 'free'} {escape(kind.name)}".rstrip()
    unsure = sum(not kind.confirmed for kind in days.values())
    if unsure:
        yield (
            f"[bold]Not confirmed:[/] {unsure} days of {year}. Holidays or make-up days may still"
            " be announced; import them, then `mingcha calendar confirm`."
        )


def _month(days: Mapping[date, DayKind], year: int, month: int) -> Text:
    unsure = any(d.month == month and not kind.confirmed for d, kind in days.items())
    text = Text(f"{date(year, month, 1):%B}{' ?' if unsure else ''}\n", style="")
    text.append(" Mo  Tu  We  Th  Fr  Sa  Su\n", "dim")
    for week in monthcalendar(year, month):
        for number in week:
            text.append(*_cell(days, date(year, month, number) if number else None))
        text.append("\n")
    return text


def _cell(days: Mapping[date, DayKind], day: date | None) -> tuple[str, str]:
    if day is None or day not in days:
        return "    ", ""
    mark, style = _MARKS[look(day, days[day])]
    return f"{day.day:>3}{mark}", style


def told(one: Stretch) -> str:
    """One line about days with one name."""
    days = f"{one.first}" if one.first == one.last else f"{one.first} to {one.last:%m-%d}"
    what = {"makeup": "make-up working day", "holiday": "holiday"}.get(one.look, one.look)
    return f"{days}: {what} {one.name}".rstrip()
