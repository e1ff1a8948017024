"""Declared fallbacks of the beacon, and the dice that were entered."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import DiceEntry
from inspection.fallback import Fallback
from storage.ledger.work import UnitOfWork
from storage.tables import beacon_fallbacks, dice_entries

_F, _D = beacon_fallbacks.c, dice_entries.c
_DECLARED = sa.select(beacon_fallbacks).where(_F.draw == given("draw")).order_by(_F.id)
_DICE = sa.select(dice_entries).where(_D.slot_id == given("slot")).order_by(_D.id)
_TAKE_BACK = dice_entries.delete().where(
    _D.slot_id == given("slot"), _D.inspector == given("person")
)
_CLEAR = dice_entries.delete().where(_D.slot_id == given("slot"))


class Beacons:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def declare(self, fallback: Fallback) -> None:
        self._work.add(
            beacon_fallbacks,
            draw=fallback.draw,
            kind=fallback.kind,
            first_at=fallback.first,
            last_at=fallback.last,
            reason=self._work.sealed(_F.reason, fallback.reason),
            declared_by=fallback.by,
            declared_at=fallback.declared_at,
        )

    def declared(self, draw: str) -> Sequence[Fallback]:
        return [
            Fallback(
                draw=row.draw,
                kind=row.kind,
                first=row.first_at,
                last=row.last_at,
                reason=self._work.opened(_F.reason, row.reason),
                by=row.declared_by,
                declared_at=row.declared_at,
            )
            for row in self._work.all(_DECLARED, draw=draw)
        ]

    def dice(self, slot: int) -> Sequence[DiceEntry]:
        return [
            DiceEntry(
                inspector=row.inspector,
                text=self._work.opened(_D.dice, row.dice),
                entered_at=row.entered_at,
            )
            for row in self._work.all(_DICE, slot=slot)
        ]

    def enter(self, slot: int, entry: DiceEntry) -> None:
        self._work.change(_TAKE_BACK, slot=slot, person=entry.inspector)
        self._work.add(
            dice_entries,
            slot_id=slot,
            inspector=entry.inspector,
            dice=self._work.sealed(_D.dice, entry.text),
            entered_at=entry.entered_at,
        )

    def clear(self, slot: int) -> None:
        self._work.change(_CLEAR, slot=slot)
