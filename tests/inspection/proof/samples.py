"""Drawn slots as honest custodians and an office leave them: forty units, two custodians."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspection import merkle
from inspection.beacon import BeaconValue, drand, no_beacon
from inspection.chain import anchor, chain, slot_number
from inspection.digest import canonical, sha
from inspection.draw import in_ticket_order, inside_key, offset_seconds, picks, prk
from inspection.frame import Candidates, FrameRow
from inspection.log_chain import START, LogHead, LogProof, entry_digest, fold, log_entry
from inspection.policy import Policy, values_of
from inspection.proof.anchors import QUICKNET, Anchor, Anchors
from inspection.proof.beacon_check import round_at
from inspection.proof.bundle import (
    Bundle,
    ContactMade,
    Inside,
    MissedSlot,
    OpenedSlot,
    PickInside,
    UnitProof,
)
from inspection.rate import floor_ppb, pi_ppb
from inspection.risk import risk_fields
from inspection.slot import read_label
from inspection.slot_entry import COMMITTED, MISSED, committed_about, missed_about
from inspection.testimony import Testimony
from inspection.ticket import Tickets
from witness.signature import signed

N = 2000
START_OF_CHAINS = datetime(2026, 2, 28, 16, tzinfo=UTC)
SLOT = "2026-03-02T09:00:00+08:00/PT30M"
NEXT_SLOT = "2026-03-02T09:30:00+08:00/PT30M"
SECRETS = {"auditor": b"the auditor's secret", "ministry": b"the ministry's secret"}
B = sha(b"inside secret")
WEIGHT = 793651
SHARES = risk_fields({f"T{number:03}": 4000 for number in range(1, 42)})
"""Each unit is drawn at four times the rate: otherwise few of forty were picked in a slot."""
BEACON_SIGNATURE = bytes(range(48))
Rows = Sequence[FrameRow]


def policy_of(**values: str) -> dict[str, str | int]:
    """Values by key, with "__" for the dot."""
    given = {key.replace("__", "."): value for key, value in values.items()}
    rates = {"draw.rate_milli": "100000", "draw.risk_most_milli": "4000"}
    return {**values_of(Policy.of(rates | given)), **SHARES}


POLICY = policy_of()


def key_of(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha(SECRETS[name]))


def public_key_of(name: str) -> bytes:
    return key_of(name).public_key().public_bytes_raw()


ANCHORS = Anchors(
    custodians=tuple(
        Anchor(
            name=name,
            n=N,
            start=START_OF_CHAINS,
            anchor=anchor(secret, N),
            public_key=public_key_of(name),
        )
        for name, secret in SECRETS.items()
    ),
    beacon=QUICKNET,
)


def people_of(unit: str) -> Candidates:
    return Candidates(
        household=tuple(f"H-{unit}-{n}" for n in range(4)),
        inspector=("I1", "I2", "I3"),
        respondent=tuple(f"O-{unit}-{n}" for n in range(3)),
    )


def row_of(number: int, *, passed: int = 0, covered: bool = False, **changed: object) -> FrameRow:
    """A unit `passed` slots into the sample's stretch of its cycle; every seventh is on leave."""
    unit = f"T{number:03}"
    remaining = 500_000_000 - number * 10_000_000 - passed * WEIGHT
    on_leave = number % 7 == 0
    fields: dict[str, object] = {
        "unit": unit,
        "stratum": "530128",
        "rate_milli": 400_000,
        "weight_ppb": WEIGHT,
        "remaining_ppb": remaining,
        "covered": covered,
        "pi_ppb": 0 if on_leave else chance(remaining, covered),
        "eligible": not on_leave,
        "reason": "on_leave" if on_leave else "",
        "candidates": people_of(unit).digest(),
        "salt": f"{number:032x}",
    }
    return FrameRow(**{**fields, **changed})  # type: ignore[arg-type]


def chance(remaining: int, covered: bool, rate_milli: int = 400_000) -> int:
    return pi_ppb(
        rate_milli=rate_milli,
        weight_ppb=WEIGHT,
        remaining_ppb=remaining,
        floor_ppb=floor_ppb(16, 63),
        covered=covered,
    )


def row_without_share(number: int) -> FrameRow:
    row = row_of(number, rate_milli=100_000)
    due = chance(row.remaining_ppb, row.covered, row.rate_milli)
    return replace(row, pi_ppb=due if row.eligible else 0)


def rows_of(passed: int = 0, covered: frozenset[str] = frozenset()) -> list[FrameRow]:
    return [row_of(n, passed=passed, covered=f"T{n:03}" in covered) for n in range(1, 41)]


