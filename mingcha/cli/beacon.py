"""`mingcha draw beacon`: what stands in where the public beacon cannot be had."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from fieldwork import falling_back
from fieldwork.book import Book, StoredSlot
from fieldwork.falling_back import Entered, opening_of
from fieldwork.issue import CALLS
from fieldwork.rules import Rules
from fieldwork.slot_beacon import DICE, agreed
from inspection.fallback import LEAST_DICE, Fallback, FallbackKind
from mingcha.cli.opening import opened
from mingcha.cli.reason import reason_given
from mingcha.cli.refusal import Refused
from mingcha.custody import beacon_source

app = typer.Typer(help="The public beacon, and what was declared to stand in for it.")
_By = Annotated[str, typer.Option(help="Whose act it is: an inspector's id, such as I001.")]
_Draw = Annotated[str, typer.Option(help="The draw's id.")]


@app.command("show")
def show(draw: _Draw = CALLS) -> None:
    """Show the beacon of the settings, declared fallbacks, and slots that wait for dice.

    Example: `mingcha draw beacon show`
    """
    with opened() as foundation, foundation.ledger.read() as book:
        now = foundation.clock.now()
        zone = Rules.at(book, now).policy.zone
        lines = [f"Beacon of the settings: {beacon_source(foundation.settings)}."]
        lines += [_declared(one, zone) for one in book.beacons.declared(draw) if one.last >= now]
        lines += [
            _waiting(book, slot, zone)
            for slot in book.slots.in_state(draw, "COMMITTED")
            if slot.beacon_source == DICE
        ]
    _say(*lines)


@app.command("fallback")
def fallback(
    kind: Annotated[
        str,
        typer.Argument(
            help="dice: thrown for each slot, and entered by two people. none: no public number at"
            " all. usual: the beacon of the settings again."
        ),
    ],
    first: Annotated[str, typer.Argument(help="First slot, e.g. 2026-03-02T09:00:00+08:00/PT30M.")],
    last: Annotated[str, typer.Argument(help="Last slot, included; may be the same.")],
    by: _By,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the declaration.")],
    draw: _Draw = CALLS,
) -> None:
    """Declare what stands in for the beacon, for slots ahead that are not committed yet.

    Each slot's commitment names it in the log, so it cannot be chosen afterwards, and the draw is
    marked degraded. The latest declaration for a slot holds.

    Example: `mingcha draw beacon fallback dice 2026-03-02T09:00:00+08:00/PT30M
    2026-03-02T17:30:00+08:00/PT30M --by I001 --reason "no network"`
    """
    chosen = _read_kind(kind)
    why = reason_given(reason)
    with opened() as foundation, foundation.ledger.write() as book:
        now = foundation.clock.now()
        rules = Rules.at(book, now)
        declared = Fallback(
            draw=draw,
            kind=chosen,
            first=opening_of(rules, first),
            last=opening_of(rules, last),
            reason=why,
            by=by,
            declared_at=now,
        )
        falling_back.declare(book, declared)
    _say(f"Declared: {_what(chosen)} from slot {first} to slot {last}.")
    if chosen == "dice":
        _say(
            "Each of these slots is committed ten minutes before it opens. Throw the dice then, not"
            f" before: {LEAST_DICE} or more, in front of two inspectors. Each of the two enters"
            " them with `mingcha draw beacon dice SLOT --by ID`, before the slot opens."
        )


@app.command("dice")
def enter_dice(
    slot: Annotated[
        str, typer.Argument(help="The slot's name, as `mingcha draw beacon show` gives it.")
    ],
    by: _By,
    draw: _Draw = CALLS,
) -> None:
    """Enter the dice that were thrown for a slot; they are asked for. Two people do this, each for
    themselves, from the slot's commitment on.

    If the two differ, both are forgotten and both enter them again. What is entered after the
    opening counts too, until the slot ends, but the draw is marked for it: by then somebody could
    have had the custodians' codes.

    Example: `mingcha draw beacon dice 2026-03-02T09:00:00+08:00/PT30M --by I001`
    """
    with opened() as foundation:
        with foundation.ledger.read() as book:
            _find(book, draw, slot, foundation.clock.now())
        typed = typer.prompt("The dice in the order thrown, with spaces between")
        now = foundation.clock.now()
        with foundation.ledger.write() as book:
            found = _find(book, draw, slot, now)
            others = [one.inspector for one in book.beacons.dice(found.id) if one.inspector != by]
            outcome = falling_back.enter_dice(book, found, by, typed, now)
    if outcome is Entered.DIFFERENT:
        raise Refused(
            f"what {by} entered is not what {', '.join(others)} entered. Both are forgotten: look"
            " at the dice together, then both enter them again"
        )
    if outcome is Entered.WAITING:
        _say(f"Entered by {by}. A second inspector must enter the same.")
        return
    late = " They came after the opening; the draw is marked." if now >= found.opens_at else ""
    _say(f"Entered by {others[0]} and {by}: the dice of slot {slot} stand.{late}")


def _find(book: Book, draw: str, label: str, now: datetime) -> StoredSlot:
    stored = book.slots.find(draw, label)
    if stored is None:
        opening_of(Rules.at(book, now), label)
        raise Refused(
            f"slot {label} is not committed yet; dice are thrown and entered after the commitment,"
            " ten minutes before the opening"
        )
    return stored


def _read_kind(kind: str) -> FallbackKind:
    kinds: dict[str, FallbackKind] = {"dice": "dice", "none": "none", "usual": "usual"}
    if kind not in kinds:
        raise Refused(f"{kind!r}: expected dice, none or usual")
    return kinds[kind]


def _what(kind: FallbackKind) -> str:
    words = {"dice": "dice", "none": "no public beacon", "usual": "the beacon of the settings"}
    return words[kind]


def _declared(one: Fallback, zone: ZoneInfo) -> str:
    first, last, at = (
        f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
        for moment in (one.first, one.last, one.declared_at)
    )
    slots = f"for the slots that open from {first} to {last}"
    return f"Declared by {one.by}, {at}: {_what(one.kind)} {slots}. Why: {one.reason}"


def _waiting(book: Book, slot: StoredSlot, zone: ZoneInfo) -> str:
    if agreed(book, slot) is not None:
        return f"Slot {slot.label}: the dice stand."
    entries = book.beacons.dice(slot.id)
    end = slot.closes_at.astimezone(zone).strftime("%H:%M")
    by = f"entered by {entries[0].inspector}, a second is missing" if entries else "none entered"
    return f"Slot {slot.label} waits for dice until {end}: {by}."


def _say(*lines: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line, markup=False)
