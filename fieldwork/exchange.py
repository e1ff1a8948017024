"""The exchange: all telephones, the gate before them, and who is reached through which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fieldwork.lane_gate import LaneGate
from fieldwork.no_telephone import NoTelephone
from fieldwork.ports import Carrier, Texter
from fieldwork.reaching import Reaching


class Trunk(Carrier, Texter, Protocol):
    """What one account does with calls and texts."""

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Exchange:
    gate: LaneGate
    reaching: Reaching
    trunks: Mapping[str, Trunk] = field(default_factory=dict)
    """By lane."""

    def carrier(self, lane: str) -> Carrier:
        """One that takes nothing where the lane is no longer set up."""
        return self.trunks.get(lane) or NoTelephone()
