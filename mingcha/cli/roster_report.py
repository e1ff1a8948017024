"""What an import has done, or would do, as a person reads it. Names and numbers are not shown."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.table import Table

from fieldwork.book import Stored
from inspection.difference import Difference, Key
from inspection.refusal import shown
from inspection.roster import Checked
from inspection.sheet import Sheets

_SHOWN = 20


def report_import(console: Console, delivered: Sheets, checked: Checked, stored: Stored) -> None:
    parts = (stored.added, stored.changed, stored.unchanged, stored.missing)
    counts = {sheet: [part.get(sheet, 0) for part in parts] for sheet in checked.counts}
    _report(console, delivered, checked, counts)


def report_trial(
    console: Console,
    delivered: Sheets,
    checked: Checked,
    differences: Mapping[str, Difference],
) -> None:
    _report(
        console,
        delivered,
        checked,
        {
            sheet: [len(one.new), len(one.changed), one.unchanged, len(one.missing)]
            for sheet, one in differences.items()
        },
    )
    for sheet in checked.counts:
        one = differences[sheet]
        changed = [f"{_named(key)} ({', '.join(said)})" for key, said in one.changed.items()]
        _list(console, f"{sheet}, new", [_named(key) for key in one.new])
        _list(console, f"{sheet}, changed", changed)
        _list(console, f"{sheet}, missing", [_named(key) for key in one.missing])
    console.print("This was a dry run: the register is as it was.")


def _report(
    console: Console,
    delivered: Sheets,
    checked: Checked,
    counts: Mapping[str, Sequence[int]],
) -> None:
    table = Table("sheet", box=None)
    for heading in ("read", "refused", "accepted", "new", "changed", "unchanged", "missing"):
        table.add_column(heading, justify="right")
    for sheet, read in checked.counts.items():
        numbers = (read.read, read.refused, read.accepted, *counts[sheet])
        table.add_row(sheet, *(str(number) for number in numbers))
    console.print(table)
    for notice in delivered.notices:
        console.print(notice, markup=False, soft_wrap=True)
    for sheet, columns in checked.ignored.items():
        console.print(f"{sheet}: columns ignored: {', '.join(columns)}", markup=False)
    for refusal in checked.refusals[:_SHOWN]:
        console.print(str(refusal), markup=False, soft_wrap=True)
    if len(checked.refusals) > _SHOWN:
        console.print(
            f"... and {len(checked.refusals) - _SHOWN} more; --refusals FILE writes all of them."
        )


def _list(console: Console, what: str, rows: Sequence[str]) -> None:
    if rows:
        more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
        told = "; ".join(rows[:_SHOWN])
        console.print(f"{what}: {told}{more}", markup=False, soft_wrap=True)


def _named(key: Key) -> str:
    """Ids as they may be shown: an office may have taken a name or a number for one."""
    return " ".join(
        part.isoformat() if isinstance(part, date) else shown("code", str(part)) for part in key
    )
