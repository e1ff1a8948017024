"""What the log says of a slot: canonical JSON, so that a check can rely on every word of it."""

from collections.abc import Iterable

from inspection.digest import canonical

COMMITTED = "slot committed"
MISSED = "slot missed"


def committed_about(
    *,
    draw: str,
    slot: str,
    root: bytes,
    policy_hash: bytes,
    inside_commitment: bytes,
    beacon: str,
    custodians: Iterable[str],
) -> str:
    """What is settled before a slot opens, and also which beacon and which custodians will key it:
    a choice among them afterwards would be a second draw."""
    return canonical(
        {
            "draw": draw,
            "slot": slot,
            "root": root.hex(),
            "policy": policy_hash.hex(),
            "inside_commitment": inside_commitment.hex(),
            "beacon": beacon,
            "custodians": sorted(custodians),
        }
    ).decode()


def missed_about(*, draw: str, slot: str, reason: str) -> str:
    return canonical({"draw": draw, "slot": slot, "reason": reason}).decode()
