"""Days of a calendar as a CSV sheet: day,kind,name."""

from collections.abc import Mapping
from datetime import date

from documents.lines import Line, SheetRefused, lines_of
from inspection.calendar import DayKind

COLUMNS = ("day", "kind", "name")
_WORKING: Mapping[str, bool] = {"working": True, "makeup": True, "rest": False, "holiday": False}
_LONGEST_NAME = 60


def read(raw: bytes) -> dict[date, DayKind]:
    """Days as announced. Raises SheetRefused, which names all that is wrong with line and column.

    `makeup` is a working day like `working`, `holiday` a day of rest like `rest`: the words are for
    those who read the sheet."""
    days: dict[date, DayKind] = {}
    lines: dict[date, int] = {}
    wrong: list[str] = []
    for line in lines_of(raw, COLUMNS):
        problems = _problems(line)
        wrong += problems
        if problems:
            continue
        day = date.fromisoformat(line.cells["day"])
        first = lines.setdefault(day, line.number)
        if first != line.number:
            wrong.append(line.wrong("day", f"{day} stands on line {first} already"))
        working = _WORKING[line.cells["kind"]]
        days[day] = DayKind(working=working, confirmed=True, name=line.cells["name"])
    if wrong:
        raise SheetRefused("\n".join(wrong))
    return days


def _problems(line: Line) -> list[str]:
    found: list[str] = []
    try:
        date.fromisoformat(line.cells["day"])
    except ValueError:
        shown = line.cells["day"]
        found.append(line.wrong("day", f"{shown!r} is no day; expected one such as 2026-06-24"))
    if line.cells["kind"] not in _WORKING:
        expected = f"expected one of {', '.join(_WORKING)}"
        found.append(line.wrong("kind", f"{line.cells['kind']!r}; {expected}"))
    if len(line.cells["name"]) > _LONGEST_NAME:
        found.append(line.wrong("name", f"expected at most {_LONGEST_NAME} letters"))
    return found
