"""The bundles of one working day of a nation, as an honest office leaves them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from documents.calendar import calendar_of
from inspection.beacon import no_beacon
from inspection.chain import anchor, chain, slot_number
from inspection.cycle import cycle_of
from inspection.digest import canonical, sha
from inspection.draw import inside_commitment, prk, select
from inspection.frame import Candidates, Frame, Unit, eligible
from inspection.log_chain import START, LogHead, LogProof, entry_digest, log_entry, next_head
from inspection.policy import Policy, values_of
from inspection.proof.anchors import Anchor, Anchors
from inspection.proof.bundle import Bundle, OpenedSlot
from inspection.slot import Slot, slots_of_day
from inspection.slot_entry import COMMITTED, committed_about
from inspection.testimony import Testimony
from witness.signature import signed

DAY = date(2026, 3, 3)
N = 17569
_CHAIN_START = datetime(2025, 12, 31, 16, tzinfo=UTC)
_NAMES = ("auditor", "ministry")
_B = sha(b"inside secret")
_SALT = sha(b"a salt")[:16]


@dataclass(frozen=True, kw_only=True)
class Day:
    """`bundles` gives them in order; `head` is the log's after the last."""

    units: int
    policy: Policy

    def anchors(self) -> Anchors:
        return Anchors(
            custodians=tuple(
                Anchor(
                    name=name,
                    n=N,
                    start=_CHAIN_START,
                    anchor=anchor(_secret(name), N),
                    public_key=_key(name).public_key().public_bytes_raw(),
                )
                for name in _NAMES
            )
        )

    def slots(self) -> tuple[Slot, ...]:
        policy = self.policy
        return slots_of_day(
            DAY, hours=policy.draw_hours, minutes=policy.draw_slot_minutes, zone=policy.zone
        )

    def bundles(self) -> Iterator[Bundle]:
        """Each with a log of its own entry alone: `head_of` is then its head."""
        cycle = cycle_of(self.policy, calendar_of(range(2024, 2027)))
        candidates = Candidates(household=("H1", "H2"), inspector=("I1",), respondent=("O1", "O2"))
        units = [
            Unit(unit=f"T{n:010}", stratum=f"{5300 + n % 129:06}", candidates=candidates)
            for n in range(self.units)
        ]
        # A third of the units were picked earlier in their cycles.
        covered = {unit.unit for n, unit in enumerate(units) if n % 3 == 0}
        before = START
        for n, slot in enumerate(self.slots(), start=1):
            frame = eligible(
                units,
                covered=covered,
                slot=slot,
                policy=self.policy,
                cycle=cycle,
                salts=lambda: _SALT,
            )
            opened = _opened(self.policy, slot, frame, before, n)
            before = opened.log.head
            picks = select(frame, _prk(opened))
            covered |= {pick.unit for pick in picks}
            rows = tuple(row.line() for row in frame.rows)
            yield Bundle(opened=opened, rows=rows, picks=picks)


def head_of(bundle: Bundle) -> LogHead:
    return LogHead(index=bundle.opened.log.index, head=bundle.opened.log.head)


def _opened(policy: Policy, slot: Slot, frame: Frame, before: bytes, n: int) -> OpenedSlot:
    document = dict(values_of(policy))
    root, policy_hash = frame.root(), sha(canonical(document))
    about = committed_about(
        draw="calls",
        slot=slot.label,
        root=root,
        policy_hash=policy_hash,
        inside_commitment=inside_commitment(_B),
        beacon="none",
        custodians=_NAMES,
    )
    at = slot.opens_at - timedelta(seconds=60)
    entry = log_entry(n=n, at=at, actor="scheduler", act=COMMITTED, about=about)
    head = next_head(before, entry_digest(entry))
    k = slot_number(slot.opens_at, _CHAIN_START)
    seen = {
        "draw": "calls",
        "slot": slot.label,
        "root": root.hex(),
        "policy": policy_hash.hex(),
        "inside_commitment": inside_commitment(_B).hex(),
        "log_head": head.hex(),
    }
    return OpenedSlot(
        draw="calls",
        slot=slot.label,
        slot_seconds=slot.seconds,
        k=k,
        degraded="no public beacon",
        custodians=tuple(_testimony(name, k, seen) for name in _NAMES),
        beacon=no_beacon(),
        policy=document,
        root=root,
        size=len(frame.rows),
        inside_commitment=inside_commitment(_B),
        log=LogProof(index=n, entry=entry, before=before, later=(), head=head),
    )


def _testimony(name: str, k: int, seen: dict[str, str]) -> Testimony:
    code = chain(_secret(name), N, k)
    witness: dict[str, str | int] = {**seen, "custodian": name, "k": k, "code": code.hex()}
    key = _key(name)
    return Testimony(
        name=name,
        n=N,
        start=_CHAIN_START,
        code=code,
        witness=witness,
        signature=signed(witness, key),
        public_key=key.public_key().public_bytes_raw(),
    )


def _prk(opened: OpenedSlot) -> bytes:
    return prk(
        codes=[(one.name, one.code) for one in opened.custodians],
        draw=opened.draw,
        slot=opened.slot,
        randomness=opened.beacon.randomness,
    )


def _secret(name: str) -> bytes:
    return sha(name.encode())


def _key(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha(_secret(name)))
