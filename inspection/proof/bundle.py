"""What is exported of a slot: a bundle, a missed slot's note, or the proof of a single unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from inspection import merkle
from inspection.beacon import BeaconValue
from inspection.draw import Pick
from inspection.frame import Candidates
from inspection.log_chain import LogProof
from inspection.proof.sifted import Sifted
from inspection.testimony import Testimony

SCHEME = "cy-draw-1"
PolicyFields = Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True)
class OpenedSlot:
    """What was committed of a slot and what its draw was keyed with. `root` and `size` are the
    frame's; `degraded`: why the draw proves less than it could."""

    draw: str
    slot: str
    slot_seconds: int
    k: int
    degraded: str | None
    custodians: tuple[Testimony, ...]
    beacon: BeaconValue
    policy: PolicyFields
    root: bytes
    size: int
    inside_commitment: bytes
    log: LogProof


@dataclass(frozen=True, kw_only=True)
class ContactMade:
    """`who` was tried as number `rank` (from 1) of the drawn order of their kind."""

    who: str
    rank: int
    disposition: str


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """`who`, number `rank` of the drawn order of their kind (respondent or household), was not
    tried, although somebody later was or nobody at all."""

    kind: str
    who: str
    rank: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PickInside:
    """What followed inside a pick; orders are those of the tickets, first to be tried first."""

    unit: str
    candidates: Candidates
    respondents: tuple[str, ...]
    households: tuple[str, ...]
    inspector: str | None
    offset_seconds: int
    contacts: tuple[ContactMade, ...]
    passed: tuple[PassedOver, ...] = ()
    assignments: tuple[ContactMade, ...] = ()
    """Of a visit: what became of each inspector's turn, in order of rank."""


@dataclass(frozen=True, kw_only=True)
class Inside:
    """For auditors only: with b anybody can recompute who was called, and when."""

    b: bytes
    units: tuple[PickInside, ...]


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A drawn slot whole. `rows` are the frame's lines as text, since they are what was hashed."""

    opened: OpenedSlot
    rows: tuple[str, ...]
    picks: tuple[Pick, ...]
    inside: Inside | None = None

    @cached_property
    def root_of_rows(self) -> bytes:
        """What the rows themselves give; `opened.root` is what was committed."""
        return merkle.root([row.encode() for row in self.rows])

    @cached_property
    def sifted(self) -> Sifted:
        return Sifted.of(self.rows)

    @property
    def slot(self) -> str:
        return self.opened.slot

    @property
    def draw(self) -> str:
        return self.opened.draw

    @property
    def policy(self) -> PolicyFields:
        return self.opened.policy


@dataclass(frozen=True, kw_only=True)
class UnitProof:
    """One unit's own row of a slot, its place in the frame's tree, and its ticket."""

    opened: OpenedSlot
    unit: str
    index: int
    row: str
    path: tuple[bytes, ...]
    ticket: bytes

    @property
    def slot(self) -> str:
        return self.opened.slot


@dataclass(frozen=True, kw_only=True)
class MissedSlot:
    """A permitted slot in which nothing was drawn, with the logged reason."""

    draw: str
    slot: str
    slot_seconds: int
    k: int
    reason: str
    policy: PolicyFields
    log: LogProof


Document = Bundle | UnitProof | MissedSlot
