"""Names of columns: what an author may write for each, and which column a problem is in."""

from collections.abc import Iterable, Mapping

ALIASES: Mapping[str, tuple[str, ...]] = {
    "type": ("type", "command"),
    "name": ("name", "tag", "value"),
    "relevant": ("relevant", "relevance", "bind::relevant"),
    "required": ("required", "bind::required"),
    "read_only": ("read_only", "readonly", "bind::readonly"),
    "constraint": ("constraint", "bind::constraint"),
    "calculation": ("calculation", "calculate", "bind::calculate"),
    "choice_filter": ("choice_filter",),
    "default": ("default",),
    "parameters": ("parameters",),
    "appearance": ("appearance", "control::appearance", "body::appearance"),
    "label": ("label", "caption"),
    "list_name": ("list_name", "list name"),
}


def plain(heading: str) -> str:
    """A heading without capitals, and with one kind of blank."""
    return heading.strip().lower().replace(" ", "_")


def found(headings: Iterable[str], column: str) -> str:
    """How the workbook writes the heading of `column`; `column` itself where it has none."""
    names = ALIASES.get(column, (column,))
    written = {plain(heading): heading for heading in headings}
    for name in names:
        if plain(name) in written:
            return written[plain(name)]
    return next((h for p, h in written.items() if p.startswith(f"{plain(column)}::")), column)


def cell(row: Mapping[str, str], column: str) -> str:
    """What stands in `column` of a row, however its heading is written."""
    return str(row.get(found(row, column)) or "").strip()