@dataclass(frozen=True, kw_only=True)
class Office:
    """Draws as the product does; `rows` may be what an insider put there before the commitment."""

    slot: str = SLOT
    draw: str = "calls"
    rows: Rows
    beacon: BeaconValue | None = None
    custodians: Sequence[str] = ("auditor", "ministry")
    degraded: str | None = None
    declared_beacon: str = ""
    policy: Mapping[str, str | int] | None = None

    @property
    def opens_at(self) -> datetime:
        return read_label(self.slot)[0]

    def opened(self) -> OpenedSlot:
        lines = [row.line().encode() for row in self.rows]
        policy = dict(self.policy or POLICY)
        root, policy_hash = merkle.root(lines), sha(canonical(policy))
        beacon = self.beacon or drand(round_at(self.opens_at, QUICKNET), BEACON_SIGNATURE)
        about = committed_about(
            draw=self.draw,
            slot=self.slot,
            root=root,
            policy_hash=policy_hash,
            inside_commitment=sha(B),
            beacon=self.declared_beacon or declared_by(beacon),
            custodians=self.custodians,
        )
        log = log_of(self.opens_at - timedelta(seconds=60), COMMITTED, about)
        k = slot_number(self.opens_at, START_OF_CHAINS)
        commitment = {
            "draw": self.draw,
            "slot": self.slot,
            "root": root.hex(),
            "policy": policy_hash.hex(),
            "inside_commitment": sha(B).hex(),
            "log_head": log.own_head().hex(),
        }
        return OpenedSlot(
            draw=self.draw,
            slot=self.slot,
            slot_seconds=1800,
            k=k,
            degraded=self.degraded,
            custodians=tuple(testimony(name, k, commitment) for name in sorted(self.custodians)),
            beacon=beacon,
            policy=policy,
            root=root,
            size=len(lines),
            inside_commitment=sha(B),
            log=log,
        )

    def bundle(self, *, auditor: bool = False) -> Bundle:
        opened = self.opened()
        key = slot_key(opened)
        drawn = picks(key, [(row.unit, row.pi_ppb) for row in self.rows if row.eligible])
        units = tuple(pick_inside(pick.unit, inside_key(B, key)) for pick in drawn)
        return Bundle(
            opened=opened,
            rows=tuple(row.line() for row in self.rows),
            picks=drawn,
            inside=Inside(b=B, units=units) if auditor else None,
        )

    def proof(self, index: int) -> UnitProof:
        opened, unit = self.opened(), self.rows[index].unit
        lines = [row.line() for row in self.rows]
        return UnitProof(
            opened=opened,
            unit=unit,
            index=index,
            row=lines[index],
            path=merkle.proof([line.encode() for line in lines], index),
            ticket=Tickets(slot_key(opened)).ticket("unit", unit),
        )


def declared_by(beacon: BeaconValue) -> str:
    return QUICKNET.source if beacon.kind == "drand-quicknet" else beacon.kind


def missed(slot: str = SLOT, reason: str = "custodian silent") -> MissedSlot:
    opens_at = read_label(slot)[0]
    about = missed_about(draw="calls", slot=slot, reason=reason)
    return MissedSlot(
        draw="calls",
        slot=slot,
        slot_seconds=1800,
        k=slot_number(opens_at, START_OF_CHAINS),
        reason=reason,
        policy=POLICY,
        log=log_of(opens_at, MISSED, about),
    )


def slot_key(opened: OpenedSlot) -> bytes:
    return prk(
        codes=[(one.name, one.code) for one in opened.custodians],
        draw=opened.draw,
        slot=opened.slot,
        randomness=opened.beacon.randomness,
    )


def testimony(name: str, k: int, commitment: Mapping[str, str]) -> Testimony:
    code = chain(SECRETS[name], N, k)
    witness: dict[str, str | int] = {**commitment, "custodian": name, "k": k, "code": code.hex()}
    return Testimony(
        name=name,
        n=N,
        start=START_OF_CHAINS,
        code=code,
        witness=witness,
        signature=signed(witness, key_of(name)),
        public_key=public_key_of(name),
    )


def pick_inside(unit: str, key: bytes) -> PickInside:
    people = people_of(unit)
    respondents = in_ticket_order(key, "respondent", (unit,), people.respondent)
    households = in_ticket_order(key, "household", (unit,), people.household)
    return PickInside(
        unit=unit,
        candidates=people,
        respondents=respondents,
        households=households,
        inspector=in_ticket_order(key, "inspector", (unit,), people.inspector)[0],
        offset_seconds=offset_seconds(key, unit, 1800),
        contacts=(
            ContactMade(who=respondents[0], rank=1, disposition="completed"),
            ContactMade(who=households[0], rank=1, disposition="no_answer"),
            ContactMade(who=households[1], rank=2, disposition="completed"),
        ),
    )


def log_of(at: datetime, act: str, about: str) -> LogProof:
    """The slot's entry as the fifth of a log of eight."""
    hour = timedelta(hours=1)

    def other(n: int) -> bytes:
        entry = log_entry(n=n, at=at + n * hour, actor="scheduler", act="beat", about=f"{n}")
        return entry_digest(entry)

    entry = log_entry(n=5, at=at, actor="scheduler", act=act, about=about)
    before = fold(START, [other(n) for n in range(1, 5)])
    later = tuple(other(n) for n in range(6, 9))
    return LogProof(
        index=5,
        entry=entry,
        before=before,
        later=later,
        head=fold(before, [entry_digest(entry), *later]),
    )


def head_of(log: LogProof, index: int = 7) -> LogHead:
    """The head that was sent out after entry `index`."""
    return LogHead(index=index, head=log.heads()[index - log.index])


GOOD = Office(rows=rows_of())
DICELESS = Office(rows=rows_of(), beacon=no_beacon(), degraded="no public beacon")
