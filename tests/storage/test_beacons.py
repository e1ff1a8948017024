"""Declared fallbacks and dice, on both databases."""

from dataclasses import replace
from datetime import timedelta

from fieldwork.book import DiceEntry
from inspection.fallback import Fallback
from storage.store import Store
from tests.storage.samples import NOW, SLOT

FALLBACK = Fallback(
    draw="checks",
    kind="dice",
    first=NOW,
    last=NOW + timedelta(hours=2),
    reason="no line to the beacon",
    by="I1",
    declared_at=NOW - timedelta(hours=1),
)
DICE = DiceEntry(inspector="I1", text="3 1 4", entered_at=NOW)


def test_declarations_are_kept_in_order_and_by_draw(store: Store) -> None:
    again = replace(FALLBACK, kind="usual", reason="it is back")
    with store.ledger.write() as book:
        for one in (FALLBACK, again, replace(FALLBACK, draw="visits")):
            book.beacons.declare(one)
    with store.ledger.read() as book:
        assert list(book.beacons.declared("checks")) == [FALLBACK, again]


def test_a_person_has_one_entry_a_slot_the_last(store: Store) -> None:
    with store.ledger.write() as book:
        slot = book.slots.commit(SLOT, b"frame").id
        other = book.slots.commit(replace(SLOT, label="another"), b"frame").id
        corrected = replace(DICE, text="3 1 5")
        second = replace(DICE, inspector="I2")
        for one in (DICE, second, corrected):
            book.beacons.enter(slot, one)
        book.beacons.enter(other, DICE)
    with store.ledger.read() as book:
        assert list(book.beacons.dice(slot)) == [second, corrected]
    with store.ledger.write() as book:
        book.beacons.clear(slot)
    with store.ledger.read() as book:
        assert list(book.beacons.dice(slot)) == []
        assert list(book.beacons.dice(other)) == [DICE]
