"""Public randomness of a slot: what nobody could know when its frame was committed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from inspection.digest import lp, sha

BeaconKind = Literal["none", "dice", "drand-quicknet"]
QUICKNET_GENESIS = 1692803367
QUICKNET_PERIOD = 3
_DEGRADED = {"none": "no public beacon", "dice": "dice instead of a public beacon"}


@dataclass(frozen=True, kw_only=True)
class BeaconValue:
    """A beacon's word for one slot; `randomness` is the 32 bytes R that enter the key."""

    kind: BeaconKind
    randomness: bytes
    round: int | None = None
    signature: bytes | None = None
    text: str | None = None

    @property
    def degraded(self) -> str | None:
        """Why a draw with this beacon proves less than it could; None if it does not."""
        return _DEGRADED.get(self.kind)


def no_beacon() -> BeaconValue:
    return BeaconValue(kind="none", randomness=sha(lp("none")))


def dice(text: str) -> BeaconValue:
    """Thrown dice, as two people entered them alike."""
    if not text.strip():
        raise ValueError("no dice were entered; expected the numbers thrown, such as 3 14 15 9")
    return BeaconValue(kind="dice", randomness=sha(lp("dice") + lp(text)), text=text)


def drand(round: int, signature: bytes) -> BeaconValue:
    """A round of drand quicknet. The signature is not checked here: that needs its public key."""
    return BeaconValue(
        kind="drand-quicknet", randomness=sha(signature), round=round, signature=signature
    )


def drand_round(opens_at: datetime) -> int:
    """The quicknet round of a slot: the last one published at or before its opening."""
    if opens_at.tzinfo is None:
        raise ValueError("a slot's opening needs a time zone")
    seconds = int(opens_at.astimezone(UTC).timestamp()) - QUICKNET_GENESIS
    if seconds < 0:
        raise ValueError("drand quicknet began on 2023-08-23; it has no round for an earlier slot")
    return seconds // QUICKNET_PERIOD + 1
