"""Slots and picks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Keyed, Overtaken, SlotState, StoredPick, StoredSlot
from inspection.passing import Passed, PassReason
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import frames, inspections, picks, slots, visits

_S = slots.c
_FIND = sa.select(slots).where(_S.draw == given("draw"), _S.label == given("label"))
_GET = sa.select(slots).where(_S.id == given("slot"))
_LATEST = (
    sa.select(slots).where(_S.draw == given("draw")).order_by(_S.opens_at.desc(), _S.id.desc())
).limit(1)
_IN_STATE = (
    sa.select(slots)
    .where(_S.draw == given("draw"), _S.state == given("state"))
    .order_by(_S.opens_at, _S.id)
)
_UNFINISHED = ("COMMITTED", "DRAWN")
_ALL_UNFINISHED = (
    sa.select(slots)
    .where(_S.draw == given("draw"), _S.state.in_(_UNFINISHED))
    .order_by(_S.opens_at, _S.id)
)
_BETWEEN = (
    sa.select(slots)
    .where(_S.draw == given("draw"), _S.opens_at >= given("start"), _S.opens_at < given("end"))
    .order_by(_S.opens_at, _S.id)
)
_FRAME = sa.select(frames.c.packed).where(frames.c.slot_id == given("slot"))
_MOVE = slots.update().where(_S.id == given("slot"), _S.state.in_(given("before", expanding=True)))
_DRAWN = _MOVE.values(
    state="DRAWN",
    codes=given("codes_sealed"),
    beacon=given("beacon_sealed"),
    degraded=given("why_degraded"),
)
_CLOSED = _MOVE.values(state="CLOSED")
_REVEALED = _MOVE.values(state="REVEALED")
_MISSED = _MOVE.values(state="MISSED", reason=given("why"), log_index=given("index"))
_KEYED = sa.select(_S.codes, _S.beacon).where(_S.id == given("slot"), _S.codes.is_not(None))
_PICKS = sa.select(picks).where(picks.c.slot_id == given("slot")).order_by(picks.c.ticket)
_NUMBERS = sa.select(picks.c.id, picks.c.unit).where(picks.c.slot_id == given("slot"))
_PASS_OVER = picks.update().where(picks.c.id == given("pick")).values(passed=given("whom"))
_PASSED = sa.select(picks.c.passed).where(picks.c.id == given("pick"))
_NOT_DRAWN_OUT = sa.select(sa.func.min(_S.opens_at)).where(_S.state.in_(["COMMITTED", "DRAWN"]))
_BEING_ASKED = (
    # Slot by slot, from the first that may not be shown yet: of inspections there are too many.
    sa.select(_S.opens_at)
    .where(
        _S.state.in_(["DRAWN", "CLOSED"]),
        sa.select(inspections.c.id)
        .join_from(picks, inspections, inspections.c.pick_id == picks.c.id)
        .where(picks.c.slot_id == _S.id, inspections.c.assessed_at.is_(None))
        .limit(1)
        .scalar_subquery()
        .is_not(None),
    )
    .order_by(_S.opens_at)
    .limit(1)
)
_BEING_VISITED = (
    # From the few visits that are open: a join may begin with all picks there ever were.
    sa.select(sa.func.min(_S.opens_at)).where(
        _S.id.in_(
            sa.select(picks.c.slot_id).where(
                picks.c.id.in_(sa.select(visits.c.pick_id).where(visits.c.outcome.is_(None)))
            )
        )
    )
)
_UNSETTLED = sa.select(
    _NOT_DRAWN_OUT.scalar_subquery(),
    _BEING_ASKED.scalar_subquery(),
    _BEING_VISITED.scalar_subquery(),
)
_STATE = sa.select(_S.state).where(_S.id == given("slot"))
_COUNTS = sa.select(_S.state, sa.func.count()).where(_S.draw == given("draw")).group_by(_S.state)
_LAST_PICKED = (
    sa.select(picks.c.unit, sa.func.max(_S.opens_at))
    .join_from(picks, slots, picks.c.slot_id == _S.id)
    .where(_S.draw == given("draw"))
    .group_by(picks.c.unit)
)


class Slots:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def commit(self, slot: StoredSlot, frame: bytes) -> StoredSlot:
        number = self._work.add(
            slots,
            draw=slot.draw,
            label=slot.label,
            opens_at=slot.opens_at,
            closes_at=slot.closes_at,
            k=slot.k,
            state=slot.state,
            root=slot.root,
            policy_hash=slot.policy_hash,
            policy=slot.policy,
            inside_commitment=slot.inside_commitment,
            inside_secret=self._work.sealed_bytes(_S.inside_secret, slot.inside_secret),
            log_head=slot.log_head,
            log_index=slot.log_index,
            reason=slot.reason,
            degraded=slot.degraded,
            beacon_source=slot.beacon_source,
        )
        self._work.change(frames.insert(), slot_id=number, packed=frame)
        return replace(slot, id=number)

    def find(self, draw: str, label: str) -> StoredSlot | None:
        row = self._work.one(self._work.mine(_FIND), draw=draw, label=label)
        return None if row is None else self._slot(row)

    def get(self, slot: int) -> StoredSlot:
        """Raises LookupError."""
        return self._slot(found(self._work.one(self._work.mine(_GET), slot=slot), f"slot {slot}"))

    def latest(self, draw: str) -> StoredSlot | None:
        row = self._work.one(_LATEST, draw=draw)
        return None if row is None else self._slot(row)

    def in_state(self, draw: str, state: SlotState) -> Sequence[StoredSlot]:
        if state in _UNFINISHED:
            # They are few, and whoever asks for some of them asks for the others next.
            rows = self._work.all(_ALL_UNFINISHED, draw=draw)
        else:
            rows = self._work.all(_IN_STATE, draw=draw, state=state)
        return [self._slot(row) for row in rows if row.state == state]

    def between(self, draw: str, start: datetime, end: datetime) -> Sequence[StoredSlot]:
        rows = self._work.all(_BETWEEN, draw=draw, start=start, end=end)
        return [self._slot(row) for row in rows]

    def frame(self, slot: int) -> bytes:
        return bytes(found(self._work.one(_FRAME, slot=slot), f"slot {slot}").packed)

    def drawn(self, slot: int, keyed: Keyed, degraded: str) -> None:
        self._move(
            slot,
            _DRAWN,
            ["COMMITTED"],
            codes_sealed=self._work.sealed(_S.codes, keyed.custodians),
            beacon_sealed=self._work.sealed(_S.beacon, keyed.beacon),
            why_degraded=degraded,
        )

    def keyed(self, slot: int) -> Keyed:
        row = found(self._work.one(_KEYED, slot=slot), f"draw of slot {slot}")
        return Keyed(
            custodians=self._work.opened(_S.codes, row.codes),
            beacon=self._work.opened(_S.beacon, row.beacon),
        )

    def closed(self, slot: int) -> None:
        """Raises Overtaken unless the slot is DRAWN."""
        self._move(slot, _CLOSED, ["DRAWN"])

    def revealed(self, slot: int) -> None:
        """Raises Overtaken unless the slot is CLOSED."""
        self._move(slot, _REVEALED, ["CLOSED"])

    def missed(self, slot: int, reason: str, log_index: int) -> None:
        """Raises Overtaken unless the slot is COMMITTED."""
        self._move(slot, _MISSED, ["COMMITTED"], why=reason, index=log_index)

    def unsettled_from(self) -> datetime | None:
        openings = found(self._work.one(_UNSETTLED), "slots")
        return min((opening for opening in openings if opening is not None), default=None)

    def add_pick(self, pick: StoredPick) -> StoredPick:
        return self.add_picks([pick])[0]

    def add_picks(self, drawn: Sequence[StoredPick]) -> Sequence[StoredPick]:
        rows = [
            {
                "slot_id": pick.slot,
                "unit": pick.unit,
                "village": pick.village,
                "pi_ppb": pick.pi_ppb,
                "ticket": pick.ticket,
                "picked_for": pick.picked_for,
                "respondents": pick.respondents,
                "households": pick.households,
                "inspectors": pick.inspectors,
                "inside_key": self._work.sealed_bytes(picks.c.inside_key, pick.inside_key),
            }
            for pick in drawn
        ]
        self._work.add_all(picks, rows)
        numbers = {
            (slot, unit): number
            for slot in {pick.slot for pick in drawn}
            for number, unit in self._work.all(_NUMBERS, slot=slot)
        }
        return [replace(pick, id=numbers[pick.slot, pick.unit]) for pick in drawn]

    def picks(self, slot: int) -> Sequence[StoredPick]:
        return [pick_of(self._work, row, row.id) for row in self._work.all(_PICKS, slot=slot)]

    def pass_over(self, passed: Mapping[int, Sequence[Passed]]) -> None:
        rows = [
            {"pick": pick, "whom": [[one.kind, one.rank, one.reason.value] for one in whom]}
            for pick, whom in passed.items()
        ]
        if rows:
            self._work.connection.execute(_PASS_OVER, rows)

    def passed(self, pick: int) -> Sequence[Passed]:
        return [
            Passed(kind=kind, rank=rank, reason=PassReason(reason))
            for kind, rank, reason in self._work.value(_PASSED, pick=pick) or ()
        ]

    def last_picked(self, draw: str) -> Mapping[str, datetime]:
        return self._work.pairs(_LAST_PICKED, draw=draw)

    def counts(self, draw: str) -> Mapping[str, int]:
        return self._work.pairs(_COUNTS, draw=draw)

    def _move(self, slot: int, update: sa.Update, before: list[str], **values: Any) -> None:
        if self._work.change(update, slot=slot, before=before, **values) == 1:
            return
        state = found(self._work.one(_STATE, slot=slot), f"slot {slot}").state
        raise Overtaken(f"slot {slot} is {state}; expected {' or '.join(before)}")

    def _slot(self, row: Row) -> StoredSlot:
        return StoredSlot(
            id=row.id,
            draw=row.draw,
            label=row.label,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            k=row.k,
            state=row.state,
            root=bytes(row.root),
            policy_hash=bytes(row.policy_hash),
            policy=bytes(row.policy),
            inside_commitment=bytes(row.inside_commitment),
            inside_secret=self._work.opened_bytes(_S.inside_secret, row.inside_secret),
            log_head=bytes(row.log_head),
            log_index=row.log_index,
            reason=row.reason,
            degraded=row.degraded,
            beacon_source=row.beacon_source,
        )


def pick_of(work: UnitOfWork, row: Row, number: int) -> StoredPick:
    """The pick of a row that holds its columns."""
    return StoredPick(
        id=number,
        slot=row.slot_id,
        unit=row.unit,
        village=row.village,
        pi_ppb=row.pi_ppb,
        ticket=bytes(row.ticket),
        picked_for=row.picked_for,
        respondents=tuple(row.respondents),
        households=tuple(row.households),
        inspectors=tuple(row.inspectors),
        inside_key=work.opened_bytes(picks.c.inside_key, row.inside_key),
    )
