"""Whether a slot's public randomness is the one that had to be taken."""

import re
from datetime import UTC, datetime

from inspection.beacon import BeaconValue, dice, drand, no_beacon
from inspection.proof.anchors import QUICKNET, BeaconChain
from inspection.proof.bundle import OpenedSlot
from inspection.proof.verdict import Notes, Outside
from inspection.slot_entry import declared_beacon

_DRAND_SOURCE = re.compile("drand-quicknet/[0-9a-f]{64}")


def check_beacon(
    opened: OpenedSlot, opens_at: datetime | None, outside: Outside, notes: Notes
) -> None:
    beacon = opened.beacon
    expected = _recomputed(beacon)
    if expected is None:
        notes.deviations.append(f"beacon: what a beacon of kind {beacon.kind} needs is missing")
        return
    notes.expect(
        beacon == expected,
        f"beacon: the randomness does not follow from what a beacon of kind {beacon.kind} gave",
    )
    if beacon.kind != "drand-quicknet":
        notes.expect(
            opened.degraded is not None,
            f"beacon: kind {beacon.kind}, and the draw is not marked degraded",
        )
        return
    _check_round(beacon, source_of(opened, outside), opens_at, outside, notes)


def source_of(opened: OpenedSlot, outside: Outside) -> str:
    """What had to be declared for this beacon before the slot opened. The chain of drand is that of
    the anchors; where they give none, it is the one that was declared."""
    if opened.beacon.kind != "drand-quicknet":
        return opened.beacon.kind
    chain = _published(outside)
    if chain is not None:
        return chain.source
    declared = declared_beacon(str(opened.log.entry.get("about"))) or ""
    return declared if _DRAND_SOURCE.fullmatch(declared) else QUICKNET.source


def _published(outside: Outside) -> BeaconChain | None:
    return outside.anchors.beacon if outside.anchors else None


def _check_round(
    beacon: BeaconValue, source: str, opens_at: datetime | None, outside: Outside, notes: Notes
) -> None:
    chain = _published(outside)
    if chain is None:
        notes.unproved.append("the anchors give no beacon: its chain is taken on trust")
        if source != QUICKNET.source:
            notes.unproved.append("the beacon's round was not checked: its chain is not known here")
            return
    used = chain or QUICKNET
    if opens_at is not None:
        due = round_at(opens_at, used)
        notes.expect(
            beacon.round == due, f"beacon: round {beacon.round}; the slot needs round {due}"
        )
    _check_signature(beacon, used, outside, notes)


def _check_signature(
    beacon: BeaconValue, chain: BeaconChain, outside: Outside, notes: Notes
) -> None:
    if outside.beacon_holds is None:
        notes.unproved.append(
            "the beacon's signature was not checked: drand-verify (the extra `drand`) is not"
            " installed here"
        )
        return
    assert beacon.round is not None, "recomputed"
    assert beacon.signature is not None, "recomputed"
    holds = outside.beacon_holds(beacon.round, beacon.signature, chain)
    if holds is None:
        notes.unproved.append(
            f"the beacon's signature was not checked: its chain signs as {chain.scheme!r}, which"
            " nothing here can check"
        )
        return
    notes.expect(holds, "beacon: the signature is not that of the chain")


def round_at(opens_at: datetime, chain: BeaconChain) -> int:
    """The last round published at or before the opening; below 1 before the chain began."""
    return (int(opens_at.astimezone(UTC).timestamp()) - chain.genesis) // chain.period + 1


def _recomputed(beacon: BeaconValue) -> BeaconValue | None:
    if beacon.kind == "none":
        return no_beacon()
    if beacon.kind == "dice":
        return dice(beacon.text) if beacon.text and beacon.text.strip() else None
    if beacon.round is None or beacon.signature is None:
        return None
    return drand(beacon.round, beacon.signature)
