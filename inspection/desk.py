"""The desk where rows are admitted: remembers what came before, so that rows may refer to it."""

from collections.abc import Callable, Hashable
from datetime import date

from inspection import cell
from inspection.in_force import EMPTY, InForce, overlap
from inspection.line import Line
from inspection.number import Numbering
from inspection.region import contains, enclosing
from inspection.sheet import Row, Sheet

Span = tuple[date, date | None]


class Desk:
    def __init__(self, *, numbering: Numbering, synthetic: bool, register: InForce = EMPTY) -> None:
        self.numbering = numbering
        self.synthetic = synthetic
        self._register = register
        self._first: dict[str, dict[Hashable, int]] = {}
        self._refused: dict[str, dict[Hashable, int]] = {}
        self._spans: dict[tuple[str, str], list[tuple[Span, int]]] = {}
        self._holders: dict[str, str] = {}
        self._regions: set[str] = set()
        self._claimed: tuple[str, Hashable] | None = None

    def claim(self, line: Line, column: str, key: Hashable) -> None:
        """The row says it is `key`: only the first may."""
        if not key:
            return
        rows = self._first.setdefault(line.sheet, {})
        first = rows.setdefault(key, line.row)
        if first != line.row:
            line.refuse(
                column,
                f"row {first} already has the same key",
                "delete one of the two rows, or give each its own key",
            )
        else:
            self._claimed = line.sheet, key

    def settle(self, line: Line) -> bool:
        """True when nothing is wrong with the row; otherwise its key counts as refused."""
        claimed, self._claimed = self._claimed, None
        if line.refusals and claimed is not None:
            self._refused.setdefault(claimed[0], {})[claimed[1]] = line.row
        return not line.refusals

    def refer(self, line: Line, column: str, reader: Callable[[str], str], sheet: str) -> str:
        """The key of a row of `sheet`, which must have been admitted, now or before."""
        key = line.read(column, reader, "")
        if not key or self._register.has(sheet, key):
            return key
        refused = self._refused.get(sheet, {}).get(key)
        if refused is not None:
            line.refuse(
                column,
                f"it refers to row {refused} of {sheet}, which was refused",
                f"correct row {refused} of {sheet} first",
            )
        elif key not in self._first.get(sheet, {}):
            nor_register = ", nor has the register" if self._register.keys else ""
            line.refuse(
                column,
                f"{sheet} has no such row{nor_register}",
                f"write a key that stands in {sheet}, or add its row there",
            )
        return key

    def span(self, line: Line, owner: str, what: str) -> Span:
        """The days from-to of a row; rows of one `owner` may not overlap in time."""
        span = line.read("from", cell.day, date.min), line.read_or("to", cell.day, None)
        if line.refusals:
            return span
        if span[1] is not None and span[1] < span[0]:
            line.refuse("to", "it ends before it begins", "write a last day not before the first")
            return span
        earlier = self._spans.setdefault((line.sheet, owner), [])
        overlapped = next((row for other, row in earlier if overlap(span, other)), None)
        if overlapped is None:
            earlier.append((span, line.row))
        else:
            line.refuse(
                "from",
                f"it overlaps with row {overlapped}: {what}",
                f"end row {overlapped} the day before this one begins",
            )
        return span

    def own_number(self, line: Line, column: str) -> str:
        """The E.164 number of a person who is known by it: nobody else may have it."""
        text = line.text(column)
        if not text.strip():
            line.refuse(column, "the cell is empty", "write the person's own number")
            return ""
        number = line.number(column, text, self.numbering)
        if number is None or line.refusals:
            return ""
        holder = self._holders.setdefault(number.e164, f"{line.sheet}, row {line.row}")
        if holder != f"{line.sheet}, row {line.row}":
            line.refuse(
                column,
                f"{holder}, already has this number",
                "give each person a number of their own: answers are told apart by it",
            )
        return number.e164

    def settle_in(self, code: str) -> None:
        """Makes the regions of an admitted village known."""
        self._regions.update(enclosing(code))

    def inhabited(self, region: str) -> bool:
        return region in self._regions or any(
            contains(region, village) for village in self._register.keys.get("villages", ())
        )


def lines_of(sheet: Sheet) -> Callable[[Row], Line]:
    places = {column: place for place, column in enumerate(sheet.columns)}
    return lambda row: Line(sheet.name, row, places)
