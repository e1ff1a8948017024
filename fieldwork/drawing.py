"""COMMITTED -> DRAWN: the key decides who is picked, and each becomes an inspection or visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldwork.book import Keyed, StoredSlot
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.framing import Framed
from fieldwork.opening import open_inspections
from fieldwork.ports import Chance, Ledger
from fieldwork.visit_opening import open_visits
from inspection.beacon import BeaconValue
from inspection.digest import canonical
from inspection.draw import inside_key, prk, select
from inspection.proof.writing import beacon_fields, custodians_fields
from inspection.testimony import Testimony
from inspection.visit import VISITS


@dataclass(frozen=True, kw_only=True)
class Drawing:
    ledger: Ledger
    chance: Chance
    telephone: bool = True
    """Whether anybody can be called at all."""
    reached: Reached = go_on

    def draw(
        self,
        slot: StoredSlot,
        said: Sequence[Testimony],
        beacon: BeaconValue,
        now: datetime,
    ) -> None:
        """In one transaction, once: a slot that somebody else drew is left alone."""
        self.reached(CrashPoint.CODES_GIVEN)
        key = prk(
            codes=[(one.name, one.code) for one in said],
            draw=slot.draw,
            slot=slot.label,
            randomness=beacon.randomness,
        )
        with self.ledger.write() as book:
            current = book.slots.find(slot.draw, slot.label)
            if current is None or current.state != "COMMITTED":
                return  # another process drew it
            framed = Framed.unpack(book.slots.frame(slot.id))
            chosen = select(framed.frame, key)
            inside = inside_key(slot.inside_secret, key)
            keyed = Keyed(
                custodians=canonical({"custodians": custodians_fields(said)}).decode(),
                beacon=canonical(beacon_fields(beacon)).decode(),
            )
            reasons = [slot.degraded, beacon.degraded or ""]
            degraded = "; ".join(reason for reason in reasons if reason)
            book.slots.drawn(slot.id, keyed, degraded)
            if slot.draw == VISITS:
                open_visits(book, slot, framed, chosen, inside=inside, now=now)
            else:
                open_inspections(
                    book,
                    slot,
                    framed,
                    chosen,
                    inside=inside,
                    now=now,
                    chance=self.chance,
                    telephone=self.telephone,
                )
            book.audit.note(now, "scheduler", "slot drawn", f"{slot.label} picks={len(chosen)}")
            self.reached(CrashPoint.DRAW_WRITTEN)
        self.reached(CrashPoint.DRAW_COMMITTED)
