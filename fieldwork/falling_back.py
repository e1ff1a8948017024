"""Declaring that something else stands in for the public beacon, and entering the dice."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from fieldwork.book import Book, DiceEntry, StoredSlot
from fieldwork.rules import Rules
from fieldwork.slot_beacon import DICE, agreed
from inspection.beacon import dice
from inspection.digest import canonical
from inspection.fallback import Fallback, read_dice
from inspection.slot import read_label, slots_of_day


class FallbackRefused(Exception):
    """It cannot be declared or entered; says why and what would be right."""


class Entered(Enum):
    WAITING = "waiting"
    AGREED = "agreed"
    DIFFERENT = "different"
    """Both entries are forgotten."""


def declare(book: Book, fallback: Fallback) -> None:
    """Raises FallbackRefused unless all of its slots are still ahead and not committed."""
    _known(book, fallback.by)
    if fallback.last < fallback.first:
        raise FallbackRefused("the last slot comes before the first")
    latest = book.slots.latest(fallback.draw)
    if fallback.first <= fallback.declared_at:
        raise FallbackRefused(
            "the first slot has opened; a fallback holds for slots ahead only, since whoever"
            " knows the beacon could choose"
        )
    if latest is not None and fallback.first <= latest.opens_at:
        raise FallbackRefused(
            f"slot {latest.label} is {latest.state} already, with its beacon declared; begin with"
            " a later slot"
        )
    book.beacons.declare(fallback)
    about = {
        "draw": fallback.draw,
        "kind": fallback.kind,
        "first": fallback.first.isoformat(),
        "last": fallback.last.isoformat(),
        "by": fallback.by,
    }
    book.audit.note(
        fallback.declared_at, "operator", "beacon fallback declared", canonical(about).decode()
    )


def opening_of(rules: Rules, label: str) -> datetime:
    """The opening of a slot that the policy permits. Raises FallbackRefused on any other name."""
    try:
        opens_at, _ = read_label(label)
    except ValueError as error:
        raise FallbackRefused(str(error)) from None
    policy = rules.policy
    day = opens_at.astimezone(policy.zone).date()
    if not rules.calendar.is_working(day):
        raise FallbackRefused(f"{label} is no slot: {day} is no working day")
    permitted = slots_of_day(
        day, hours=policy.draw_hours, minutes=policy.draw_slot_minutes, zone=policy.zone
    )
    if label not in [slot.label for slot in permitted]:
        names = f"{permitted[0].label} to {permitted[-1].label}" if permitted else "none"
        raise FallbackRefused(
            f"{label} is no slot that the policy permits; those of {day} are {names}"
        )
    return opens_at


def enter_dice(book: Book, slot: StoredSlot, inspector: str, typed: str, now: datetime) -> Entered:
    """One person's entry. Raises FallbackRefused where the slot takes none.

    The text never enters the log before the draw; its digest does, once two people agree."""
    _known(book, inspector)
    _takes_dice(book, slot, now)
    try:
        text = read_dice(typed)
    except ValueError as error:
        raise FallbackRefused(str(error)) from None
    others = [one for one in book.beacons.dice(slot.id) if one.inspector != inspector]
    if any(one.text != text for one in others):
        book.beacons.clear(slot.id)
        both = ", ".join((others[0].inspector, inspector))
        book.audit.note(now, "operator", "dice differ", f"{slot.label} by {both}")
        return Entered.DIFFERENT
    book.beacons.enter(slot.id, DiceEntry(inspector=inspector, text=text, entered_at=now))
    book.audit.note(now, "operator", "dice entered", f"{slot.label} by {inspector}")
    if not others:
        return Entered.WAITING
    book.audit.note(now, "operator", "dice agreed", _agreement(slot, others, inspector, text))
    return Entered.AGREED


def _agreement(slot: StoredSlot, others: Sequence[DiceEntry], inspector: str, text: str) -> str:
    by = [*(one.inspector for one in others), inspector]
    about = {"slot": slot.label, "by": by, "randomness": dice(text).randomness.hex()}
    return canonical(about).decode()


def _known(book: Book, inspector: str) -> None:
    if inspector not in {one.id for one in book.roster.inspectors()}:
        raise FallbackRefused(
            f"{inspector!r} is no inspector of the roster; expected the id of one, such as I001"
        )


def _takes_dice(book: Book, slot: StoredSlot, now: datetime) -> None:
    if slot.beacon_source != DICE:
        raise FallbackRefused(
            f"slot {slot.label} was committed with the beacon {slot.beacon_source}, not with dice;"
            " declare them for a slot ahead"
        )
    if slot.state != "COMMITTED" or slot.closes_at <= now:
        raise FallbackRefused(f"slot {slot.label} is over ({slot.state}); dice come too late")
    if agreed(book, slot) is not None:
        raise FallbackRefused(
            f"the dice of slot {slot.label} were entered by two people already; they stand"
        )
