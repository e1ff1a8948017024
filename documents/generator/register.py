"""The register that a generated roster is written into: rows, ids and numbers as they are given."""

from inspection.sheet import LAYOUTS, Row, Sheet, Sheets

# Valid mobile numbers, so real people may have them: the whole roster is marked synthetic.
OFFICIALS = "+861990"
HOUSEHOLDS = "+861995"
MIGRANTS = "+861985"
INSPECTORS = "+861999"


class Register:
    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in LAYOUTS}
        self._given: dict[str, int] = {}

    def add(self, sheet: str, *cells: str) -> None:
        """The cells stand in the order of the sheet's columns."""
        if len(cells) != len(LAYOUTS[sheet].columns):
            raise ValueError(f"{sheet} has {len(LAYOUTS[sheet].columns)} columns")
        self._rows[sheet].append(cells)

    def next_id(self, letter: str, digits: int) -> str:
        return f"{letter}{self._next(letter):0{digits}}"

    def next_number(self, prefix: str) -> str:
        """E.164: the prefix and seven digits."""
        return f"{prefix}{self._next(prefix):07}"

    def sheets(self) -> Sheets:
        return Sheets(sheets={name: self._sheet(name) for name in LAYOUTS}, synthetic=True)

    def _next(self, series: str) -> int:
        self._given[series] = self._given.get(series, 0) + 1
        return self._given[series]

    def _sheet(self, name: str) -> Sheet:
        rows = tuple(
            Row(number=at, cells=cells) for at, cells in enumerate(self._rows[name], start=2)
        )
        return Sheet(name=name, columns=LAYOUTS[name].columns, rows=rows)
