"""`mingcha inbox`: what came in and could not be applied."""

from datetime import datetime, timedelta
from typing import Annotated, get_args
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from fieldwork.book import DeliveryState, Filed
from fieldwork.intake import MOST_TRIES
from fieldwork.rules import Rules
from fieldwork.set_aside import Shown, drop, retry, retry_all, show
from mingcha.cli.opening import opened
from mingcha.cli.reading.options import Json, Limit
from mingcha.cli.reading.words import local, more, print_json, rows, screen, table
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused

app = typer.Typer(
    help="What came in from the messenger and the carrier, and could not be applied.",
    no_args_is_help=True,
)
_Number = Annotated[int, typer.Argument(metavar="NO.", help="Its number in the list.")]


@app.command("list")
def list_(
    state: Annotated[
        list[str] | None,
        typer.Option(help="`waiting`, `set aside` or `done`; may be repeated."),
    ] = None,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """List deliveries that wait and those that were set aside, newest first; never what they say.

    Each is tried three times: at once, after 10 seconds, after a minute. Then it is set aside, an
    administrator is told, and what comes after it in the same chat or call goes on. It is kept
    until `mingcha inbox retry` or `mingcha inbox drop`.

    Example: `mingcha inbox list --state "set aside"`
    """
    wanted = [_state(one) for one in state or ("waiting", "set aside")]
    with opened() as foundation, foundation.ledger.read() as book:
        now = foundation.clock.now()
        found = book.inbox.listed(wanted, limit + 1)
        counts = book.inbox.counts()
    shown = found[:limit]
    if as_json:
        print_json([_json(one) for one in shown])
        return
    console = screen()
    if shown:
        columns = ("no.", "from", "state", "age", "tries", "next try", "error")
        console.print(rows(table(*columns), [_line(one, now) for one in shown]))
        more(console, len(found) > limit, limit)
    elif state is None:
        console.print("Nothing waits, and nothing was set aside.")
    else:
        console.print("No delivery fits.")
    console.print(
        f"{counts['waiting']} waiting, {counts['quarantined']} set aside, {counts['done']} done and"
        " still kept"
    )


@app.command("show")
def show_(
    number: _Number,
    reason: Annotated[
        str, typer.Option(help="Why you must read it; it goes into the log. Opens what it says.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show one delivery: its state, the kind of its error, and which fields it has.

    What it says is closed, since people wrote it; --reason opens it. Every look is noted.

    Example: `mingcha inbox show 12 --reason "the maker asks which field it stumbles over"`
    """
    why = reason_given(reason) if reason else ""
    with opened() as foundation:
        now = foundation.clock.now()
        one = show(foundation.ledger, number, why, now)
        with foundation.ledger.read() as book:
            zone = Rules.at(book, now).policy.zone
    if as_json:
        print_json(_json(one.filed) | {"fields": list(one.outline), "body": _text(one)})
        return
    console = screen()
    _head(console, one.filed, now, zone)
    for line in one.outline:
        console.print(f"  {line}", markup=False)
    console.print()
    if one.body is None:
        console.print('What it says is closed; --reason "why you must read it" opens it.')
    else:
        console.print(_text(one), markup=False)


@app.command("retry")
def retry_(
    number: Annotated[
        int | None, typer.Argument(metavar="[NO.]", help="Its number in the list.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All that were set aside.")] = False,
) -> None:
    """Try again what was set aside, say after an update of the program.

    It waits again, with three tries, before whatever came after it in the same chat or call.

    Example: `mingcha inbox retry --all`
    """
    if (number is None) is not every:
        raise Refused("expected the number of one delivery, or --all, and not both")
    with opened() as foundation:
        now = foundation.clock.now()
        if number is not None:
            retry(foundation.ledger, number, now)
            _say(f"Delivery {number} waits again; `mingcha run` tries it within a second.")
            return
        count = retry_all(foundation.ledger, now)
    if count == 0:
        _say("Nothing was set aside. Nothing was changed.")
    else:
        _say(f"Waiting again: {count}. `mingcha run` tries them within a second.")


@app.command("drop")
def drop_(
    number: _Number,
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")],
) -> None:
    """Give up what was set aside: what it says is deleted for good, and has no effect.

    Example: `mingcha inbox drop 12 --reason "a sticker of a kind that is not read"`
    """
    why = reason_given(reason)
    with opened() as foundation:
        drop(foundation.ledger, number, why, foundation.clock.now())
    _say(f"Delivery {number} was dropped: what it said is deleted, and the reason is in the log.")


def _state(text: str) -> DeliveryState:
    for state in get_args(DeliveryState):
        if state == text.replace("-", " "):
            known: DeliveryState = state
            return known
    raise Refused(f'--state {text!r}: expected waiting, "set aside" or done')


def _line(one: Filed, now: datetime) -> tuple[str, ...]:
    return (
        str(one.id),
        one.source,
        one.state,
        _age(now - one.received_at),
        f"{one.tries} of {MOST_TRIES}",
        f"in {_age(one.next_at - now)}" if one.next_at and one.next_at > now else "",
        one.error,
    )


def _head(console: Console, one: Filed, now: datetime, zone: ZoneInfo) -> None:
    console.print(
        f"Delivery {one.id} from {one.source} · {one.state} · came in"
        f" {local(one.received_at, zone)}, {_age(now - one.received_at)} ago",
        markup=False,
    )
    error = f" · last error: {one.error}" if one.error else ""
    console.print(f"tried {one.tries} of {MOST_TRIES} times{error}", markup=False)


def _age(age: timedelta) -> str:
    seconds = max(int(age.total_seconds()), 0)
    for unit, length in (("days", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"


def _json(one: Filed) -> dict[str, object]:
    return {
        "number": one.id,
        "from": one.source,
        "state": one.state,
        "came_in": one.received_at.isoformat(),
        "tries": one.tries,
        "next_try": one.next_at.isoformat() if one.next_at else None,
        "error": one.error,
        "bytes": one.size,
    }


def _text(one: Shown) -> str | None:
    """On a screen nothing of it may act as a command to the terminal."""
    if one.body is None:
        return None
    text = one.body.decode(errors="backslashreplace")
    return "".join(
        sign if sign.isprintable() or sign == "\n" else f"\\x{ord(sign):02x}" for sign in text
    )


def _say(line: str) -> None:
    screen().print(line, markup=False)
