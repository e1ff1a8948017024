"""The states of a slot: what is committed, opened, closed or missed, and when.

A slot is COMMITTED a minute before it opens (earlier, if dice are to be thrown for it), witnessed
by the custodians, DRAWN when it opens and CLOSED when it ends; what could not be committed or
opened in time is MISSED, with its reason, and never drawn later. Each step is one short
transaction; custodians and beacon are asked outside any. Whoever is silent is asked again until the
slot opens (commitment) or ends (dice, code and beacon), or until the next slot's frame is made.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.alerts import alert
from fieldwork.book import Book, SlotState, StoredSlot
from fieldwork.chain_watch import ChainWatch
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.draw_rules import draw_rules, slot_rules
from fieldwork.drawing import Drawing
from fieldwork.framing import Framed, build_frame
from fieldwork.lost_draws import why_missed
from fieldwork.patience import Patience
from fieldwork.ports import Beacon, BeaconSilent, Chance, Custodian, Ledger
from fieldwork.rules import Rules
from fieldwork.slot_beacon import SlotBeacon
from fieldwork.witnessing import Unanswered, Witnesses
from inspection.chain import slot_number
from inspection.commitment import CustodianRefusal
from inspection.digest import sha
from inspection.draw import inside_commitment
from inspection.incident import IncidentKind
from inspection.rates import committed_policy
from inspection.slot import Slot, next_slot
from inspection.slot_entry import COMMITTED, MISSED, committed_about, missed_about
from inspection.visit import VISITS

_log = logging.getLogger(__name__)
_LONG_SILENCE = timedelta(minutes=5)
"""After it an administrator is told; before, whoever was silent has mostly answered again."""
CALLS = "calls"
"""The draw that decides who is asked by chat and phone."""
PAUSED = "every team is in a paused region"
SWITCHED_OFF = "no visits are drawn: visit.rate_milli is 0 everywhere"


@dataclass(kw_only=True)
class Issue:
    ledger: Ledger
    chance: Chance
    custodians: Sequence[Custodian]
    beacon: Beacon
    draw: str = CALLS
    telephone: bool = True
    """Whether anybody can be called at all."""
    reached: Reached = go_on
    _patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        self.slot_beacon = SlotBeacon(ledger=self.ledger, usual=self.beacon, draw=self.draw)
        self.witnesses = Witnesses(custodians=self.custodians)
        self.chains = ChainWatch(custodians=self.custodians)
        self.drawing = Drawing(
            ledger=self.ledger,
            chance=self.chance,
            telephone=self.telephone,
            reached=self.reached,
        )

    def work(self, now: datetime) -> int:
        """Everything that is due about slots; returns how many steps were taken."""
        return 0 if self.at_rest(now) else self.act(now)

    def act(self, now: datetime) -> int:
        """The same, for whoever has asked already whether there is anything to do."""
        with self.ledger.at_one_moment():
            ended, waiting = self._ended(now), self._committed(now)
        done = self._close(ended) + self._record_gaps(now) + self._open(waiting, now)
        committed = self._commit_next(now)
        if committed or done:
            waiting = self._committed(now)
        return done + committed + self._witness(waiting, now)

    def at_rest(self, now: datetime) -> bool:
        """One look in place of the five that would find nothing: most beats find nothing."""
        with self.ledger.read() as book:
            rules, latest = slot_rules(book, now, self.draw), book.slots.latest(self.draw)
            if latest is not None and self._stored_wants(book, rules, latest, now):
                return False
            if latest is None and not self._begun(book, rules):
                return True
            slot, commit_at = self._upcoming(book, rules, now)
            return now < commit_at or book.slots.find(self.draw, slot.label) is not None

    def _stored_wants(self, book: Book, rules: Rules, latest: StoredSlot, now: datetime) -> bool:
        """Whether a slot is to be opened, witnessed or closed, or one after it was missed."""
        waiting = book.slots.in_state(self.draw, "COMMITTED")
        return (
            any(self._patience.over(slot, now) for slot in waiting)
            or any(s.closes_at <= now for s in book.slots.in_state(self.draw, "DRAWN"))
            or (latest.opens_at < now and _after(rules, latest) <= now)
        )

    def next_due(self, now: datetime) -> datetime | None:
        with self.ledger.read() as book:
            rules = slot_rules(book, now, self.draw)
            if not self._begun(book, rules):
                return None
            committed = book.slots.in_state(self.draw, "COMMITTED")
            drawn = book.slots.in_state(self.draw, "DRAWN")
            slot, commit_at = self._upcoming(book, rules, now)
            known = book.slots.find(self.draw, slot.label)
        moments = [max(self._patience.due(stored), now) for stored in committed]
        moments += [stored.closes_at for stored in drawn]
        if known is None:
            moments.append(max(commit_at, now))
        elif known.state == "MISSED":
            moments.append(slot.opens_at)  # the next one is looked for then
        return min(moments, default=None)

    def _begun(self, book: Book, rules: Rules) -> bool:
        """Whether there is anything to draw. Once a draw has begun each of its slots is accounted
        for, even while it is switched off."""
        return book.roster.has_teams() and not (
            self._off(rules) and book.slots.latest(self.draw) is None
        )

    def _off(self, rules: Rules) -> bool:
        return self.draw == VISITS and rules.rates.nowhere

    def _upcoming(self, book: Book, rules: Rules, now: datetime) -> tuple[Slot, datetime]:
        """The first slot that opens after now, and when its frame is committed."""
        just_after = now + timedelta(microseconds=1)
        slot = _slot_from(rules, just_after)
        ahead = timedelta(seconds=rules.policy.draw_commit_seconds)
        return slot, slot.opens_at - max(ahead, self.slot_beacon.lead(book, slot.opens_at))

    def _ended(self, now: datetime) -> Sequence[StoredSlot]:
        with self.ledger.read() as book:
            return [s for s in book.slots.in_state(self.draw, "DRAWN") if s.closes_at <= now]

    def _close(self, ended: Sequence[StoredSlot]) -> int:
        for slot in ended:
            with self.ledger.write() as book:
                book.slots.closed(slot.id)
                self.reached(CrashPoint.CLOSING_WRITTEN)
            self.reached(CrashPoint.CLOSING_COMMITTED)
        return len(ended)

    def _record_gaps(self, now: datetime) -> int:
        """Permitted slots that opened while nobody was there to commit them are MISSED."""
        with self.ledger.read() as book:
            latest = book.slots.latest(self.draw)
            if latest is None or latest.opens_at >= now:
                return 0
            rules = draw_rules(book, now, self.draw)
        missed = 0
        slot = _slot_from(rules, latest.opens_at + timedelta(microseconds=1))
        while slot.opens_at <= now:
            reason = why_missed(self.ledger, self.custodians, self.draw, slot, now)
            with self.ledger.write() as book:
                self._note_missed(book, slot.label, reason, now)
                self._store(book, slot, rules, state="MISSED", reason=reason)
                alert(book, IncidentKind.MISSED, f"{slot.label}, {reason}", now, key=reason)
            missed += 1
            slot = _slot_from(rules, slot.opens_at + timedelta(microseconds=1))
        return missed

    def _commit_next(self, now: datetime) -> int:
        with self.ledger.read() as book:
            rules = draw_rules(book, now, self.draw)
            if not self._begun(book, rules):
                return 0
            slot, commit_at = self._upcoming(book, rules, now)
            if now < commit_at or book.slots.find(self.draw, slot.label) is not None:
                return 0
        self.chains.look(now)
        self._give_up_waiting(now)
        with self.ledger.write() as book:
            framed = build_frame(book, rules, slot, draw=self.draw, chance=self.chance)
            nobody = PAUSED if framed.all_paused else SWITCHED_OFF if self._off(rules) else ""
            if nobody:
                self._note_missed(book, slot.label, nobody, now)
                self._store(book, slot, rules, state="MISSED", reason=nobody)
                return 1
            secret, source = self.chance.token(32), self.slot_beacon.declared(book, slot.opens_at)
            about = committed_about(
                draw=self.draw,
                slot=slot.label,
                root=framed.frame.root(),
                policy_hash=sha(committed_policy(rules.policy, rules.rates)),
                inside_commitment=inside_commitment(secret),
                beacon=source,
                custodians=[custodian.name for custodian in self.custodians],
            )
            # Before the slot is stored: the head that the custodians sign follows from this entry.
            book.audit.note(now, "scheduler", COMMITTED, about)
            self._store(
                book, slot, rules, state="COMMITTED", framed=framed, secret=secret, source=source
            )
            self.reached(CrashPoint.FRAME_WRITTEN)
        self.reached(CrashPoint.FRAME_COMMITTED)
        return 1

    def _give_up_waiting(self, now: datetime) -> None:
        """Whom a slot has picked must be known when the next frame is made: with it a unit counts
        as covered. So a slot for which somebody is still silent then is MISSED."""
        with self.ledger.read() as book:
            waiting = [s for s in book.slots.in_state(self.draw, "COMMITTED") if s.opens_at <= now]
        for slot in waiting:
            self._miss(slot, self._patience.silence(slot) or "not drawn before the next frame", now)

    def _store(
        self,
        book: Book,
        slot: Slot,
        rules: Rules,
        *,
        state: SlotState,
        framed: Framed | None = None,
        secret: bytes = b"",
        source: str = "",
        reason: str = "",
    ) -> None:
        newest = book.audit.newest()
        policy = committed_policy(rules.policy, rules.rates)
        stored = StoredSlot(
            id=0,
            draw=self.draw,
            label=slot.label,
            opens_at=slot.opens_at,
            closes_at=slot.closes_at,
            k=slot_number(slot.opens_at, self.custodians[0].start),
            state=state,
            root=framed.frame.root() if framed else b"",
            policy_hash=sha(policy),
            policy=policy,
            inside_commitment=inside_commitment(secret),
            inside_secret=secret,
            log_head=newest.head,
            log_index=newest.index,
            reason=reason,
            degraded=self._degraded(),
            beacon_source=source or self.beacon.source,
        )
        book.slots.commit(stored, framed.pack() if framed else b"")

    def _degraded(self) -> str:
        reasons = [custodian.degraded for custodian in self.custodians if custodian.degraded]
        if len(self.custodians) == 1 and not reasons:
            reasons.append("one custodian only")
        return "; ".join(dict.fromkeys(reasons))

    def _witness(self, waiting: Sequence[StoredSlot], now: datetime) -> int:
        """Sends commitments that no custodian has confirmed to this process; a repeat is
        harmless."""
        sent = 0
        for slot in waiting:
            if slot.opens_at <= now or not self.witnesses.missing(slot):
                continue
            try:
                self.witnesses.commit(slot)
            except CustodianRefusal as refusal:
                self._miss(slot, f"custodian: {refusal}", now)
            except Unanswered as silence:
                self._patience.wait(slot, silence, now, slot.opens_at)
                continue
            self._patience.end(slot)
            self.reached(CrashPoint.SLOT_WITNESSED)
            sent += 1
        return sent

    def _open(self, waiting: Sequence[StoredSlot], now: datetime) -> int:
        opened = 0
        for slot in waiting:
            if slot.opens_at > now:
                continue
            refused = self._refused(slot, now)
            if refused is not None:
                self._miss(slot, refused, now)
                opened += 1
                continue
            try:
                self.slot_beacon.wait_for_dice(slot)
                said = self.witnesses.testimonies(slot, now)
                self.drawing.draw(slot, said, self.slot_beacon.value(slot), now)
            except CustodianRefusal as refusal:
                self._miss(slot, f"custodian: {refusal}", now)
            except (Unanswered, BeaconSilent) as silence:
                self._patience.wait(slot, silence, now, slot.closes_at)
                if now - slot.opens_at >= _LONG_SILENCE:
                    with self.ledger.write() as book:
                        alert(book, IncidentKind.CUSTODIAN, str(silence), now)
                continue
            self._done(slot)
            opened += 1
        return opened

    def _committed(self, now: datetime) -> Sequence[StoredSlot]:
        """Those for which nobody silent is being waited for."""
        with self.ledger.read() as book:
            committed = book.slots.in_state(self.draw, "COMMITTED")
        return [slot for slot in committed if self._patience.over(slot, now)]

    def _refused(self, slot: StoredSlot, now: datetime) -> str | None:
        """Why an open slot can no longer be drawn."""
        if slot.closes_at <= now:
            return self._patience.silence(slot) or "not opened before it ended"
        missing = self.witnesses.missing(slot) if self.witnesses.asked(slot) else ()
        if missing:
            return f"custodian {', '.join(missing)} silent before the opening"
        return self.slot_beacon.changed(slot)

    def _done(self, slot: StoredSlot) -> None:
        self.witnesses.forget(slot)
        self._patience.end(slot)

    def _miss(self, slot: StoredSlot, reason: str, now: datetime) -> None:
        """An incident: no slot is ever drawn again."""
        self._done(slot)
        _log.error("slot %s missed: %s", slot.label, reason)
        with self.ledger.write() as book:
            book.slots.get(slot.id)  # holds the slot before the log: as those who draw it do
            self._note_missed(book, slot.label, reason, now)
            book.slots.missed(slot.id, reason, book.audit.newest().index)
            alert(book, IncidentKind.MISSED, f"{slot.label}, {reason}", now, key=reason)

    def _note_missed(self, book: Book, label: str, reason: str, now: datetime) -> None:
        about = missed_about(draw=self.draw, slot=label, reason=reason)
        book.audit.note(now, "scheduler", MISSED, about)


def _after(rules: Rules, latest: StoredSlot) -> datetime:
    """When the permitted slot after the latest one opens."""
    return _slot_from(rules, latest.opens_at + timedelta(microseconds=1)).opens_at


def _slot_from(rules: Rules, instant: datetime) -> Slot:
    policy = rules.policy
    return next_slot(
        instant,
        hours=policy.draw_hours,
        minutes=policy.draw_slot_minutes,
        zone=policy.zone,
        calendar=rules.calendar,
    )
