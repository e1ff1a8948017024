"""Slots that opened between a copy of the store and its restore: the lost store may have drawn
them. It is asked of the custodians, who keep every commitment, and said in the log for all to see;
such a slot is never drawn again."""

from collections.abc import Sequence
from datetime import datetime

from fieldwork.ports import Custodian, CustodianSilent, Ledger
from fieldwork.restoring import LOST
from inspection.chain import slot_number
from inspection.commitment import CustodianRefusal
from inspection.slot import Slot

NOT_COMMITTED = "not committed before it"


def why_missed(
    ledger: Ledger, custodians: Sequence[Custodian], draw: str, slot: Slot, now: datetime
) -> str:
    """The reason for a slot that passed without anybody there. Asks the custodians: to be called
    outside of any unit of work."""
    with ledger.read() as book:
        lost = any(hold.lost(slot.opens_at) for hold in book.holds.all())
    if not lost:
        return NOT_COMMITTED
    k = slot_number(slot.opens_at, custodians[0].start)
    witnesses, silent = [], []
    for custodian in custodians:
        try:
            custodian.open(draw, slot.label, k, now)
            witnesses.append(custodian.name)
        except CustodianRefusal:
            continue
        except CustodianSilent:
            silent.append(custodian.name)
    if witnesses:
        return f"{LOST}; a draw of it was witnessed by {', '.join(witnesses)}"
    if silent:
        return f"{LOST}; {', '.join(silent)} silent on whether it was drawn"
    return f"{LOST}; no custodian has witnessed a draw of it"
