"""The exchange: all telephones, the gate before them, and who is reached through which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fieldwork.book import Book
from fieldwork.lane_gate import LaneGate
from fieldwork.no_telephone import NoTelephone
from fieldwork.ports import Carrier, Media, Recordings, Texter
from fieldwork.reaching import Reaching
from inspection.lane.lane import TELEPHONE

PASS_TAKES = 20.0
"""Seconds: so long carriers are asked one after the other, however slow they are; then whoever asks
gets its turn. It may want to stop, and shows that it lives."""


class Trunk(Carrier, Texter, Media, Recordings, Protocol):
    """What one account does with calls, recordings and texts."""

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Exchange:
    gate: LaneGate
    reaching: Reaching
    trunks: Mapping[str, Trunk] = field(default_factory=dict)
    """By lane."""

    @property
    def takes_synthetic(self) -> bool:
        """Whether an invented number can be dialled on any lane; where nothing rings at all, it
        need not be struck out."""
        lanes = self.reaching.having("voice")
        return not lanes or any(lane.synthetic for lane in lanes)

    def carrier(self, lane: str) -> Carrier:
        """One that takes nothing and tells nothing where the lane is no longer set up."""
        return self.trunks.get(lane) or NoTelephone()

    def carrier_of(self, book: Book, token: str) -> Carrier:
        """That of the lane on which the call with this token was made."""
        return self.carrier(book.lanes.lane_of(token) or TELEPHONE)
