"""`mingcha draw verify`: checks what was exported, offline and without the store."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from documents.calendar import calendar_of
from inspection.calendar import Calendar
from inspection.proof.anchors import read_anchors, read_head
from inspection.proof.bundle import Document, UnitProof
from inspection.proof.document import Malformed
from inspection.proof.reading import read
from inspection.proof.several import SeenSlot, check_period, check_twice
from inspection.proof.verdict import Notes, Outside, Standing, Verdict
from inspection.proof.verify import verify as verdict_on
from mingcha.cli.files import read_file
from mingcha.cli.refusal import Refused
from witness.bls import beacon_judge
from witness.signature import signature_holds

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
) -> None:
    """Recompute a draw from its bundle: signatures, codes, frame, every chance, every pick.

    Needs no installation, no network and no trust in the office that drew.

    Exit status: 0 all is proved against the outside anchors, keys and log head; 3 all is consistent
    in itself, but something outside was not given; 1 something deviates, and is named; 2 a file
    cannot be read as what it should be.
    """
    outside = _outside(anchors, head)
    calendar = _calendar(period, country)
    console = Console(highlight=False, soft_wrap=True)
    seen: list[SeenSlot] = []
    standings = [_one(path, outside, seen, console) for path in files]
    notes = Notes()
    check_twice(seen, notes)
    if period is not None and calendar is not None:
        first, last = (day.date() for day in period)
        check_period(seen, first, last, calendar, lambda one: _read(Path(one.source)), notes)
    standings.append(_tell_together(notes, len(files), period is not None, console))
    worst = max(standings, key=(Standing.PROVED, Standing.CONSISTENT, Standing.DEVIATES).index)
    if worst is not Standing.PROVED:
        raise typer.Exit(int(worst))


def _one(path: Path, outside: Outside, seen: list[SeenSlot], console: Console) -> Standing:
    document = _read(path)
    verdict = verdict_on(document, outside)
    _tell(path, _title(document), verdict, console)
    if not isinstance(document, UnitProof):
        with suppress(ValueError):  # a label that cannot be read: the verdict has told
            seen.append(SeenSlot.of(document, str(path)))
    return verdict.standing


def _read(path: Path) -> Document:
    return _parsed("", path, read)


def _outside(anchors: Path | None, head: Path | None) -> Outside:
    return Outside(
        signature_holds=signature_holds,
        anchors=None if anchors is None else _parsed("--anchors ", anchors, read_anchors),
        head=None if head is None else _parsed("--head ", head, read_head),
        beacon_holds=beacon_judge(),
    )


def _parsed(option: str, path: Path, reader: Callable[[bytes], _T]) -> _T:
    raw = read_file(option.strip() or "FILES", path)
    try:
        return reader(raw)
    except Malformed as error:
        raise Refused(f"{option}{path}: {error}") from None


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


def _title(document: Document) -> str:
    if isinstance(document, UnitProof):
        return f"unit {document.unit} in slot {document.slot}"
    return f"slot {document.slot} of draw {document.draw!r}"


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
