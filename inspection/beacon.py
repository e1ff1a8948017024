"""Public randomness of a slot: what nobody could know when its frame was committed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from inspection.digest import lp, sha

BeaconKind = Literal["none", "dice", "drand-quicknet"]
QUICKNET_GENESIS = 1692803367
QUICKNET_PERIOD = 3
QUICKNET_SCHEME = "bls-unchained-g1-rfc9380"
_DEGRADED = {"none": "no public beacon", "dice": "dice instead of a public beacon"}


@dataclass(frozen=True, kw_only=True)
class BeaconChain:
    """A chain of drand: what an auditor must know from outside to check its rounds."""

    hash: str
    public_key: str
    """Hex, as the chain publishes it."""
    period: int
    """Seconds from round to round."""
    genesis: int
    """Unix time of round 1."""
    scheme: str = QUICKNET_SCHEME
    """How its signatures are made; only quicknet's can be checked."""


QUICKNET = BeaconChain(
    hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    public_key=(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
        "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
        "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    period=QUICKNET_PERIOD,
    genesis=QUICKNET_GENESIS,
)


def drand_source(chain_hash: str) -> str:
    """The word by which a chain of drand is declared before a slot opens."""
    return f"drand-quicknet/{chain_hash}"


@dataclass(frozen=True, kw_only=True)
class BeaconValue:
    """A beacon's word for one slot; `randomness` is the 32 bytes R that enter the key."""

    kind: BeaconKind
    randomness: bytes
    round: int | None = None
    signature: bytes | None = None
    text: str | None = None
    unchecked: bool = False
    """Nobody here could check the signature."""
    late: bool = False
    """Dice that were entered when the custodians' codes could already be had."""

    @property
    def degraded(self) -> str | None:
        """Why a draw with this beacon proves less than it could; None if it does not."""
        why = "beacon signature not checked" if self.unchecked else _DEGRADED.get(self.kind)
        return f"{why}, entered after the opening" if self.late else why


def no_beacon() -> BeaconValue:
    return BeaconValue(kind="none", randomness=sha(lp("none")))


def dice(text: str) -> BeaconValue:
    """Thrown dice, as two people entered them alike."""
    if not text.strip():
        raise ValueError("no dice were entered; expected the numbers thrown, such as 3 14 15 9")
    return BeaconValue(kind="dice", randomness=sha(lp("dice") + lp(text)), text=text)


def drand(round: int, signature: bytes, *, unchecked: bool = False) -> BeaconValue:
    """A round of drand quicknet. The signature is not checked here: that needs its public key."""
    return BeaconValue(
        kind="drand-quicknet",
        randomness=sha(signature),
        round=round,
        signature=signature,
        unchecked=unchecked,
    )


def drand_round(opens_at: datetime, chain: BeaconChain = QUICKNET) -> int:
    """The round of a slot: the chain's last one published at or before its opening."""
    if opens_at.tzinfo is None:
        raise ValueError("a slot's opening needs a time zone")
    seconds = int(opens_at.astimezone(UTC).timestamp()) - chain.genesis
    if seconds < 0:
        began = datetime.fromtimestamp(chain.genesis, UTC).date()
        raise ValueError(f"the beacon began on {began}; it has no round for an earlier slot")
    return seconds // chain.period + 1
