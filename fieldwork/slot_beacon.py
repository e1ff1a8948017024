"""Which beacon a slot has: that of the settings, unless a fallback was declared before it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldwork.book import Book, DiceEntry, StoredSlot
from fieldwork.ports import Beacon, BeaconSilent, Ledger
from inspection.beacon import BeaconValue, dice, no_beacon
from inspection.fallback import in_force

DICE, NONE = "dice", "none"
DICE_LEAD = timedelta(minutes=10)
"""A slot with dice is committed so long ahead, so that they can be thrown and entered between the
commitment and the opening, while nobody has the codes."""


@dataclass(frozen=True, kw_only=True)
class SlotBeacon:
    ledger: Ledger
    usual: Beacon
    draw: str

    def declared(self, book: Book, opens_at: datetime) -> str:
        """The source that a slot's commitment has to name."""
        kind = in_force(book.beacons.declared(self.draw), opens_at)
        return self.usual.source if kind == "usual" else kind

    def lead(self, book: Book, opens_at: datetime) -> timedelta:
        """How long before its opening a slot is committed at least."""
        return DICE_LEAD if self.declared(book, opens_at) == DICE else timedelta(0)

    def changed(self, slot: StoredSlot) -> str | None:
        """Why the slot's beacon cannot be had any more."""
        if slot.beacon_source in (DICE, NONE, self.usual.source):
            return None
        return (
            f"the beacon was changed from {slot.beacon_source} to {self.usual.source} after the"
            " commitment"
        )

    def wait_for_dice(self, slot: StoredSlot) -> None:
        """Raises BeaconSilent until they are entered. Asked before the custodians are: dice that
        were chosen with the codes in hand would choose the draw."""
        if slot.beacon_source == DICE:
            self._dice(slot)

    def value(self, slot: StoredSlot) -> BeaconValue:
        """Raises BeaconSilent."""
        if slot.beacon_source == DICE:
            return self._dice(slot)
        if slot.beacon_source == NONE:
            return no_beacon()
        return self.usual.randomness(slot.opens_at)

    def _dice(self, slot: StoredSlot) -> BeaconValue:
        with self.ledger.read() as book:
            entered = agreed(book, slot)
        if entered is None:
            raise BeaconSilent("no dice were entered by two people")
        return replace(dice(entered.text), late=entered.entered_at >= slot.opens_at)


def agreed(book: Book, slot: StoredSlot) -> DiceEntry | None:
    """The second of two people's equal entries; None as long as there are no two."""
    entries = book.beacons.dice(slot.id)
    if len(entries) < 2 or len({entry.text for entry in entries}) > 1:
        return None
    return entries[1]
