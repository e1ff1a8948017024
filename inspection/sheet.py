"""Sheets: the roster as delivered, before anything in it is believed. Format-neutral."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspection.refusal import Refusal


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A cell that is no plain value, such as a formula."""

    place: int
    """Of the cell in its row, from 0."""
    reason: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    number: int
    """As a spreadsheet shows it: the header is row 1."""
    cells: tuple[str, ...] = field(repr=False)
    """One a column of the sheet, in its order, as written."""
    defect: Refusal | None = None
    """Set by the reader of a file when the row's shape is already wrong."""
    faults: tuple[Fault, ...] = ()
    """Cells that the reader of a file could not take for what they show."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    """As the file calls the sheet; empty: by its name."""
    headings: tuple[str, ...] = ()
    """As the file calls the columns; empty: by their names."""
    heading_row: int = 1
    skips: bool = False
    """Something stands above the headings, such as a title."""
    lettered: bool = False
    """A spreadsheet, so that columns are also found by their letter."""

    def place(self, row: int, column: str) -> str:
        """As a person finds it: `干部 (officials), row 3, column C, 电话 (phone)`."""
        where = f"{_named(self.title, self.name)}, row {row}"
        if column not in self.columns:
            return f"{where}, {column}" if column else where
        at = self.columns.index(column)
        named = _named(self.headings[at] if self.headings else "", column)
        return f"{where}, column {letters(at)}, {named}" if self.lettered else f"{where}, {named}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheets:
    sheets: Mapping[str, Sheet]
    synthetic: bool
    """The people and numbers are invented: a real carrier must refuse every one of them."""
    notices: tuple[str, ...] = ()
    """What a person should know about the file although nothing is refused for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """What a sheet must look like."""

    columns: tuple[str, ...]
    """In the order in which we write them; read in any order."""
    free: tuple[str, ...] = ()
    """Columns that may be missing."""
    refers_to: tuple[str, ...] = ()
    optional: bool = False
    """The whole sheet may be missing."""

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column for column in self.columns if column not in self.free)


def _named(written: str, name: str) -> str:
    """As it is written, and our name where that doesn't show in it already."""
    known = name in written.casefold()
    return written if known else f"{written} ({name})" if written else name


def letters(place: int) -> str:
    """The letters of a spreadsheet's column: 0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _layout(columns: str, *, free: str = "", refers_to: str = "", optional: bool = False) -> Layout:
    return Layout(
        columns=tuple(columns.split()),
        free=tuple(free.split()),
        refers_to=tuple(refers_to.split()),
        optional=optional,
    )


LAYOUTS: dict[str, Layout] = {
    "villages": _layout("code name township county prefecture province zone", free="zone"),
    "teams": _layout("team village name", refers_to="villages"),
    "officials": _layout("official name phone language unit", free="language unit"),
    "postings": _layout("official team role from to", free="to", refers_to="officials teams"),
    "households": _layout(
        "household village name phones language in_programme cadre_kin",
        free="language cadre_kin",
        refers_to="villages",
    ),
    "designations": _layout(
        "household official from to", free="to", refers_to="households officials", optional=True
    ),
    "inspectors": _layout(
        "inspector name phone language region county role kin",
        free="language role kin",
        refers_to="villages",
        optional=True,
    ),
}
"""In the order in which they are read: whatever is referred to comes first."""
