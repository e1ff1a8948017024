"""`mingcha draw verify`: checks what was exported, offline and without the store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track

from documents.calendar import calendar_of
from inspection.calendar import Calendar
from inspection.proof.anchors import read_anchors, read_head
from inspection.proof.document import Malformed
from inspection.proof.places import Places
from inspection.proof.several import SeenSlot, check_period, check_twice
from inspection.proof.verdict import Notes, Standing, Verdict
from mingcha.cli.auditing import Checked, Task, check_all, workers_for
from mingcha.cli.files import read_file
from mingcha.cli.refusal import Refused

_T = TypeVar("_T")
_CYCLES_FROM = 2024
_MEANING = {
    Standing.PROVED: "proved against the anchors, the public keys and the log's head",
    Standing.CONSISTENT: "consistent in itself, but not proved against anything from outside",
    Standing.DEVIATES: "NOT as it must be",
}


def verify(
    files: Annotated[
        list[Path], typer.Argument(help="Bundles, notes of missed slots, proofs of single units.")
    ],
    anchors: Annotated[
        Path | None,
        typer.Option(help="Anchors file, as the custodians published it before the draw."),
    ] = None,
    head: Annotated[
        Path | None, typer.Option(help="A head of the log that was sent out after the draw.")
    ] = None,
    period: Annotated[
        tuple[datetime, datetime] | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="First and last day: every permitted slot between must be among the files, drawn"
            " once or missed, and every unit's cycle must go on from slot to slot.",
        ),
    ] = None,
    country: Annotated[
        str, typer.Option(help="Whose working days a period is measured by, e.g. CN.")
    ] = "CN",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that check at once; 0: one for each core.")
    ] = 0,
) -> None:
    """Recompute a draw from its bundle: signatures, codes, frame, every chance, every pick.

    Needs no installation, no network and no trust in the office that drew.

    Example: `mingcha draw verify bundles/*.json --anchors anchors.json --head head.json`

    Exit status: 0 all is proved against the outside anchors, keys and log head; 3 all is consistent
    in itself, but something outside was not given; 1 something deviates, and is named; 2 a file
    cannot be read as what it should be.
    """
    published = None if anchors is None else _parsed("--anchors", anchors, read_anchors)
    sent_out = None if head is None else _parsed("--head", head, read_head)
    calendar = _calendar(period, country)
    console = Console(highlight=False, soft_wrap=True)
    with TemporaryDirectory(prefix="mingcha-verify-") as folder:
        aside = {str(path): Path(folder) / str(n) for n, path in enumerate(files)}
        tasks = [
            Task(
                path=path,
                anchors=published,
                head=sent_out,
                places=aside[str(path)] if period else None,
            )
            for path in files
        ]
        checked = []
        for one in _shown(check_all(tasks, workers or workers_for(tasks)), len(tasks)):
            _tell(one.path, one.title, one.verdict, console)
            checked.append(one)
        notes = Notes()
        seen = [one.seen for one in checked if one.seen is not None]
        check_twice(seen, notes)
        if period is not None and calendar is not None:
            first, last = (day.date() for day in period)
            check_period(seen, first, last, calendar, lambda one: _places(aside, one), notes)
    standings = [one.verdict.standing for one in checked]
    standings.append(_tell_together(notes, len(files), period is not None, console))
    worst = max(standings, key=(Standing.PROVED, Standing.CONSISTENT, Standing.DEVIATES).index)
    if worst is not Standing.PROVED:
        raise typer.Exit(int(worst))


def _places(aside: Mapping[str, Path], one: SeenSlot) -> Places:
    return Places.unpacked(aside[one.source].read_bytes())


def _shown(checked: Iterator[Checked], files: int) -> Iterator[Checked]:
    """How far it is, for whoever waits at a terminal."""
    screen = Console(stderr=True)
    if files < 2 or not screen.is_terminal:
        return checked
    progress = track(checked, f"{files} files", files, console=screen, transient=True)
    return iter(progress)


def _parsed(option: str, path: Path, reader: Callable[[bytes], _T]) -> _T:
    raw = read_file(option, path)
    try:
        return reader(raw)
    except Malformed as error:
        raise Refused(f"{option} {path}: {error}") from None


def _calendar(period: tuple[datetime, datetime] | None, country: str) -> Calendar | None:
    if period is None:
        return None
    first, last = (day.date() for day in period)
    if last < first:
        raise Refused(f"--period {first} {last}: the last day is before the first")
    try:
        return calendar_of(range(min(_CYCLES_FROM, first.year), last.year + 1), country)
    except ValueError as error:
        raise Refused(f"--country {country!r}: {error}") from None


def _tell(path: Path, title: str, verdict: Verdict, console: Console) -> None:
    standing = verdict.standing
    console.print(f"{standing.name}  {path}", markup=False)
    console.print(f"  {title}: {_MEANING[standing]}", markup=False)
    _tell_lines("deviation", verdict.deviations, console)
    _tell_lines("not proved", verdict.unproved, console)
    _tell_lines("note", verdict.remarks, console)


def _tell_together(notes: Notes, files: int, period: bool, console: Console) -> Standing:
    verdict = notes.verdict()
    if verdict.deviations or period:
        console.print(f"{verdict.standing.name}  all {files} files together", markup=False)
        _tell_lines("deviation", verdict.deviations, console)
        _tell_lines("note", verdict.remarks, console)
    return verdict.standing


def _tell_lines(kind: str, lines: Sequence[str], console: Console) -> None:
    for line in lines:
        console.print(f"  {kind}: {line}", markup=False)
