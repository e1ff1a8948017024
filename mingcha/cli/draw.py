"""`mingcha draw`: what was drawn, and what an auditor needs to check it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from fieldwork.book import Book, StoredSlot
from fieldwork.export import Export
from fieldwork.issue import CALLS
from fieldwork.rules import Rules
from inspection.proof.anchors import read_head, written_anchors, written_head
from inspection.proof.document import Malformed
from inspection.proof.writing import written
from mingcha.cli import beacon, verify
from mingcha.cli.files import read_file, write_file, write_out
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused
from mingcha.custody import anchors_of

_LABEL_WIDTH = 31
app = typer.Typer(help="The lottery: what was drawn, and how anybody can check it.")
app.command("verify")(verify.verify)
app.add_typer(beacon.app, name="beacon")
_DAY = ["%Y-%m-%d"]
_Day = Annotated[
    datetime | None, typer.Option(formats=_DAY, help="A local day, e.g. 2026-03-04: all its slots.")
]
_Slot = Annotated[
    str, typer.Option(help="A slot by its name, e.g. 2026-03-02T09:00:00+08:00/PT30M.")
]
_Upto = Annotated[
    Path | None,
    typer.Option(help="End the log's proof at this head (a file of `mingcha draw head`)."),
]
_Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the screen.")]


@app.command("list")
def list_slots(
    day: _Day = None,
    draw: Annotated[str, typer.Option(help="The draw's id.")] = CALLS,
) -> None:
    """List the slots of a day (default: today) with their state; picks of revealed ones only.

    Example: `mingcha draw list --day 2026-03-04`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        rules = Rules.at(book, foundation.clock.now())
        today = foundation.clock.now().astimezone(rules.policy.zone).date()
        slots = _of_day(book, draw, day.date() if day else today, rules)
        # The label is what `--slot` takes: whole, however narrow the screen is.
        table = Table(Column("slot", no_wrap=True, min_width=_LABEL_WIDTH), box=None)
        for heading in ("code", "state", "picks", "remark"):
            table.add_column(heading)
        for slot in slots:
            picks = len(book.slots.picks(slot.id)) if slot.state == "REVEALED" else "-"
            remark = slot.reason or (f"degraded: {slot.degraded}" if slot.degraded else "")
            table.add_row(slot.label, str(slot.k), slot.state, str(picks), remark)
    console = Console(highlight=False, soft_wrap=True)
    console.print(table if slots else "No slot was committed on that day.")


@app.command("export")
def export(
    out: Annotated[Path, typer.Option(help="Folder for the files; made if it is not there.")],
    slot: _Slot = "",
    day: _Day = None,
    auditor: Annotated[
        bool,
        typer.Option("--auditor", help="With the secret b and the people tried: for auditors."),
    ] = False,
    head: _Upto = None,
    draw: Annotated[str, typer.Option(help="The draw's id.")] = CALLS,
) -> None:
    """Write the bundle of each revealed slot, and a note for each missed one, as canonical JSON.

    A bundle holds everything that is needed to recompute the draw; the public one names no person.
    A slot can be shown once it is REVEALED: when every slot up to it is closed, since a custodian's
    code gives away all its earlier ones, and every inspection drawn in them is assessed.

    Example: `mingcha draw export --out bundles --day 2026-03-04`
    """
    if bool(slot) == (day is not None):
        raise Refused("expected either --slot or --day")
    upto = _upto(head)
    console = Console(highlight=False, soft_wrap=True)
    with opened() as foundation:
        now = foundation.clock.now()
        with foundation.ledger.read() as book:
            rules = Rules.at(book, now)
            chosen = [_find(book, draw, slot)] if slot else _of_day(book, draw, _date(day), rules)
        ready = [one for one in chosen if one.state in ("REVEALED", "MISSED")]
        if not ready:
            raise Refused(_nothing(chosen))
        with foundation.ledger.write() as book:
            for one in ready:
                about = f"{one.label} {'auditor' if auditor else 'public'}"
                book.audit.note(now, "operator", "draw exported", about)
        with foundation.ledger.read() as book:
            exporter = Export(book=book, upto=upto, auditor=auditor)
            for one in ready:
                path = out / _file(one, auditor=auditor)
                write_file(path, written(exporter.document(one)), private=auditor)
                console.print(str(path), markup=False)
    for one in chosen:
        if one not in ready:
            console.print(f"not yet: slot {one.label} is {one.state}", markup=False)


