"""Policy rows as a CSV sheet: region,key,value,from,to."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from documents.lines import Line, SheetRefused, lines_of
from inspection.policy import PolicyRow, check_region
from inspection.rule import PolicyError
from inspection.rulebook import read_value, rule_of

COLUMNS = ("region", "key", "value", "from", "to")
_Place = tuple[str, str, date]


def written(rows: Iterable[PolicyRow]) -> bytes:
    """UTF-8 with BOM, which spreadsheets need, in order of region, key and first day."""
    page = io.StringIO(newline="")
    sheet = csv.writer(page, lineterminator="\n")
    sheet.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row.region, row.key, row.valid_from)):
        sheet.writerow((row.region, row.key, row.value, row.valid_from, row.valid_to or ""))
    return page.getvalue().encode("utf-8-sig")


def read(raw: bytes) -> list[PolicyRow]:
    """Raises SheetRefused, which names all that is wrong with its line and column."""
    rows: list[PolicyRow] = []
    wrong: list[str] = []
    places: dict[_Place, int] = {}
    for line in lines_of(raw, COLUMNS):
        problems: list[str] = []
        row = _row(line, problems)
        if row is not None:
            place = row.region, row.key, row.valid_from
            first = places.setdefault(place, line.number)
            if first != line.number:
                problems.append(
                    line.wrong("from", f"{row.key} begins on this day on line {first} already")
                )
            rows.append(row)
        wrong += problems
    if wrong:
        raise SheetRefused("\n".join(wrong))
    return rows


def _row(line: Line, problems: list[str]) -> PolicyRow | None:
    cells = line.cells
    problems += _about_rule(line)
    begins = _day(line, "from", problems)
    ends = _day(line, "to", problems) if cells["to"] else None
    if begins and ends and ends < begins:
        problems.append(line.wrong("to", f"{ends} comes before the first day, {begins}"))
    if problems or begins is None:
        return None
    return PolicyRow(
        region=cells["region"], key=cells["key"], value=cells["value"], valid_from=begins,
        valid_to=ends,
    )  # fmt: skip


def _about_rule(line: Line) -> list[str]:
    key = line.cells["key"]
    found: list[str] = []
    try:
        rule_of(key)
    except PolicyError as error:
        return [line.wrong("key", str(error))]
    for column, check in (("value", read_value), ("region", check_region)):
        try:
            check(key, line.cells[column])
        except PolicyError as error:
            found.append(line.wrong(column, str(error)))
    return found


def _day(line: Line, column: str, problems: list[str]) -> date | None:
    text = line.cells[column]
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(line.wrong(column, f"{text!r} is no day; expected one such as 2026-03-10"))
        return None
