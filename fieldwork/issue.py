"""Slot -> frame -> draw -> contacts.

A slot is COMMITTED a minute before it opens, witnessed by the custodians, DRAWN when it opens and
CLOSED when it ends; what could not be committed or opened in time is MISSED, with its reason, and
never drawn later. Each step is one short transaction; custodians and beacon are asked outside any.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.book import Book, SlotState, StoredSlot
from fieldwork.framing import Framed, build_frame
from fieldwork.opening import open_inspections
from fieldwork.ports import Beacon, Chance, Custodian, Ledger
from fieldwork.rules import Rules
from inspection.beacon import BeaconValue
from inspection.chain import slot_number
from inspection.commitment import CustodianRefusal, Opening
from inspection.draw import inside_commitment, inside_key, prk, select
from inspection.policy import canonical_policy, policy_hash
from inspection.slot import Slot, next_slot

_log = logging.getLogger(__name__)
CALLS = "calls"
"""The draw that decides who is asked by chat and phone."""


@dataclass(kw_only=True)
class Issue:
    ledger: Ledger
    chance: Chance
    custodians: Sequence[Custodian]
    beacon: Beacon
    draw: str = CALLS
    _witnessed: set[str] = field(default_factory=set)

    def work(self, now: datetime) -> int:
        """Everything that is due about slots; returns how many steps were taken."""
        return (
            self._close_ended(now)
            + self._record_gaps(now)
            + self._commit_next(now)
            + self._witness(now)
            + self._open(now)
        )

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            if not book.roster.has_teams():
                return None
            committed = book.slots.in_state(self.draw, "COMMITTED")
            drawn = book.slots.in_state(self.draw, "DRAWN")
            slot, commit_at = self._upcoming(Rules.at(book, now), now)
            known = book.slots.find(self.draw, slot.label)
        moments = [max(stored.opens_at, now) for stored in committed]
        moments += [stored.closes_at for stored in drawn]
        if known is None:
            moments.append(max(commit_at, now))
        return min(moments, default=None)

    def _upcoming(self, rules: Rules, now: datetime) -> tuple[Slot, datetime]:
        """The first slot that opens after now, and when its frame is committed."""
        just_after = now + timedelta(microseconds=1)
        slot = _slot_from(rules, just_after)
        return slot, slot.opens_at - timedelta(seconds=rules.policy.draw_commit_seconds)

    def _close_ended(self, now: datetime) -> int:
        with self.ledger.read() as book:
            ended = [s for s in book.slots.in_state(self.draw, "DRAWN") if s.closes_at <= now]
        for slot in ended:
            with self.ledger.write() as book:
                book.slots.closed(slot.id)
        return len(ended)

    def _record_gaps(self, now: datetime) -> int:
        """Permitted slots that opened while nobody was there to commit them are MISSED."""
        with self.ledger.read() as book:
            latest = book.slots.latest(self.draw)
            if latest is None or latest.opens_at >= now:
                return 0
            rules = Rules.at(book, now)
        missed = 0
        slot = _slot_from(rules, latest.opens_at + timedelta(microseconds=1))
        while slot.opens_at <= now:
            with self.ledger.write() as book:
                self._store(book, slot, rules, state="MISSED", reason="not committed before it")
                book.audit.note(now, "scheduler", "slot missed", slot.label)
            missed += 1
            slot = _slot_from(rules, slot.opens_at + timedelta(microseconds=1))
        return missed

    def _commit_next(self, now: datetime) -> int:
        with self.ledger.read() as book:
            if not book.roster.has_teams():
                return 0
            rules = Rules.at(book, now)
            slot, commit_at = self._upcoming(rules, now)
            if now < commit_at or book.slots.find(self.draw, slot.label) is not None:
                return 0
        with self.ledger.write() as book:
            framed = build_frame(book, rules, slot, draw=self.draw, chance=self.chance)
            self._store(book, slot, rules, state="COMMITTED", framed=framed)
            book.audit.note(now, "scheduler", "slot committed", slot.label)
        return 1

    def _store(
        self,
        book: Book,
        slot: Slot,
        rules: Rules,
        *,
        state: SlotState,
        framed: Framed | None = None,
        reason: str = "",
    ) -> None:
        secret = self.chance.token(32)
        stored = StoredSlot(
            id=0,
            draw=self.draw,
            label=slot.label,
            opens_at=slot.opens_at,
            closes_at=slot.closes_at,
            k=slot_number(slot.opens_at, self.custodians[0].start),
            state=state,
            root=framed.frame.root() if framed else b"",
            policy_hash=policy_hash(rules.policy),
            policy=canonical_policy(rules.policy),
            inside_commitment=inside_commitment(secret),
            inside_secret=secret,
            log_head=book.audit.head(),
            reason=reason,
            degraded=self._degraded(),
        )
        book.slots.commit(stored, framed.pack() if framed else b"")

    def _degraded(self) -> str:
        reasons = [custodian.degraded for custodian in self.custodians if custodian.degraded]
        return "; ".join(dict.fromkeys(reasons))

    def _witness(self, now: datetime) -> int:
        """Sends commitments that no custodian of this process has seen; a repeat is harmless."""
        with self.ledger.read() as book:
            committed = book.slots.in_state(self.draw, "COMMITTED")
        sent = 0
        for slot in committed:
            if slot.label in self._witnessed or slot.opens_at <= now:
                continue
            try:
                for custodian in self.custodians:
                    custodian.commit(
                        slot.draw,
                        slot.label,
                        slot.root,
                        slot.policy_hash,
                        slot.inside_commitment,
                        slot.log_head,
                    )
            except CustodianRefusal as refusal:
                self._miss(slot, f"custodian: {refusal}", now)
            self._witnessed.add(slot.label)
            sent += 1
        return sent

    def _open(self, now: datetime) -> int:
        with self.ledger.read() as book:
            committed = book.slots.in_state(self.draw, "COMMITTED")
        opened = 0
        for slot in committed:
            if slot.opens_at > now:
                continue
            opened += 1
            if slot.closes_at <= now:
                self._miss(slot, "not opened before it ended", now)
                continue
            try:
                codes = [
                    (c.name, c.open(slot.draw, slot.label, slot.k, now)) for c in self.custodians
                ]
            except CustodianRefusal as refusal:
                self._miss(slot, f"custodian: {refusal}", now)
                continue
            self._draw(slot, codes, self.beacon.randomness(slot.opens_at), now)
        return opened

    def _draw(
        self,
        slot: StoredSlot,
        openings: Sequence[tuple[str, Opening]],
        beacon: BeaconValue,
        now: datetime,
    ) -> None:
        key = prk(
            codes=[(name, opening.code) for name, opening in openings],
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
            kept = {
                name: {"code": opening.code.hex(), "signature": opening.signature.hex()}
                for name, opening in openings
            }
            reasons = [slot.degraded, beacon.degraded or ""]
            degraded = "; ".join(reason for reason in reasons if reason)
            book.slots.drawn(slot.id, kept, _written(beacon), degraded)
            open_inspections(book, slot, framed, chosen, inside=inside, now=now, chance=self.chance)
            book.audit.note(now, "scheduler", "slot drawn", f"{slot.label} picks={len(chosen)}")

    def _miss(self, slot: StoredSlot, reason: str, now: datetime) -> None:
        _log.warning("slot missed: %s", reason)
        with self.ledger.write() as book:
            book.slots.missed(slot.id, reason)
            book.audit.note(now, "scheduler", "slot missed", slot.label)


def _written(beacon: BeaconValue) -> str:
    return json.dumps(
        {
            "kind": beacon.kind,
            "round": beacon.round,
            "signature": beacon.signature.hex() if beacon.signature else None,
            "text": beacon.text,
            "randomness": beacon.randomness.hex(),
        }
    )


def _slot_from(rules: Rules, instant: datetime) -> Slot:
    policy = rules.policy
    return next_slot(
        instant,
        hours=policy.draw_hours,
        minutes=policy.draw_slot_minutes,
        zone=policy.zone,
        calendar=rules.calendar,
    )
