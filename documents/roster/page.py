"""A page: one sheet of a workbook, cell by cell into text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents.roster.header import Header, header_at, header_of
from documents.roster.scan import Area, Facts
from documents.roster.table import CELL_LENGTH, misshapen
from documents.roster.unreadable import RosterUnreadable
from documents.roster.value import Told, text_of
from inspection.admission import PROGRESS_ROWS, OnRow
from inspection.heading import HEADINGS
from inspection.sheet import Fault, Row, Sheet

_ROWS_NAMED = 10
Cells = Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class Page:
    name: str
    title: str
    facts: Facts
    hidden: bool
    rows: Iterable[tuple[int, Cells]]
    """Those that hold anything."""

    @property
    def notices(self) -> Iterator[str]:
        if self.hidden:
            yield f"{self.title}: the sheet is hidden; it was read like the others"
        if rows := self.facts.hidden_rows:
            named = ", ".join(str(row) for row in rows[:_ROWS_NAMED])
            more = f" and {len(rows) - _ROWS_NAMED} more" if len(rows) > _ROWS_NAMED else ""
            yield f"{self.title}: hidden rows were read like the others: {named}{more}"
        if self.facts.hides_columns:
            yield f"{self.title}: hidden columns were read like the others"


def sheet_on(page: Page, on_row: OnRow | None) -> Sheet:
    """Raises RosterUnreadable for an empty page."""
    records = [(at, cells) for at, cells in page.rows if _holds_anything(cells)]
    if not records:
        raise RosterUnreadable(f"sheet {page.title} is empty; its first row must name the columns")
    written = [(at, [_plainly(cell) for cell in cells]) for at, cells in records[:10]]
    at_header = header_at(page.name, written)
    header = header_of(page.name, written[at_header])
    reader = _Reader(page, header)
    body = records[at_header + 1 :]
    rows = []
    for done, (at, cells) in enumerate(body, start=1):
        rows.append(reader.row(at, cells))
        if on_row is not None and (done % PROGRESS_ROWS == 0 or done == len(body)):
            on_row(page.name, done, len(body))
    return Sheet(
        name=page.name,
        columns=header.columns,
        rows=tuple(rows),
        title=page.title,
        headings=header.headings,
        heading_row=header.row,
        skips=at_header > 0,
        lettered=True,
    )


class _Reader:
    def __init__(self, page: Page, header: Header) -> None:
        self._name = page.name
        self._width = len(header.columns)
        ours = HEADINGS[page.name]
        self._kinds = [ours[one].kind if one in ours else "text" for one in header.columns]
        self._ours = {at for at, one in enumerate(header.columns) if one in ours}
        self._merged = [area for area in page.facts.merged if area.rows[1] > header.row]

    def row(self, at: int, cells: Cells) -> Row:
        read = [text_of(cell, kind) for cell, kind in zip(cells, self._kinds, strict=False)]
        texts = [text for text, _ in read]
        told = {place: wrong for place, (_, wrong) in enumerate(read) if wrong is not None}
        told |= dict(self._merged_at(at))
        extra = any(_plainly(cell).strip() for cell in cells[self._width :])
        return Row(
            number=at,
            cells=tuple(text[:CELL_LENGTH] for text in texts),
            defect=misshapen(self._name, at, texts, self._width, extra=extra),
            faults=tuple(
                Fault(place=place, reason=reason, remedy=remedy)
                for place, (reason, remedy) in sorted(told.items())
                if place in self._ours
            ),
        )

    def _merged_at(self, row: int) -> Iterator[tuple[int, Told]]:
        for area in self._merged:
            if area.rows[0] <= row <= area.rows[1]:
                for place in range(area.columns[0], min(area.columns[1] + 1, self._width)):
                    yield place, _of_merged(area)


def _of_merged(area: Area) -> Told:
    return (
        f"the cells {area.name} are merged, so nobody can tell to which of them the value belongs",
        "unmerge them and fill in each cell",
    )


def _holds_anything(cells: Cells) -> bool:
    return any(_plainly(cell).strip() for cell in cells)


def _plainly(cell: Any) -> str:
    return "" if cell.value is None else text_of(cell, "text")[0]
