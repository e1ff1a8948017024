"""`mingcha media`: photos and recordings that people sent as answers."""

from pathlib import Path
from typing import Annotated, Any

import typer

from fieldwork.media_access import ListedFile, MediaAccess
from inspection.media import MediaState
from mingcha.cli.files import write_file
from mingcha.cli.opening import opened
from mingcha.cli.reading.options import Json, Limit, Open, Reveal, reason_of
from mingcha.cli.reading.words import iso, local, print_json, rows, screen, table
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused

app = typer.Typer(help="Photos and recordings that people sent as answers.", no_args_is_help=True)
_Number = Annotated[int, typer.Argument(metavar="NO.", help="Its number in the list.")]
_STATES = {
    MediaState.WANTED: "being fetched",
    MediaState.HERE: "kept",
    MediaState.LOST: "lost",
    MediaState.ERASED: "erased",
}


@app.command("list")
def list_(
    inspection: Annotated[
        int | None, typer.Option(metavar="NO.", help="Only those of this inspection.")
    ] = None,
    open_: Open = False,
    reveal: Reveal = "",
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List files, newest first: what became of each, and whether it was sent before.

    What is in them is not shown, nor which household sent one.

    Example: `mingcha media list --inspection 13`
    """
    reason = reason_of(reveal)
    with opened() as foundation:
        access = MediaAccess(ledger=foundation.ledger, now=foundation.clock.now(), reason=reason)
        if inspection is not None:
            found = access.of_inspection(inspection)[:limit]
        else:
            found = access.latest(limit, still_open=open_)
        if reason:
            access.note("files", [one.file.id for one in found])
    if as_json:
        print_json([_json(one) for one in found])
        return
    console = screen()
    if not found:
        console.print("Nobody has sent a file as an answer, as far as may be shown.")
        return
    columns = ("no.", "sent", "of", "from", "question", "what", "state", "size", "sent before")
    console.print(rows(table(*columns), [_line(one) for one in found]))


@app.command("save")
def save(
    number: _Number,
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Must not be there yet.")],
    reveal: Annotated[
        str, typer.Option(metavar="REASON", help="Why; it goes into the log for good.")
    ],
) -> None:
    """Write what was sent into a file that only you can read.

    It is as it came: nothing has looked into it. Open it on a machine that may be harmed.

    Example: `mingcha media save 12 roof.jpg --reveal "the roof was said to be mended"`
    """
    reason = reason_given(reveal, "--reveal")
    if to.exists() or to.is_symlink():
        raise Refused(f"{to} is there already and is not overwritten; expected a new file")
    with opened() as foundation:
        access = MediaAccess(ledger=foundation.ledger, now=foundation.clock.now(), reason=reason)
        listed, content = access.opened(number)
    write_file(to, content, private=True)
    file = listed.file
    _say(f"File {number} ({file.media_type}, {_size(file.size)}) was written to {to}.")
    if listed.sent_by == "household":
        _say("A voice gives its owner away: let nobody of the place hear it, and delete it soon.")


@app.command("erase")
def erase(
    number: _Number,
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")],
) -> None:
    """Delete what was sent, for good. That it was sent stays, and so does the answer.

    Example: `mingcha media erase 12 --reason "shows a child"`
    """
    why = reason_given(reason)
    with opened() as foundation:
        now = foundation.clock.now()
        MediaAccess(ledger=foundation.ledger, now=now, reason=why).erase(number)
    _say(f"File {number} is erased, and the reason is in the log. Copies of the store may have it.")


def _line(one: ListedFile) -> tuple[str, ...]:
    file = one.file
    problem = f" ({file.problem})" if file.problem else ""
    return (
        str(file.id),
        local(file.wanted_at, one.zone),
        str(one.inspection),
        one.sent_by,
        file.question,
        "photo" if file.kind == "image" else "recording",
        _STATES[file.state] + problem,
        _size(file.size if file.size is not None else file.stated_size),
        local(one.sent_before, one.zone),
    )


def _json(one: ListedFile) -> dict[str, Any]:
    file = one.file
    return {
        "file": file.id,
        "name": file.name,
        "inspection": one.inspection,
        "from": one.sent_by,
        "question": file.question,
        "kind": file.kind,
        "media_type": file.media_type,
        "state": file.state,
        "problem": file.problem or None,
        "bytes": file.size,
        "sha256": file.digest.hex() if file.digest else None,
        "sent_at": iso(file.wanted_at),
        "here_at": iso(file.here_at),
        "sent_before": iso(one.sent_before),
    }


def _size(size: int | None) -> str:
    if size is None:
        return ""
    for unit, length in (("MB", 1_000_000), ("KB", 1000)):
        if size >= length:
            return f"{size / length:.1f} {unit}"
    return f"{size} bytes"


def _say(line: str) -> None:
    screen().print(line, markup=False)
