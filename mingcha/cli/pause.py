"""`mingcha pause`, `resume`, `pauses`: a flood, a fire, a festival."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from fieldwork import pausing
from fieldwork.book import Book, StoredPause
from inspection.pause_words import place
from inspection.region import NotARegion, level_of
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused

EVERYWHERE = "everywhere"
_Region = Annotated[
    str,
    typer.Argument(help="A code's beginning (2, 4, 6, 9 or 12 digits), or `everywhere`."),
]
_Reason = Annotated[str, typer.Option(help="Why; the inspectors of the region read it.")]


def pause(
    region: _Region,
    reason: _Reason,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day of the pause, e.g. 2026-07-10."),
    ] = None,
) -> None:
    """Stop drawing, calling and writing to people of a region, from now on.

    What had begun stands still: no call, no reminder, no deadline runs. Without `--until` it lasts
    until `mingcha resume`. The same command with another last day moves the end.

    Example: `mingcha pause 530128 --reason "flood" --until 2026-07-10`
    """
    why = reason_given(reason)
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        code = _known(book, region)
        today = now.astimezone(pausing.zone_of(book, code, now)).date()
        last_day = None if until is None else until.date()
        if last_day is not None and last_day < today:
            raise Refused(f"--until {last_day}: that day is over; expected today or a later day")
        stored, new = pausing.begin(book, code, why, last_day, now)
        where = _place(book, code)
        how_long = f"up to and including {last_day}" if last_day else "until it is resumed"
        waiting = pausing.waiting(book, code)
    if not new:
        _say(f"Paused already: {where}, {how_long}. Nothing was changed.")
        return
    _say(
        f"Paused: {where}, {how_long} (pause {stored.id}).",
        f"Contacts that stand still: {waiting}. A call that is under way now ends normally.",
    )


def resume(region: _Region, reason: _Reason) -> None:
    """End the pause of a region; what stood still is taken up again little by little.

    Example: `mingcha resume 530128 --reason "the road is open"`
    """
    why = reason_given(reason)
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        code = _known(book, region)
        where = _place(book, code)
        found = pausing.in_force(book, code, now)
        others = [p for p in book.pauses.all() if p.in_force(now) and p not in found]
        if not found:
            raise Refused(f"{where} has no pause of its own; {_listed(book, others)}")
        for one in found:
            pausing.end(book, one, why, now)
        wider = [p for p in others if code.startswith(p.region)]
        also = _listed(book, wider)
    _say(f"Resumed: {where}.")
    if wider:
        _say(f"It stays paused all the same; {also}.")


def pauses(
    every: Annotated[bool, typer.Option("--all", help="Those that are over, too.")] = False,
) -> None:
    """List the pauses that are in force.

    Example: `mingcha pauses --all`
    """
    table = Table("pause", "region", "place", "since", "last day", "reason", "ended", box=None)
    with opened() as foundation, foundation.ledger.read() as book:
        now = foundation.clock.now()
        shown = [p for p in book.pauses.all() if every or p.in_force(now)]
        for one in shown:
            table.add_row(*_row(book, one, now))
    if not shown:
        _say("There was no pause yet." if every else "Nothing is paused.")
        return
    Console(highlight=False, soft_wrap=True).print(table)


def _row(book: Book, one: StoredPause, now: datetime) -> tuple[str, ...]:
    zone = pausing.zone_of(book, one.region, now)
    told = pausing.as_told(book, one, now)
    ended = one.ended_at or (one.until if one.until and one.until <= now else None)
    return (
        str(one.id),
        _named(one),
        told.name,
        f"{one.began_at.astimezone(zone):%Y-%m-%d %H:%M}",
        str(told.last_day or ""),
        one.reason,
        " ".join((f"{ended.astimezone(zone):%Y-%m-%d %H:%M}", one.ended_why)) if ended else "",
    )


def _known(book: Book, region: str) -> str:
    """The region's code; "" for everywhere."""
    if region == EVERYWHERE:
        return ""
    try:
        level_of(region)
    except NotARegion as wrong:
        raise Refused(f"REGION {region!r}: {wrong}, or `{EVERYWHERE}`") from None
    if not book.roster.region_name(region):
        raise Refused(
            f"REGION {region!r}: no village of the register has a code that begins so; expected"
            f" the beginning of one, or `{EVERYWHERE}`"
        )
    return region


def _place(book: Book, code: str) -> str:
    return place(code, book.roster.region_name(code), "en")


def _listed(book: Book, others: list[StoredPause]) -> str:
    if not others:
        return "nothing is paused"
    return "still paused: " + ", ".join(_place(book, one.region) for one in others)


def _named(one: StoredPause) -> str:
    return one.region or EVERYWHERE


def _say(*lines: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line, markup=False)
