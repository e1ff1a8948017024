"""Slots and picks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from inspection.commitment import Commitment
from inspection.passing import Passed

SlotState = Literal["COMMITTED", "DRAWN", "CLOSED", "REVEALED", "MISSED"]


@dataclass(frozen=True, kw_only=True)
class StoredSlot:
    id: int
    draw: str
    label: str
    opens_at: datetime
    closes_at: datetime
    k: int
    state: SlotState
    root: bytes
    policy_hash: bytes
    policy: bytes
    """The canonical policy document itself."""
    inside_commitment: bytes
    inside_secret: bytes
    """b; sealed at rest."""
    log_head: bytes
    """The log's head that the custodians sign: the one after the slot's own entry."""
    log_index: int
    """Number of the log's entry that tells of the slot: its commitment, or that it was missed."""
    reason: str
    degraded: str
    beacon_source: str = ""
    """Which beacon was declared when the frame was committed; no other one may key the draw."""

    @property
    def commitment(self) -> Commitment:
        """What the custodians witness of it."""
        return Commitment(
            draw=self.draw,
            slot=self.label,
            root=self.root,
            policy_hash=self.policy_hash,
            inside_commitment=self.inside_commitment,
            log_head=self.log_head,
        )


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """What a draw was keyed with, as canonical JSON: the custodians' testimonies, the beacon."""

    custodians: str
    beacon: str


@dataclass(frozen=True, kw_only=True)
class StoredPick:
    """One selected unit, with the ticket orders that the draw gave it."""

    id: int
    slot: int
    unit: str
    village: str
    pi_ppb: int
    ticket: bytes
    picked_for: datetime
    """The drawn moment of the official's check."""
    respondents: tuple[str, ...]
    households: tuple[str, ...]
    inspectors: tuple[str, ...]
    inside_key: bytes
    """What is drawn inside the pick (questions, keys, times) comes from it; sealed at rest."""


class SlotShelf(Protocol):
    def commit(self, slot: StoredSlot, frame: bytes) -> StoredSlot:
        """Stores a committed (or MISSED) slot; `slot.id` is ignored and given anew."""
        ...

    def find(self, draw: str, label: str) -> StoredSlot | None: ...
    def get(self, slot: int) -> StoredSlot: ...
    def latest(self, draw: str) -> StoredSlot | None:
        """The slot with the latest opening."""
        ...

    def in_state(self, draw: str, state: SlotState) -> Sequence[StoredSlot]: ...
    def frame(self, slot: int) -> bytes: ...
    def between(self, draw: str, start: datetime, end: datetime) -> Sequence[StoredSlot]:
        """Those that open in [start, end), in that order."""
        ...

    def drawn(self, slot: int, keyed: Keyed, degraded: str) -> None:
        """COMMITTED -> DRAWN; `degraded` says why it proves less than it could ("" if it does
        not)."""
        ...

    def keyed(self, slot: int) -> Keyed:
        """Raises LookupError for a slot in which nothing was drawn."""
        ...

    def closed(self, slot: int) -> None: ...
    def revealed(self, slot: int) -> None:
        """CLOSED -> REVEALED: it may be shown to everybody."""
        ...

    def missed(self, slot: int, reason: str, log_index: int) -> None: ...
    def unsettled_from(self) -> datetime | None:
        """The opening of the earliest slot, of any draw, that is not over: not yet drawn, open, or
        with an inspection that is not assessed or a visit that is not over; None if all are."""
        ...

    def add_pick(self, pick: StoredPick) -> StoredPick:
        """`pick.id` is ignored and given anew."""
        ...

    def add_picks(self, drawn: Sequence[StoredPick]) -> Sequence[StoredPick]:
        """The same, of all picks of a slot at once."""
        ...

    def picks(self, slot: int) -> Sequence[StoredPick]:
        """In the order of their tickets."""
        ...

    def pass_over(self, passed: Mapping[int, Sequence[Passed]]) -> None:
        """By pick, who was passed over; takes the place of what was kept of it before."""
        ...

    def passed(self, pick: int) -> Sequence[Passed]: ...
    def last_picked(self, draw: str) -> Mapping[str, datetime]:
        """Unit -> opening of the last slot in which it was picked."""
        ...

    def counts(self, draw: str) -> Mapping[str, int]:
        """State -> slots."""
        ...
