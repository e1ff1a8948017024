"""A first look through the parts of a workbook: what openpyxl does not tell of a sheet that it
reads row by row, and what must not be given to it at all."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from documents.roster.unreadable import RosterUnreadable

MOST_COLUMNS = 100
MOST_MERGED = 1_000
_CHUNK = 1 << 16
_NOT_PLAIN = ("xl/media/", "xl/embeddings/")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, kw_only=True)
class Area:
    """Merged cells; rows from 1, columns from 0, both ends included."""

    name: str
    """Such as A2:A5."""
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(kw_only=True)
class Facts:
    """What is known of one sheet before it is read."""

    filled: list[int] = field(default_factory=list)
    """Rows that hold anything, in order."""
    width: int = 0
    """Columns up to the last that holds anything."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_from: int | None = None
    """The first hidden column, from 1."""
    merged: list[Area] = field(default_factory=list)

    @property
    def hides_columns(self) -> bool:
        """Those beside the table are hidden in many a workbook, and hold nothing."""
        return self.hidden_from is not None and self.hidden_from <= self.width


def scanned(archive: zipfile.ZipFile) -> Mapping[str, Facts]:
    """Part -> facts. Raises RosterUnreadable for a part that declares entities (it may unpack
    itself without end) or is no XML."""
    facts: dict[str, Facts] = {}
    for part in archive.infolist():
        name = part.filename
        if name.casefold().endswith((".xml", ".rels")) and not name.startswith(_NOT_PLAIN):
            facts[name] = _Scan().of(archive, part)
    return facts


class _Scan:
    def __init__(self) -> None:
        self._facts = Facts()
        self._row = self._column = 0
        self._hidden = False
        self._cell = ""
        self._merged: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def of(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Facts:
        try:
            with archive.open(part) as source:
                while piece := source.read(_CHUNK):
                    self._parser.Parse(piece, False)
                self._parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, OSError, EOFError, ValueError) as wrong:
            if isinstance(wrong, RosterUnreadable):
                raise RosterUnreadable(f"{part.filename} in it {wrong}") from None
            raise RosterUnreadable(
                f"{part.filename} in it is damaged; open the workbook in a spreadsheet and save it"
                " again"
            ) from None
        self._facts.merged = _areas(self._merged)
        return self._facts

    def _doctype(self, *_: object) -> None:
        raise RosterUnreadable(
            "declares a document type, as no spreadsheet does; type the roster into a new workbook"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Called for every cell of a sheet that may be formatted to its very end, so the name of
        a cell is only read once something stands in it."""
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self._cell = attributes.get("r", "")
            self._column += 1
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column = 0
            self._hidden = "hidden" in attributes and _is_true(attributes["hidden"])
        elif tag in ("v", "f", "is"):
            self._filled()
        elif tag == "mergeCell":
            self._merged.append(attributes.get("ref", ""))
        elif tag == "col" and _is_true(attributes.get("hidden")):
            first = int(attributes.get("min", "1"))
            self._facts.hidden_from = min(first, self._facts.hidden_from or first)

    def _filled(self) -> None:
        facts = self._facts
        found = _CELL.fullmatch(self._cell)
        facts.width = max(facts.width, _number(found[1]) if found else self._column)
        if not facts.filled or facts.filled[-1] != self._row:
            facts.filled.append(self._row)
            if self._hidden:
                facts.hidden_rows.append(self._row)


def _areas(names: Sequence[str]) -> list[Area]:
    if len(names) > MOST_MERGED:
        raise RosterUnreadable(
            f"a sheet has {len(names):,} merged ranges; unmerge its cells and fill in every row"
        )
    areas = []
    for name in names:
        first, _, last = name.replace("$", "").partition(":")
        one, other = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
        if one and other:
            rows = int(one[2]), int(other[2])
            areas.append(
                Area(name=name, rows=rows, columns=(_number(one[1]) - 1, _number(other[1]) - 1))
            )
    return areas


def _number(letters: str) -> int:
    """A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")
