"""The lines of a small CSV sheet whose columns are known, and what is wrong with them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from documents.roster.encoding import EncodingUnclear, decoded


class SheetRefused(ValueError):
    """A sheet that is not taken: all that is wrong, a line each."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """`number` as an editor shows it, from 1; the header is 1."""

    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, what: str) -> str:
        return f"line {self.number}, {column}: {what}"


def lines_of(raw: bytes, columns: Sequence[str]) -> Iterator[Line]:
    """Lines with anything in them, cells without the spaces around them. Raises SheetRefused where
    the text or its header cannot be read."""
    try:
        text = decoded(raw)
    except EncodingUnclear as error:
        raise SheetRefused(str(error)) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    expected = f"expected the columns {','.join(columns)}"
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        if sorted(header) != sorted(columns):
            raise SheetRefused(f"line 1: {','.join(header) or 'nothing'}; {expected}")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise SheetRefused(
                    f"line {reader.line_num}: {len(cells)} cells; {expected}. A value with a comma"
                    " stands in quotation marks"
                )
            named = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            yield Line(number=reader.line_num, cells=named)
    except csv.Error as error:
        raise SheetRefused(f"line {reader.line_num}: {error}; {expected}") from None
