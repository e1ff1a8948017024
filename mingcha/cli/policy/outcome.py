"""What an amendment did, or would do."""

from collections.abc import Iterator

from rich.console import RenderableType

from fieldwork.amend import Amended, Amendment
from fieldwork.book import Book
from fieldwork.people import people_of
from inspection.explanation import Explained
from inspection.load import People
from inspection.policy import PolicyRow, best_rows, in_force
from mingcha.cli.policy.meaning import WEIGHTY, meaning

_SHOWN = 40


def told(amended: Amended) -> Iterator[str]:
    row, rule = amended.row, amended.now.rule
    first = f"from {row.valid_from}" + (f" to {row.valid_to}" if row.valid_to else " on")
    value = f"{row.value or 'nothing'} {rule.unit}".strip()
    yield f"{rule.key} becomes {value} {_where(row.region)}, {first}."
    yield f"  Instead of {amended.was.value or 'nothing'} ({_source(amended.was)})."
    if row.valid_to is None and amended.now.until is not None:
        yield f"  Until {amended.now.until}: then another row takes its place."
    for one in amended.kept[:_SHOWN]:
        yield f"  Region {one.region} keeps its own: {one.value} from {one.valid_from}."
    if not rule.applied:
        yield "  Nothing in the program acts on it yet: it is only kept."


def what_it_means(book: Book, amendment: Amendment) -> Iterator[RenderableType]:
    """For the last row on which it depends how many people are asked, if there is one."""
    weighty = [one.row for one in amendment.changed if one.row.key in WEIGHTY]
    if not weighty:
        return
    row = weighty[-1]
    before = in_force(amendment.before, row.region, row.valid_from)
    after = in_force(amendment.after, row.region, row.valid_from)
    people = _affected(book, amendment, row)
    yield from meaning(before, after, people, _where(row.region))


def _affected(book: Book, amendment: Amendment, row: PolicyRow) -> People:
    """The teams for which this row gives the value."""

    def belongs(village: str) -> bool:
        return best_rows(amendment.after, village, row.valid_from).get(row.key) == row

    return people_of(book, row.valid_from, belongs)


def _source(was: Explained) -> str:
    if was.row is None:
        return "the default"
    return f"{_where(was.row.region)} from {was.row.valid_from}"


def _where(region: str) -> str:
    return f"in region {region}" if region else "everywhere"
