"""A line: one row of a sheet while it is read, with everything that is wrong with it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from inspection.cell import Unfit
from inspection.number import Number, Numbering, NumberRefused
from inspection.refusal import Refusal, shown
from inspection.sheet import Row

T = TypeVar("T")
Places = Mapping[str, int]
"""Where each column stands in the rows of one sheet."""


class Line:
    def __init__(self, sheet: str, row: Row, places: Places) -> None:
        self.sheet = sheet
        self.row = row.number
        self.refusals: list[Refusal] = [] if row.defect is None else [row.defect]
        self._misshapen = row.defect is not None
        self._cells = row.cells
        self._places = places
        self._faulty: frozenset[str] = frozenset()
        if row.faults:
            self._tell_faults(row)

    def text(self, column: str) -> str:
        """Empty too when the column or the end of a short row is missing."""
        place = self._places.get(column, len(self._cells))
        return self._cells[place] if place < len(self._cells) else ""

    def read(self, column: str, reader: Callable[[str], T], unread: T) -> T:
        """`unread` stands in when the cell is refused: the row will not be kept."""
        text = self.text(column)
        if not text.strip() and column not in self._faulty:
            self.refuse(column, "the cell is empty", f"fill in {column}")
            return unread
        return self.read_or(column, reader, unread)

    def read_or(self, column: str, reader: Callable[[str], T], blank: T) -> T:
        """As `read`, but the cell may be empty and then means `blank`."""
        text = self.text(column)
        if not text.strip() or column in self._faulty:
            return blank
        try:
            return reader(text)
        except Unfit as wrong:
            self.refuse(column, wrong.reason, wrong.remedy)
            return blank

    def number(self, column: str, text: str, numbering: Numbering) -> Number | None:
        found = numbering.read(text)
        if isinstance(found, NumberRefused):
            self._refuse(column, text, found.reason, found.remedy)
            return None
        return found

    def _tell_faults(self, row: Row) -> None:
        columns = {place: column for column, place in self._places.items()}
        for fault in row.faults:
            self.refuse(columns[fault.place], fault.reason, fault.remedy)
        self._faulty = frozenset(columns[fault.place] for fault in row.faults)

    def refuse(self, column: str, reason: str, remedy: str) -> None:
        self._refuse(column, self.text(column), reason, remedy)

    def _refuse(self, column: str, text: str, reason: str, remedy: str) -> None:
        if self._misshapen or column in self._faulty:
            return  # whatever else seems wrong follows from the shape of the row or the cell
        self.refusals.append(
            Refusal(
                sheet=self.sheet,
                row=self.row,
                column=column,
                value_shown=shown(column, text),
                reason=reason,
                remedy=remedy,
            )
        )
