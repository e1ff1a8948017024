"""What may be shown of a slot, taken from the store: a bundle, or the proof of a single unit."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from fieldwork.book import Book, StoredPick, StoredSlot
from fieldwork.framing import Framed
from inspection import merkle
from inspection.contact import Unbegun
from inspection.draw import Pick, prk
from inspection.frame import Candidates
from inspection.log_chain import LogProof
from inspection.proof.bundle import (
    Bundle,
    ContactMade,
    Document,
    Inside,
    MissedSlot,
    OpenedSlot,
    PassedOver,
    PickInside,
    UnitProof,
)
from inspection.proof.document import Part
from inspection.proof.reading import read_beacon, read_custodians
from inspection.ticket import Tickets


class NotShown(Exception):
    """The slot may not be shown yet, or there is nothing to show of it; says why."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """`upto`: the log's entry at which proofs end, such as that of a head which was sent out; None
    for the newest. `auditor`: with what nobody else may see, the secret b and the people."""

    book: Book
    upto: int | None = None
    auditor: bool = False

    def document(self, slot: StoredSlot) -> Document:
        """The bundle of a revealed slot, or the note that one was missed. Raises NotShown."""
        if slot.state == "MISSED":
            return self._missed(slot)
        packed, rows, opened = self._opened(slot)
        picks = self.book.slots.picks(slot.id)
        return Bundle(
            opened=opened,
            rows=rows,
            picks=tuple(Pick(unit=p.unit, pi_ppb=p.pi_ppb, ticket=p.ticket) for p in picks),
            inside=self._inside(slot, Framed.unpack(packed), picks) if self.auditor else None,
        )

    def proof(self, slot: StoredSlot, unit: str) -> UnitProof:
        """A unit's own row, its Merkle path and its ticket. Raises NotShown."""
        _, lines, opened = self._opened(slot)
        units = [line.partition("|")[0] for line in lines]
        if unit not in units:
            raise NotShown(
                f"unit {unit!r} is not in the frame of slot {slot.label}, which has {len(units)}"
                " units; expected the id of a team as in the roster"
            )
        index = units.index(unit)
        return UnitProof(
            opened=opened,
            unit=unit,
            index=index,
            row=lines[index],
            path=merkle.proof([line.encode() for line in lines], index),
            ticket=Tickets(_key(opened)).ticket("unit", unit),
        )

    def _opened(self, slot: StoredSlot) -> tuple[bytes, tuple[str, ...], OpenedSlot]:
        """Also the frame as it is stored, and its rows."""
        if slot.state != "REVEALED":
            raise NotShown(_why_not(slot))
        packed = self.book.slots.frame(slot.id)
        rows = Framed.lines_of(packed)
        keyed = self.book.slots.keyed(slot.id)
        opened = OpenedSlot(
            draw=slot.draw,
            slot=slot.label,
            slot_seconds=_seconds(slot),
            k=slot.k,
            degraded=slot.degraded or None,
            custodians=read_custodians(Part(json.loads(keyed.custodians))),
            beacon=read_beacon(Part(json.loads(keyed.beacon))),
            policy=json.loads(slot.policy),
            root=slot.root,
            size=len(rows),
            inside_commitment=slot.inside_commitment,
            log=self._log(slot),
        )
        return packed, rows, opened

    def _missed(self, slot: StoredSlot) -> MissedSlot:
        return MissedSlot(
            draw=slot.draw,
            slot=slot.label,
            slot_seconds=_seconds(slot),
            k=slot.k,
            reason=slot.reason,
            policy=json.loads(slot.policy),
            log=self._log(slot),
        )

    def _log(self, slot: StoredSlot) -> LogProof:
        if self.upto is not None and self.upto < slot.log_index:
            raise NotShown(
                f"slot {slot.label} stands in the log as entry {slot.log_index}, after the head of"
                f" entry {self.upto}; take a head that was sent out later"
            )
        try:
            return self.book.audit.proof(slot.log_index, self.upto)
        except LookupError as error:
            raise NotShown(f"{error.args[0]}; the head is not one of this log") from None

    def _inside(self, slot: StoredSlot, framed: Framed, picks: Iterable[StoredPick]) -> Inside:
        contacts, assignments = self._contacts(slot), self._assignments(slot)
        units = tuple(
            PickInside(
                unit=pick.unit,
                candidates=_sorted(framed.candidates[pick.unit]),
                respondents=pick.respondents,
                households=pick.households,
                inspector=next(iter(pick.inspectors), None),
                offset_seconds=int((pick.picked_for - slot.opens_at).total_seconds()),
                contacts=contacts.get(pick.id, ()),
                passed=self._passed(pick),
                assignments=assignments.get(pick.id, ()),
            )
            for pick in picks
        )
        return Inside(b=slot.inside_secret, units=units)

    def _contacts(self, slot: StoredSlot) -> dict[int, tuple[ContactMade, ...]]:
        """By pick, in the order in which they were made."""
        return {
            inspection.pick.id: tuple(
                ContactMade(
                    who=one.person,
                    rank=one.rank,
                    disposition=one.disposition.value if one.disposition else "open",
                )
                for one in self.book.contacts.of_inspection(inspection.id)
                if one.why is not Unbegun.PASSED_OVER
            )
            for inspection in self.book.inspections.between(slot.opens_at, slot.closes_at)
            if inspection.pick.slot == slot.id
        }

    def _passed(self, pick: StoredPick) -> tuple[PassedOver, ...]:
        orders = {"official": pick.respondents, "household": pick.households}
        return tuple(
            PassedOver(
                kind="respondent" if one.kind == "official" else "household",
                who=orders[one.kind][one.rank - 1],
                rank=one.rank,
                reason=one.reason.value,
            )
            for one in self.book.slots.passed(pick.id)
        )

    def _assignments(self, slot: StoredSlot) -> dict[int, tuple[ContactMade, ...]]:
        """By pick, in the drawn order of the inspectors."""
        visits = self.book.visits
        return {
            visit.pick.id: tuple(
                ContactMade(who=one.inspector, rank=one.rank, disposition=one.outcome)
                for one in visits.assignments(visit.id)
            )
            for visit in visits.of_slot(slot.id)
        }


def _why_not(slot: StoredSlot) -> str:
    if slot.state == "MISSED":
        return f"nothing was drawn in slot {slot.label}: {slot.reason}"
    return (
        f"slot {slot.label} is {slot.state}; it can be shown once it is REVEALED: when every slot"
        " up to it is closed, and every inspection and visit drawn in them is over"
    )


def _seconds(slot: StoredSlot) -> int:
    return int((slot.closes_at - slot.opens_at).total_seconds())


def _sorted(people: Candidates) -> Candidates:
    return Candidates(
        household=tuple(sorted(people.household)),
        inspector=tuple(sorted(people.inspector)),
        respondent=tuple(sorted(people.respondent)),
    )


def _key(opened: OpenedSlot) -> bytes:
    return prk(
        codes=[(one.name, one.code) for one in opened.custodians],
        draw=opened.draw,
        slot=opened.slot,
        randomness=opened.beacon.randomness,
    )
