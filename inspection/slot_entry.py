"""What the log says of a slot: canonical JSON, so that a check can rely on every word of it."""

import json
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
    a choice among them afterwards would be a second draw. `beacon` is its source, such as
    `none`, `dice` or `drand-quicknet/` and the chain's hash."""
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


def declared_beacon(about: str) -> str | None:
    """The beacon's source in the text of a committed slot's entry; None if it holds none."""
    try:
        source = json.loads(about)["beacon"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return source if isinstance(source, str) else None


def missed_about(*, draw: str, slot: str, reason: str) -> str:
    return canonical({"draw": draw, "slot": slot, "reason": reason}).decode()