@app.command("prove")
def prove(
    unit: Annotated[str, typer.Argument(help="The unit's id, such as a team's in the roster.")],
    slot: Annotated[str, typer.Option(help="The slot's name, as `mingcha draw list` shows it.")],
    out: _Out = None,
    head: _Upto = None,
    draw: Annotated[str, typer.Option(help="The draw's id.")] = CALLS,
) -> None:
    """Write the proof of one unit: its own row of the frame, its Merkle path and its ticket.

    It shows that the unit stood in the frame with its chance before the draw's key existed, and
    whether it was picked, without telling of any other unit. `mingcha draw verify` checks it.

    Example: `mingcha draw prove T0000000001 --slot 2026-03-02T09:00:00+08:00/PT30M`
    """
    upto = _upto(head)
    with opened() as foundation:
        with foundation.ledger.read() as book:
            stored = _find(book, draw, slot)
            proof = Export(book=book, upto=upto).proof(stored, unit)
        with foundation.ledger.write() as book:
            about = f"{stored.label} unit {unit}"
            book.audit.note(foundation.clock.now(), "operator", "draw proved", about)
    write_out(out, written(proof))


@app.command("head")
def log_head(out: _Out = None) -> None:
    """Write the head of the audit log. Send it out regularly to people who will keep it: whoever

    Example: `mingcha draw head --out head.json`
    holds a head can tell whether anything before it was changed later."""
    with opened() as foundation, foundation.ledger.read() as book:
        write_out(out, written_head(book.audit.newest()))


@app.command("anchors")
def anchors(out: _Out = None) -> None:
    """Write the anchors file: what the custodians must publish before their codes are first used.

    An auditor should have it from the custodians themselves, before the first draw.

    Example: `mingcha draw anchors --out anchors.json`
    """
    with opened() as foundation:
        published = anchors_of(foundation.settings, foundation.chance, foundation.clock.now())
        write_out(out, written_anchors(published))


def _upto(head: Path | None) -> int | None:
    if head is None:
        return None
    try:
        return read_head(read_file("--head", head)).index
    except Malformed as error:
        raise Refused(f"--head {head}: {error}") from None


def _date(day: datetime | None) -> date:
    assert day is not None, "either --slot or --day"
    return day.date()


def _of_day(book: Book, draw: str, day: date, rules: Rules) -> Sequence[StoredSlot]:
    start = datetime.combine(day, time(0), tzinfo=rules.policy.zone)
    end = datetime.combine(day + timedelta(days=1), time(0), tzinfo=rules.policy.zone)
    return book.slots.between(draw, start, end)


def _find(book: Book, draw: str, label: str) -> StoredSlot:
    slot = book.slots.find(draw, label)
    if slot is None:
        raise Refused(
            f"--slot {label!r}: draw {draw!r} has no such slot; `mingcha draw list --day` shows"
            " those of a day"
        )
    return slot


def _nothing(chosen: Sequence[StoredSlot]) -> str:
    if not chosen:
        return "no slot was committed on that day; `mingcha draw list --day` shows those of a day"
    states = ", ".join(f"{slot.label} is {slot.state}" for slot in chosen)
    return (
        f"nothing can be shown yet: {states}. A slot is REVEALED when every slot up to it is closed"
        " and every inspection drawn in them is assessed"
    )


def _file(slot: StoredSlot, *, auditor: bool) -> str:
    """For instance calls-2026-03-02T0900+0800.json."""
    opening = slot.label.partition("/")[0]
    local = opening[:16].replace(":", "") + opening[19:].replace(":", "")
    kind = ".missed" if slot.state == "MISSED" else ".auditor" if auditor else ""
    return f"{slot.draw}-{local}{kind}.json"
