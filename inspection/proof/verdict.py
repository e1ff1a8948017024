"""What a check found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from inspection.log_chain import LogHead
from inspection.proof.anchors import Anchors, BeaconChain

SignatureHolds = Callable[[Mapping[str, str | int], bytes, bytes], bool]
"""Whether (witness, Ed25519 signature, public key) belong together."""
BeaconHolds = Callable[[int, bytes, BeaconChain], bool | None]
"""Whether (round, signature, chain) belong together; None for a chain that it cannot check."""


class Standing(IntEnum):
    """The value is the exit status of `mingcha draw verify`."""

    PROVED = 0
    DEVIATES = 1
    CONSISTENT = 3


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`deviations`: what is not as it must be. `unproved`: what only outside knowledge could show.
    `remarks`: what a reader should know of a draw that is as it must be."""

    deviations: tuple[str, ...]
    unproved: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        if self.deviations:
            return Standing.DEVIATES
        return Standing.CONSISTENT if self.unproved else Standing.PROVED


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What a check leans on that does not come from the office that drew: published anchors, a head
    of the log sent out before, and two judges of signatures. None: it is not there."""

    signature_holds: SignatureHolds
    anchors: Anchors | None = None
    head: LogHead | None = None
    beacon_holds: BeaconHolds | None = None


@dataclass(kw_only=True)
class Notes:
    """Gathers what the checks of one document find."""

    deviations: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def expect(self, holds: bool, deviation: str) -> bool:
        if not holds:
            self.deviations.append(deviation)
        return holds

    def verdict(self) -> Verdict:
        return Verdict(
            deviations=tuple(self.deviations),
            unproved=tuple(dict.fromkeys(self.unproved)),
            remarks=tuple(self.remarks),
        )
