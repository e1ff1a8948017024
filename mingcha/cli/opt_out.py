"""`mingcha opt-out`: numbers that asked to be left alone."""

import json
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fieldwork.book import Book, PersonKind, StoredOptOut
from fieldwork.opting_out import opt_in, opt_out
from fieldwork.rules import Rules
from mingcha.cli.opening import opened
from mingcha.cli.refusal import Refused

app = typer.Typer(
    help="Numbers that asked to be left alone, by text, by a key, or by word to the office.",
    no_args_is_help=True,
)
_KINDS: tuple[PersonKind, ...] = ("household", "official", "inspector")
_CARRIER_TOO = (
    "They had written STOP, and the carrier keeps a list of its own: it refuses our texts until"
    " START is written to our number from that telephone."
)
_Person = Annotated[str, typer.Argument(help="Id of a household, an official or an inspector.")]


@app.command("add")
def add(person: _Person) -> None:
    """Leave somebody alone who told the office so: all numbers that the register has of them.

    Households on these numbers are neither called nor written to; a check that is open ends.
    Officials get no more text messages; their checks go on.

    Example: `mingcha opt-out add H0001`
    """
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        changed = [opt_out(book, number, "office", now) for number in _numbers(book, person)]
    if any(changed):
        _say(f"{person} is left alone from now on.")
    else:
        _say(f"{person} is left alone already. Nothing was changed.")


@app.command("end")
def end(person: _Person) -> None:
    """Take that back, on the person's own word.

    Whoever wrote STOP must write START as well: the carrier keeps a list of its own.

    Example: `mingcha opt-out end H0001`
    """
    with opened() as foundation, foundation.ledger.write() as book:
        now, numbers = foundation.clock.now(), _numbers(book, person)
        written = _by_text(book, person)
        changed = [opt_in(book, number, "office", now) for number in numbers]
    if any(changed):
        _say(f"{person} may be called and written to again.")
        if written:
            _say(_CARRIER_TOO)
    else:
        _say(f"{person} had not asked to be left alone. Nothing was changed.")


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List who asked for it, how and since when; numbers are not shown.

    Example: `mingcha opt-out list --json`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        zone = Rules.at(book, foundation.clock.now()).zone
        found = book.opt_outs.current()
    if as_json:
        typer.echo(json.dumps([_fields(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        _say("Nobody has asked to be left alone.")
        return
    table = Table("since", "how", "who has the number now", box=None)
    for one in found:
        table.add_row(_at(one.since.astimezone(zone)), one.how, _who(one))
    Console(highlight=False, soft_wrap=True).print(table)


def _numbers(book: Book, person: str) -> list[str]:
    """Raises Refused."""
    found = {kind: book.roster.voice_addresses(kind, person) for kind in _KINDS}
    having = [kind for kind, addresses in found.items() if addresses]
    if not having:
        raise Refused(f"PERSON {person!r}: nobody with this id has a number in today's register")
    if len(having) > 1:
        raise Refused(f"PERSON {person!r}: this id is that of {' and '.join(having)}")
    return [book.roster.number(address.id) for address in found[having[0]]]


def _by_text(book: Book, person: str) -> bool:
    """Whether they wrote it, so that the carrier knows of it, too."""
    return any(
        one.how in ("text", "carrier") and any(holder.person == person for holder in one.holders)
        for one in book.opt_outs.current()
    )


def _who(one: StoredOptOut) -> str:
    named = [f"{holder.kind} {holder.person}" for holder in one.holders]
    return ", ".join(named) or "nobody in the register"


def _fields(one: StoredOptOut) -> dict[str, object]:
    holders = [{"kind": holder.kind, "id": holder.person} for holder in one.holders]
    return {"since": one.since.isoformat(), "how": one.how, "holders": holders}


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
